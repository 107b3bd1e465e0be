"""Two models on the same mail: who is right where, with exact tests; and one clear line for what cannot be compared."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.cli import main
from classifier.model import KINDS, default_directory
from classifier.training.compare import ALL, Paired, sign_test, table, two_sided
from classifier.training.corpora import SEPARATOR
from classifier.training.letters import read_letters
from classifier.training.wrap import wrapped

LETTERS = Path(__file__).parents[1] / "data" / "letters"
EACH = 6


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some letters of each kind as mail, with their labels."""
    folder = tmp_path_factory.mktemp("corpora")
    chosen = [letter for letter in read_letters(LETTERS) if not letter.sequence and letter.language == "en"]
    some = [letter for kind in KINDS for letter in [one for one in chosen if one.kind == kind][:EACH]]
    mails = list(wrapped(some, seed=5, copies=1))
    source = folder / "firm"
    source.mkdir()
    (source / "messages.mbox.gz").write_bytes(gzip.compress(b"".join(SEPARATOR + mail.raw for mail in mails)))
    (source / "labels.jsonl").write_text(
        "".join(json.dumps({"id": mail.id, "kind": mail.kind}) + "\n" for mail in mails)
    )
    return folder


@pytest.fixture(scope="module")
def cautious(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped model, but that it is never sure enough to say human or spam."""
    folder = tmp_path_factory.mktemp("models") / "cautious"
    shutil.copytree(default_directory(), folder)
    described = json.loads((folder / "model.json").read_text())
    described["policies"]["balanced"] = {"human": 1.1, "spam": 1.1}
    (folder / "model.json").write_text(json.dumps(described))
    return folder


def compared(capsys: pytest.CaptureFixture[str], *args: str | Path) -> str:
    assert main(["compare", *map(str, args), "-j", "1"]) == 0
    return capsys.readouterr().out


def test_who_is_right_is_counted(corpora: Path, cautious: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shipped = default_directory()
    found = json.loads(compared(capsys, cautious, shipped, corpora, "--format", "json"))
    groups = {group["kind"]: group for group in found["groups"]}
    people = groups["personal"]
    assert people["n"] == EACH
    assert people["first"] == 0 == people["lost"]
    assert people["second"] == people["won"] == EACH - people["tied"] > 0, "it knows letters that it was trained on"
    assert groups["outreach"]["won"] == 0 == groups["newsletter"]["won"], "a model that always says bot is right there"
    assert groups[ALL]["n"] == 5 * EACH == groups[ALL]["won"] + groups[ALL]["tied"] + groups[ALL]["lost"]
    assert groups[ALL]["won"] == sum(groups[kind]["won"] for kind in KINDS)
    assert found["sources"]["won"] + found["sources"]["tied"] + found["sources"]["lost"] == len(KINDS)
    other_way = json.loads(compared(capsys, shipped, cautious, corpora, "--format", "json"))["groups"][-1]
    assert (other_way["won"], other_way["lost"]) == (groups[ALL]["lost"], groups[ALL]["won"])
    assert other_way["p"] == groups[ALL]["p"]
    # Under a policy of their own they are one model.
    same = json.loads(compared(capsys, cautious, shipped, corpora, "--format", "json", "--policy", "open"))
    assert {(group["won"], group["lost"], group["p"]) for group in same["groups"]} == {(0, 0, 1)}


def test_a_mailbox_is_compared_whose_kind_is_named(
    cautious: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    box = tmp_path / "a=b.eml"
    box.write_bytes(
        b"From: Ann Berg <ann@berg.example>\nTo: ada@reader.example\nSubject: Keys\n\nDo you have them?\n\nAnn\n"
    )
    text = compared(capsys, cautious, cautious, f"personal={box}")
    assert f"| {box} | personal | 1 | 0.0000 | 0.0000 | 0 | 1 | 0 | 1 |" in text
    assert "Sources won 0, tied 1, lost 0: sign test p = 1." in text


def test_letters_are_wrapped_once(cautious: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for kind in KINDS:
        (tmp_path / kind).mkdir()
    shutil.copy(LETTERS / "junk" / "en-a008.txt", tmp_path / "junk")
    text = compared(capsys, cautious, default_directory(), "--letters", tmp_path)
    assert "| letters | junk | 1 |" in text


def test_what_cannot_be_compared_is_said(
    cautious: Path, corpora: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    note = tmp_path / "note.eml"
    note.write_text("From: ann@berg.example\n\nHi\n")
    model = str(cautious)
    for args, code, reason in [
        ([model, model], 64, "name labelled mail"),
        ([model, str(tmp_path), str(corpora)], 78, "model.json: No such file"),
        ([model, model, str(corpora), "--policy", "lax"], 78, "no policy 'lax'"),
        ([model, model, str(tmp_path / "gone")], 66, "gone: No such file or directory"),
        ([model, model, f"junk={tmp_path / 'gone'}"], 66, "gone: No such file or directory"),
        ([model, model, str(note)], 64, "say what its mail is, KIND="),
        ([model, model, f"ham={note}"], 66, "No such file"),
        ([model, model, str(tmp_path)], 65, "holds no SOURCE/labels.jsonl"),
        ([model, model, "--letters", str(tmp_path)], 65, "holds no KIND/NAME.txt"),
    ]:
        assert main(["compare", *args]) == code, args
        assert reason in capsys.readouterr().err, args


def test_p_is_that_of_mcnemars_exact_test() -> None:
    assert two_sided(0, 0) == 1
    # Example of Fay, exact2x2: 12 against 2 discordant pairs.
    assert two_sided(12, 2) == pytest.approx(2 * (1 + 14 + 91) / 2**14)
    assert two_sided(5, 0) == pytest.approx(2 / 2**5)


@given(st.integers(0, 200), st.integers(0, 200))
def test_p_is_a_probability_and_the_same_from_both_sides(won: int, lost: int) -> None:
    p = two_sided(won, lost)
    assert 0 < p <= 1
    assert p == pytest.approx(two_sided(lost, won))
    assert two_sided(won + lost, 0) <= p + 1e-12, "nothing is less probable than all on one side"


def test_sources_count_once_however_much_mail_they_have() -> None:
    found = [
        Paired("big", "personal", 1000, 100, 900, 800, 0),
        Paired("small", "junk", 10, 8, 7, 0, 1),
        Paired("even", "junk", 10, 8, 8, 1, 1),
        Paired(ALL, ALL, 1020, 116, 915, 801, 2),
    ]
    assert sign_test(found) == (1, 1, 1, 1.0)
    assert "Sources won 1, tied 1, lost 1: sign test p = 1." in table(found)
