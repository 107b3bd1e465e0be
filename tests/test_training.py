"""Labelled mail → folds, weights, thresholds: nothing of a fold reaches its training, and the split is locked."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from classifier.decision import Policy
from classifier.features import Features
from classifier.history import Sighting
from classifier.mail import Mail
from classifier.message import parse
from classifier.model import KINDS, default_directory
from classifier.training import card, folds, slices, traces
from classifier.training.corpora import SEPARATOR, CorpusError, Labelled, read_corpora
from classifier.training.cuts import at_cuts
from classifier.training.evaluate import Judged, calibration_error, metrics
from classifier.training.fit import calibrate, weights
from classifier.training.folds import lock, make_folds
from classifier.training.learn import Table
from classifier.training.review import UNCLEAR, read_reviews, reviewed
from classifier.training.table import Row, build
from classifier.training.thresholds import MACHINES, POLICIES, fit_policies, upper_bound
from tests.labelled import labelled_mail

LOCK = Path(__file__).parents[1] / "data" / "split.lock"

LIST_MAIL = b"""\
Return-Path: <builders-bounces@lists.example>
X-Original-To: ada@reader.example
Delivered-To: ada@reader.example
Received: from lists.example by mx.reader.example; Tue, 5 Mar 2024 10:12:44 +0100
Received: from mail.kestrel.example by lists.example; Tue, 5 Mar 2024 10:12:42 +0100
Received: from [192.0.2.30] by mail.kestrel.example; Tue, 5 Mar 2024 10:12:40 +0100
X-Spam-Status: No, score=-2
\ttests=BAYES_00
Precedence: list
List-Id: <builders.lists.example>
List-Unsubscribe: <https://lists.example/leave>
From: "Ann Berg via builders" <builders@lists.example>
Sender: builders <builders-bounces@lists.example>
To: builders@lists.example
Subject: Re: [Builders] [PATCH] Door hinges
Message-ID: <a@kestrel.example>
User-Agent: Mutt/2.0

They squeak.
_______________________________________________
builders mailing list
builders@lists.example
https://lists.example/mailman/listinfo/builders
"""


@pytest.mark.parametrize("eol", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
def test_list_traces_are_taken_off_and_the_rest_stays(eol: bytes) -> None:
    m = parse(traces.without_list_traces(LIST_MAIL.replace(b"\n", eol)))
    assert set(m.fields) == {"received", "from", "to", "subject", "message-id", "user-agent"}
    assert len(m.fields["received"]) == 2
    assert "mail.kestrel.example" in m.fields["received"][0]
    assert m.sender.name == "Ann Berg"
    assert m.subject == "Re: [PATCH] Door hinges"
    assert m.plain.strip() == "They squeak."


def test_mail_that_came_by_no_list_stays_as_it_is() -> None:
    raw = b"Received: from a by b; Tue, 5 Mar 2024 10:12:40 +0100\nFrom: Ann <ann@berg.example>\nSubject: [urgent] Keys\n\nHi\n"
    assert traces.without_list_traces(raw) == raw.replace(b"[urgent] ", b"")
    assert not parse(traces.without_transport(raw)).has_transport


def corpus(folder: Path, letters: list[bytes], labels: list[dict[str, object]]) -> Path:
    (folder / "source").mkdir(parents=True)
    (folder / "source" / "messages.mbox.gz").write_bytes(gzip.compress(b"".join(SEPARATOR + raw for raw in letters)))
    (folder / "source" / "labels.jsonl").write_text("".join(json.dumps(label) + "\n" for label in labels))
    return folder


def test_corpora_are_read_line_by_line(tmp_path: Path) -> None:
    label = {"id": "abc", "kind": "personal", "sender": "s", "list": "builders.lists.example", "step": 2}
    mails = list(read_corpora(corpus(tmp_path, [LIST_MAIL], [label])))
    assert mails == [Labelled("source", "abc", "personal", "s", "", "builders", "", "", 2, LIST_MAIL)]
    for broken, reason in [
        (corpus(tmp_path / "b", [LIST_MAIL], []), "1 messages, 0 labels"),
        (corpus(tmp_path / "c", [LIST_MAIL], [{**label, "kind": "ham"}]), "unknown kind 'ham'"),
        (tmp_path / "nowhere", "holds no SOURCE"),
    ]:
        with pytest.raises(CorpusError, match=reason):
            list(read_corpora(broken))


def row(
    n: int,
    source: str = "lists_other",
    kind: str = "personal",
    sender: str = "",
    group: str = "",
    in_list: str = "",
    template: tuple[int, ...] = (),
) -> Row:
    sighting = Sighting("", sender, "", template, float(n), n)
    none = Features((), {})
    return Row(source, f"{n:012x}", kind, sender, group, in_list, "en", 0, sighting, str(n), none, none)


def test_nothing_of_a_fold_is_in_its_training() -> None:
    rows = [
        row(0, in_list="a", sender="x"),
        row(1, in_list="b", sender="x"),
        row(2, in_list="b", group="g"),
        row(3, in_list="c", group="g", template=(5, 6)),
        row(4, in_list="d", template=(7, 6)),
        row(5, in_list="a"),
        row(6, in_list="e", group="human-first"),
        row(7, in_list="f", group="human-first"),
    ]
    assert folds.apart_from(rows, [0]) == [2, 3, 4, 6, 7]
    assert folds.apart_from(rows, [2]) == [0, 4, 5, 6, 7]
    assert folds.apart_from(rows, [3]) == [0, 1, 5, 6, 7]
    assert folds.apart_from(rows, [6], within=[0, 6, 7]) == [0, 7]


def test_the_engine_and_other_outreach_are_judged_apart() -> None:
    rows = [
        row(0, "lists_outreach", "outreach", group=folds.ENGINE, in_list="a"),
        row(1, "lists_outreach", "outreach", group="cn-trade", in_list="b"),
        row(2, "lists_outreach", "outreach", group="cn-trade", in_list="a"),
        row(3, "lists_other", "personal", in_list="a"),
        row(4, "lists_other", "junk", in_list="b"),
        row(5, "business_letters"),
        row(6, "letters"),
    ]
    assert folds.fold_names(rows) == ["engine", "outreach", None, "engine", "outreach", "business", None]


def test_no_source_and_no_engine_outweighs_the_rest() -> None:
    rows = [row(i, "big", template=(1, 2)) for i in range(900)] + [
        row(1000 + i, "small", template=(100 + i, 3)) for i in range(100)
    ]
    w = weights(rows)
    assert w.sum() == pytest.approx(1000)
    assert w[:900].sum() < w[900:].sum()


def test_a_few_odd_mails_are_no_source() -> None:
    rows = [row(i, "large", template=(i, 2)) for i in range(900)] + [
        row(1000 + i, "odd", template=(2000 + i, 3)) for i in range(3)
    ]
    w = weights(rows)
    assert w[0] < w[900] < 5 * w[0]


def test_thresholds_keep_to_their_shares() -> None:
    rng = np.random.default_rng(3)
    y = rng.integers(0, 5, 20_000)
    p = rng.dirichlet(np.ones(5), size=len(y))
    p[np.arange(len(y)), y] += 0.3
    p /= p.sum(axis=1, keepdims=True)
    policies = fit_policies(p, y)
    for name, allowed in POLICIES.items():
        assert (p[y != 0, 0] >= policies[name].human).mean() <= 1.2 * allowed.as_human
        assert (p[y == 0, 4] >= policies[name].spam).mean() <= allowed.people_as_spam
        assert (p[np.isin(y, MACHINES), 4] >= policies[name].spam).mean() <= 1.2 * allowed.machines_as_spam
    assert (p[y == 0, 0] >= policies["balanced"].human).mean() > 0.1
    assert policies["strict"].human > policies["balanced"].human > policies["open"].human


def test_a_bound_is_wider_for_fewer_mails() -> None:
    wrong = np.arange(100) < 1
    few, many = upper_bound(wrong, np.ones(100)), upper_bound(np.tile(wrong, 50), np.ones(5_000))
    assert 0.01 < many < 0.015 < few < 0.06
    assert upper_bound(np.zeros(100, dtype=bool), np.ones(100)) == pytest.approx(2.706 / 102.706, abs=1e-3)


def test_calibration_undoes_overconfidence() -> None:
    rng = np.random.default_rng(4)
    z = rng.normal(size=(20_000, 5))
    true = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    y = np.asarray([rng.choice(5, p=p) for p in true])
    models = [4 * z + 1, 2 * z - 1]
    nobody = np.zeros(len(y))
    found = calibrate(models, nobody, y, np.ones(len(y)))
    assert found.slopes == pytest.approx((1 / 6, 1 / 6), abs=0.02)
    np.testing.assert_allclose(found.probabilities(models, nobody), true, atol=0.05)


def test_calibration_learns_what_a_robots_address_is_worth() -> None:
    rng = np.random.default_rng(5)
    y = rng.integers(0, 5, 10_000)
    models = [np.eye(5)[y] + rng.normal(size=(len(y), 5))]
    robots = np.asarray((y != 0) & (rng.random(len(y)) < 0.05), dtype=np.float64)
    found = calibrate(models, robots, y, np.ones(len(y)))
    assert found.robots[0] < -1
    assert not found.robots[1:].any()
    before, after = found.probabilities(models, 0 * robots)[:, 0], found.probabilities(models, robots)[:, 0]
    assert (after[robots == 1] < before[robots == 1]).all()
    assert (after[robots == 0] == before[robots == 0]).all()


def test_metrics_count_what_was_said() -> None:
    rows = [row(0), row(1), row(2, kind="outreach"), row(3, kind="junk")]
    p = np.asarray([[0.9, 0.1, 0, 0, 0], [0.2, 0.8, 0, 0, 0], [0.1, 0.9, 0, 0, 0], [0, 0, 0, 0, 1.0]])
    found = metrics([Judged("a", rows, p, dict.fromkeys(POLICIES, Policy(0.5, 0.5)), p)])
    assert found["folds"]["a"]["auc_human"] == 1
    assert [(s["kind"], s["n"], s["human"], s["spam"]) for s in found["sources"]] == [
        ("junk", 1, 0, 1),
        ("outreach", 1, 0, 0),
        ("personal", 2, 0.5, 0),
    ]
    assert calibration_error(np.eye(5)[[0, 1]], np.asarray([0, 1])) == 0


def test_what_was_read_again_is_judged_by_both() -> None:
    rows = reviewed(
        [row(0), row(1, kind="junk"), row(2, kind="junk"), row(3, kind="notification")],
        {f"{1:012x}": "personal", f"{3:012x}": UNCLEAR},
    )
    assert [(one.kind, one.given, one.clear) for one in rows] == [
        ("personal", "personal", True),
        ("personal", "junk", True),
        ("junk", "junk", True),
        ("notification", "notification", False),
    ]
    p = np.asarray([[0.9, 0.1, 0, 0, 0], [0.8, 0.2, 0, 0, 0], [0, 0, 0, 0, 1.0], [0.85, 0.15, 0, 0, 0]])
    found = metrics([Judged("a", rows, p, dict.fromkeys(POLICIES, Policy(0.5, 0.5)), p)])
    assert found["folds"]["a"]["n"] == 3, "unclear mail is not judged …"
    assert found["folds"]["a"]["auc_human"] == 1
    assert found["as_given"]["folds"]["a"]["n"] == 4, "… but by the labels as given"
    assert found["as_given"]["folds"]["a"]["auc_human"] == 1
    assert found["as_given"]["folds"]["a"]["macro_f1"] < found["folds"]["a"]["macro_f1"] == 1


def test_unclear_mail_trains_nothing_and_stays_in_its_fold() -> None:
    rows = [row(n, kind=KINDS[n % 5], source="bounces" if n % 2 else "spamassassin") for n in range(40)]
    some = reviewed(rows, {f"{0:012x}": UNCLEAR, f"{1:012x}": "junk"})
    table = Table(some)
    folds_ = make_folds(some)
    table.train(range(40), folds_)
    assert all(0 not in np.frombuffer(key, dtype=np.int64) for key in table._fitted)
    assert lock(some, folds_) == lock(rows, make_folds(rows)), "a second reading moves nothing between folds"


def test_reviews_are_kinds(tmp_path: Path) -> None:
    path = tmp_path / "reviewed.tsv"
    path.write_text("source\tid\tkind\nbounces\tabc\tnotification\nbounces\tdef\tunclear\n")
    assert read_reviews(path) == {"abc": "notification", "def": UNCLEAR}
    path.write_text("source\tid\tkind\nbounces\tabc\thuman\n")
    with pytest.raises(CorpusError, match="line 2: no kind: 'human'"):
        read_reviews(path)
    with pytest.raises(CorpusError, match="No such file"):
        read_reviews(tmp_path / "none.tsv")


def test_a_cut_keeps_and_stops() -> None:
    y = np.asarray([0] * 100 + [1] * 50 + [2] * 50)
    score = np.concatenate([np.arange(100) + 0.5, np.full(50, 3.0), np.full(50, 90.0)])
    found = at_cuts(score, y)
    # The lowest 7 of 100 people lie below the cut that keeps 93, and with them outreach, at 3.
    assert found["outreach_stopped_at_93_percent"] == 1
    assert found["people_kept_at_2_percent"] == 0.1, "only those above all newsletters: half of the rest is at 90"
    assert "outreach_stopped_at_93_percent" not in at_cuts(score, np.where(y == 1, 2, y))
    assert at_cuts(np.where(y == 1, 50.0, score), y)["outreach_stopped_at_93_percent"] == 0


def test_slices_and_mistakes_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slices, "LEAST", 1)
    answer = row(0, sender="ann")
    answer = answer._replace(sighting=answer.sighting._replace(references=("<a@b.example>",)), letter="word " * 100)
    known = Features(("marketing_platform>=1",), {})
    rows = [answer, row(1, sender="ann"), row(2, kind="outreach", sender="bob")._replace(plain=known, transport=False)]
    p = np.asarray([[0.9, 0.1, 0, 0, 0], [0.2, 0, 0, 0.8, 0], [0.9, 0.1, 0, 0, 0]])
    judged = [Judged("a", rows, p, dict.fromkeys(POLICIES, Policy(0.5, 0.5)), p)]
    found = {(s["by"], s["slice"]): (s["people"], s["people_kept"], s["others"]) for s in slices.slices(judged)}
    assert found["contact", "first"] == (0, None, 1)
    assert found["contact", "answer, or sender seen before"] == (2, 0.5, 0)
    assert found["words", "100 to 199"] == (1, 1, 0)
    assert found["platform", "known"] == found["transport header", "missing"] == (0, None, 1)
    assert found["language", "en"] == (2, 0.5, 1)
    first, second = slices.mistakes(judged)
    assert first == {
        **{"kind": "outreach", "label": "human", "read_as": "personal", "n": 1, "share": 1},
        **{"most": "lists_other", "most_n": 1},
    }
    assert (second["kind"], second["label"], second["read_as"], second["share"]) == (
        "personal",
        "bot",
        "notification",
        0.5,
    )


def test_the_card_tells_of_slices_and_mistakes() -> None:
    rows = [row(n, kind=kind) for n, kind in enumerate(["personal"] * 40 + ["outreach"] * 40)]
    p = np.tile([0.9, 0.1, 0, 0, 0], (80, 1))
    described = json.loads((default_directory() / "model.json").read_text())
    judged = [Judged("a", rows, p, dict.fromkeys(POLICIES, Policy(0.5, 0.5)), p)]
    text = card.card(json.loads(json.dumps(metrics(judged))), described)
    assert "| language | en | 40 | 100.0% | 0.0% | 40 | 0.0% |" in text
    assert (
        "- 40 mails of kind outreach (100.0% of it) labelled human, read as personal; 40 of them in lists_other."
        in text
    )


def test_the_split_is_what_the_lock_says() -> None:
    rows = build(read_corpora(labelled_mail()))
    assert folds.lock(rows, folds.make_folds(rows)) == json.loads(LOCK.read_text()), (
        "the folds changed: say so, and write the lock anew"
    )


def test_people_through_lists_are_not_told_by_the_list() -> None:
    """The reader's work is seen in the signals: with traces off, nothing of the list is read."""
    from classifier.signals import CATALOGUE

    stripped = Mail(parse(traces.without_list_traces(LIST_MAIL)))
    for name in ("bulk_precedence", "way_to_unsubscribe"):
        signal = next(s for s in CATALOGUE if s.name == name)
        assert signal(Mail(parse(LIST_MAIL))).value == 1
        assert signal(stripped).value == 0
