"""The shipped model is what its description says, and the same mail makes the same model again."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from pathlib import Path

import pytest

from classifier.cli import main
from classifier.model import KINDS, default_directory
from classifier.training.corpora import SEPARATOR, Labelled
from classifier.training.export import hash_of_labels
from classifier.training.letters import read_letters
from classifier.training.review import read_reviews
from classifier.training.table import written
from classifier.training.wrap import wrapped
from tests.labelled import CORPORA

ROOT = Path(__file__).parents[1]
LETTERS = ROOT / "data" / "letters"
REVIEWED = ROOT / "data" / "labels" / "reviewed.tsv"

SOURCES = ("business_letters", "spamassassin", "bounces")
"""Three folds: what one tests, the others teach."""
EACH = 8
"""Letters of each kind in each source."""


def shipped() -> dict[str, str]:
    described: dict[str, str] = json.loads((default_directory() / "model.json").read_text())
    return described


def labels_of_corpora() -> list[tuple[str, str]]:
    """Id and kind of all mail below `CORPORA`; without that, of the labels that we ship; some were read again."""
    if CORPORA.is_dir():
        texts = [path.read_text() for path in CORPORA.glob("*/labels.jsonl")]
    else:
        texts = [gzip.decompress(path.read_bytes()).decode() for path in (ROOT / "data" / "labels").glob("*.jsonl.gz")]
    reviews = read_reviews(REVIEWED)
    labels = [json.loads(line) for text in texts for line in text.splitlines()]
    return [(label["id"], reviews.get(label["id"], label["kind"])) for label in labels]


def test_the_shipped_weights_are_those_of_their_description() -> None:
    octets = (default_directory() / "weights.bin").read_bytes()
    assert hashlib.sha256(octets).hexdigest() == shipped()["weights_sha256"]


def test_the_shipped_model_was_trained_on_this_mail() -> None:
    letters = [(mail.id, mail.kind) for mail in written(LETTERS)]
    assert hash_of_labels(labels_of_corpora() + letters) == shipped()["data_sha256"], (
        "letters or labels changed: make train"
    )


def test_labels_are_hashed_in_any_order() -> None:
    a, b = ("a", "junk"), ("b", "junk")
    assert hash_of_labels([b, a]) == hash_of_labels([a, b])
    assert len({hash_of_labels(some) for some in ([a, b], [a], [("a", "personal"), b])}) == 3


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Letters as the mail of three sources, each with all kinds."""
    letters = [letter for letter in read_letters(LETTERS) if not letter.sequence]
    letters.sort(key=lambda letter: zlib.crc32(letter.name.encode()))
    folder = tmp_path_factory.mktemp("corpora")
    for i, source in enumerate(SOURCES):
        some = [
            letter
            for kind in KINDS
            for letter in [one for one in letters if one.kind == kind][i * EACH : (i + 1) * EACH]
        ]
        write(folder / source, list(wrapped(some, seed=i, copies=1)))
    return folder


def write(folder: Path, mails: list[Labelled]) -> None:
    folder.mkdir()
    (folder / "messages.mbox.gz").write_bytes(gzip.compress(b"".join(SEPARATOR + mail.raw for mail in mails)))
    labels = [{"id": mail.id, "kind": mail.kind, "sender": mail.sender, "lang": mail.lang} for mail in mails]
    (folder / "labels.jsonl").write_text("".join(json.dumps(label) + "\n" for label in labels))


def test_the_same_mail_makes_the_same_model(corpora: Path, tmp_path: Path) -> None:
    """Octet for octet, however many processes read and fit."""
    for name, jobs in (("a", "1"), ("b", "2")):
        assert main(["train", str(corpora), "-o", str(tmp_path / name), "-j", jobs]) == 0
    for file in ("model.json", "weights.bin"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()
    described = json.loads((tmp_path / "a" / "model.json").read_text())
    labels = [json.loads(line) for path in corpora.glob("*/labels.jsonl") for line in path.read_text().splitlines()]
    assert len(labels) == len(SOURCES) * EACH * len(KINDS)
    assert described["data_sha256"] == hash_of_labels((label["id"], label["kind"]) for label in labels)
