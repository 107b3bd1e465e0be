"""The report: what it derives from verdicts, and that nothing a sender wrote becomes part of the page."""

from __future__ import annotations

import base64
import gzip
import html
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.cli import exits, main
from classifier.history import Sent
from classifier.report.anonymise import Anonymiser
from classifier.report.inbox import inbox_of
from classifier.report.letters import Letter, letter_of, template_of
from classifier.report.page import page, percent, periods
from classifier.report.sequences import dealings_of, sequences_of
from classifier.report.weaknesses import sentences, weaknesses_in

ROOT = Path(__file__).parents[1]
HOSTILE = "</script><img src=x onerror=alert(1)>\"'{{7*7}}"


def row(day: str, sender: str, subject: str = "Quick question", kind: str = "outreach", **more: Any) -> dict[str, Any]:
    """A row as ``score --format jsonl`` writes it. Any: JSON."""
    label = {"personal": "human", "junk": "spam"}.get(kind, "bot")
    return {
        "source": "inbox.mbox",
        "index": 0,
        "message_id": "<1@acme.example>",
        "from": sender,
        "subject": subject,
        "date": f"{day}T09:00:00+00:00" if day else None,
        "label": label,
        "kind": kind,
        "probability": {"human": 0.9 if label == "human" else 0.1, "bot": 0.1, "spam": 0.0},
        "kinds": {"personal": 0.1, "outreach": 0.1, "newsletter": 0.0, "notification": 0.0, "junk": 0.0, kind: 0.9},
        "leaned": False,
        "reasons": [],
        "defects": [],
        **more,
    }


def letters(*rows: dict[str, Any]) -> list[Letter]:
    return [letter_of({**one, "index": i}) for i, one in enumerate(rows)]


def sent(day: str, to: str, refuses: bool = False) -> Sent:
    time = datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()
    return Sent("ada@reader.example", (to,), (to.rpartition("@")[2],), time, "", (), refuses)


SEQUENCE = [row(day, "Sam Hill <sam@acme.example>") for day in ("2024-03-01", "2024-03-04", "2024-03-08", "2024-03-15")]


def test_a_sequence_has_its_days_and_gaps() -> None:
    (one,) = inbox_of(letters(*reversed(SEQUENCE))).sequences
    assert one.days == (0, 3, 7, 14)
    assert one.gaps == (3, 4, 7)


def test_a_sequence_ends_with_a_long_pause() -> None:
    later = [row(day, "Sam Hill <sam@acme.example>") for day in ("2024-06-01", "2024-06-04", "2024-06-08")]
    assert [one.days for one in inbox_of(letters(*SEQUENCE, *later)).sequences] == [(0, 3, 7, 14), (0, 3, 7)]


def test_a_sequence_goes_on_under_another_domain_of_the_same_name_or_subject() -> None:
    named = row("2024-03-18", "Sam Hill <sam@getacme.example>", "Still there?")
    titled = row("2024-03-20", "Eva Lund <eva@tryacme.example>", "Re: Your studio's next ten customers")
    opened = row("2024-02-28", "Sam Hill <sam@acme.example>", "Your studio's next ten customers")
    (one,) = inbox_of(letters(opened, *SEQUENCE, named, titled)).sequences
    assert one.senders == ("sam@acme.example", "sam@getacme.example", "eva@tryacme.example")


def test_strangers_at_one_mail_provider_are_not_one_sender() -> None:
    several = [row(f"2024-03-0{n}", f"{name}@gmail.com", "Hello") for n, name in enumerate(("ann", "bob", "cy"), 1)]
    assert not inbox_of(letters(*several)).sequences


def test_pestering_is_counted_after_the_answer_and_after_the_no() -> None:
    inbox = inbox_of(letters(*SEQUENCE), [sent("2024-03-05", "sam@acme.example", refuses=True)])
    (one,) = inbox.organisations
    assert (one.name, len(one.letters), one.span, one.unanswered, one.after_no) == ("acme.example", 4, 14, 2, 2)
    assert len(inbox.sequences[0].answers) == 1


def test_without_mail_of_the_reader_nothing_is_said_of_answers() -> None:
    (one,) = inbox_of(letters(*SEQUENCE)).organisations
    assert one.unanswered is None


def test_who_went_on_after_a_no_is_worse_than_who_wrote_more() -> None:
    no = {"signal": "mails_after_a_no", "value": 1.0, "evidence": [], "weight": 0.5}
    went_on = row("2024-03-02", "Eva <eva@polite.example>", reasons=[no])
    assert [one.name for one in inbox_of(letters(*SEQUENCE, went_on)).organisations] == [
        "polite.example",
        "acme.example",
    ]


def test_letters_nearly_lost_come_one_a_sender_and_likeliest_first() -> None:
    def doubtful(sender: str, human: float) -> dict[str, Any]:
        p = {"human": human, "bot": 1 - human, "spam": 0.0}
        return row("2024-03-02", sender, kind="personal", label="bot", leaned=True, probability=p)

    found = inbox_of(letters(doubtful("a@x.example", 0.5), doubtful("b@y.example", 0.6), doubtful("a@x.example", 0.4)))
    assert [(one.address, others) for one, others in found.doubtful] == [("b@y.example", 0), ("a@x.example", 1)]
    assert found.people == 0


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 5), st.integers(0, 3)), max_size=40))
def test_no_letter_is_in_two_sequences(made: list[tuple[int, int, int]]) -> None:
    rows = [row("2024-01-01", f"Nina Sand{n} <n@s{n}.example>", f"An offer for your studio {m}") for _, n, m in made]
    dated = [
        one._replace(time=datetime.fromtimestamp(1_700_000_000 + day * 86_400, UTC))
        for one, (day, _, _) in zip(letters(*rows), made, strict=True)
    ]
    dated.sort(key=lambda one: (one.time, one.position))
    found = [one.position for found in sequences_of(dated, dealings_of(())) for one in found.letters]
    assert len(found) == len(set(found))


def test_a_short_subject_tells_no_template() -> None:
    assert template_of("Re: Hello") == ""
    assert template_of("RE: Fwd: Ten customers for you, Ada") == "ten customers for you, ada"


def test_periods_have_no_hole_and_a_lying_date_does_not_stretch_them() -> None:
    rows = [row(f"2024-{1 + n % 3:02}-10", "a@b.example") for n in range(300)] + [row("1970-01-01", "c@d.example")]
    rows.append(row("2024-06-01", "a@b.example"))
    rows.append(row("2024-06-02", "a@b.example"))
    assert [one.name for one in periods(letters(*rows))] == [
        "2024-01",
        "2024-02",
        "2024-03",
        "2024-04",
        "2024-05",
        "2024-06",
    ]


def test_a_share_that_is_something_is_not_nothing() -> None:
    assert [percent(share) for share in (0, 0.004, 0.5, 0.996, 1)] == ["0 %", "under 1 %", "50 %", "over 99 %", "100 %"]


def test_weaknesses_of_the_shipped_model_are_told(tmp_path: Path) -> None:
    told = weaknesses_in(ROOT / "models" / "default")
    kept = json.loads((ROOT / "models" / "default" / "metrics.json").read_text())["summary"]["people_kept"]
    assert f"{1 - kept:.0%}" in told[0]
    assert weaknesses_in(tmp_path) == ()
    with pytest.raises(KeyError):
        sentences({})


def written(rows: list[dict[str, Any]], folder: Path, *options: str) -> str:
    (folder / "v.jsonl").write_text("".join(json.dumps(one) + "\n" for one in rows))
    assert main(["report", str(folder / "v.jsonl"), "-o", str(folder / "report.html"), *options]) == 0
    return (folder / "report.html").read_text()


def test_a_sender_cannot_write_markup(tmp_path: Path) -> None:
    proof = {"where": HOSTILE, "excerpt": HOSTILE, "start": None}
    reasons = [
        {"signal": name, "value": 1.0, "evidence": [proof], "weight": 1.0}
        for name in ("list_offered", "sales_platform", HOSTILE)
    ]
    kinds = ("personal", "outreach", "outreach", "outreach", "newsletter", "junk")
    rows = [row("2024-03-01", f"{HOSTILE} <x{HOSTILE}@evil.example>", HOSTILE, kind, reasons=reasons) for kind in kinds]
    made = written(rows, tmp_path)
    assert "<img" not in made
    assert (
        "49"
        not in re.sub(r'<script type="text/plain".*?</script>|<style>.*?</style>', "", made, flags=re.S)
        .split("<main>")[1]
        .split("How sure")[0]
    )
    assert made.count("<script") == made.count("</script>") == 2
    assert "&lt;img" in made


def test_the_page_loads_nothing(tmp_path: Path) -> None:
    made = written(SEQUENCE, tmp_path)
    assert "default-src 'none'" in html.unescape(made)
    assert "unsafe" not in made.split("<style>")[0]
    assert not re.search(r"""(?:src|action)=|style="|\son\w+=|url\(|@import|https?://""", made)


def test_the_search_holds_every_message(tmp_path: Path) -> None:
    made = written([*SEQUENCE, row("", "nobody", "", "junk")], tmp_path)
    data = made.split('<script type="text/plain" id="data">')[1].split("<")[0]
    held = json.loads(gzip.decompress(base64.b64decode(data)))
    assert [one[0] for one in held["letters"]] == ["", "2024-03-01", "2024-03-04", "2024-03-08", "2024-03-15"]


def fifty_thousand() -> list[dict[str, Any]]:
    """An inbox whose text packs badly. Any: JSON."""
    words = "a word " * 8
    return [
        row(
            f"2024-{1 + n % 12:02}-{1 + n % 28:02}",
            f"P {n:x} <p{n * 7919:x}@c{n * 104729 % 9973:x}.example>",
            f"No. {n * 31337:x} of {n % 977}",
            reasons=[
                {
                    "signal": f"signal_{n * k % 97}",
                    "value": 1.0,
                    "evidence": [{"where": "body", "excerpt": f"{n * k * 2654435761 % 2**64:x} {words}", "start": 0}],
                    "weight": 0.1,
                }
                for k in range(1, 9)
            ],
        )
        for n in range(50_000)
    ]


def test_fifty_thousand_messages_stay_below_five_megabytes() -> None:
    assert len(page(inbox_of(letters(*fifty_thousand())), {}, ())) < 5_000_000


def test_an_empty_mailbox_has_a_page(tmp_path: Path) -> None:
    assert "There is no mail in it." in written([], tmp_path)


def test_mail_of_the_reader_is_not_counted(tmp_path: Path) -> None:
    rows = [row("2024-03-02", "Ada <ada@reader.example>", "Minutes", "personal")]
    assert "There is no mail in it." in written(rows, tmp_path, "--me", "ada@reader.example")


@pytest.mark.parametrize("line", ["{", "[]", '{"from": 3}', "null", json.dumps(row("yesterday", "a@b.example"))])
def test_what_is_no_verdict_is_told_by_its_line(line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "v.jsonl").write_text(json.dumps(SEQUENCE[0]) + "\n" + line + "\n")
    assert main(["report", str(tmp_path / "v.jsonl")]) == exits.DATA
    assert "line 2" in capsys.readouterr().err


def test_an_export_tells_whom_the_reader_answered(tmp_path: Path) -> None:
    def mail(sender: str, to: str, day: int, text: str, extra: str = "") -> str:
        return (
            f"From x Fri Mar  1 09:00:00 2024\nFrom: {sender}\nTo: {to}\n{extra}Date: {day:02} Mar 2024 09:00:00 +0000\n"
            f"Message-ID: <{day}@{sender.rpartition('@')[2]}>\nSubject: Guest post\n\n{text}\n\n"
        )

    cold = "Hi,\n\nWe help studios like yours to get ten qualified leads a week. Worth a quick call?\n\nSam"
    got = "Delivered-To: ada@reader.example\nReceived: from a by b; Fri, 1 Mar 2024 09:00:00 +0000\n"
    mails = [mail("sam@acme.example", "ada@reader.example", day, cold, got) for day in (1, 4, 8, 12, 15)]
    mails.insert(2, mail("ada@reader.example", "sam@acme.example", 5, "No thanks, please take me off your list."))
    (tmp_path / "inbox.mbox").write_text("".join(mails))
    assert main(["report", str(tmp_path / "inbox.mbox"), "--history", "memory", "-o", str(tmp_path / "r.html")]) == 0
    made = (tmp_path / "r.html").read_text()
    assert "5 messages" in made
    assert "your own mail is not counted" in made


def test_an_anonymous_page_holds_no_name_and_no_word(tmp_path: Path) -> None:
    secret = "xyzzy"
    proof = {"where": f"header:X-{secret}", "excerpt": f"SendGrid: <1@{secret}.example>", "start": None}
    text = {"where": "body", "excerpt": f"the {secret} of yours", "start": 3}
    reasons = [
        {"signal": "sales_platform", "value": 1.0, "evidence": [proof], "weight": 1.0},
        {"signal": "list_offered", "value": 1.0, "evidence": [text, {**text, "where": secret}], "weight": 1.0},
    ]
    rows = [
        row(
            day, f"Sam {secret} <{secret}@{domain}>", f"Your {secret} and its next ten customers", kind, reasons=reasons
        )
        for day, domain, kind in (
            ("2024-03-01", f"{secret}.example", "outreach"),
            ("2024-03-04", f"{secret}.example", "outreach"),
            ("2024-03-08", f"get{secret}.example", "outreach"),
            ("2024-03-09", "gmail.com", "newsletter"),
            ("2024-03-10", f"{secret}", "personal"),
        )
    ]
    made = written(rows, tmp_path, "--anonymise")
    data = made.split('<script type="text/plain" id="data">')[1].split("<")[0]
    held = gzip.decompress(base64.b64decode(data)).decode()
    assert secret not in (made + held).lower()
    assert "3 mails in 7 days" in made
    assert "SendGrid" in made
    assert "@gmail.com" in held


def test_an_anonymous_page_tells_nothing_that_the_input_holds(tmp_path: Path) -> None:
    """Every word of five letters and more that a sender wrote, searched for in the page and in its packed data."""
    people = [("Marguerite Tholstrup", "brunswickpaving"), ("Obadiah Quennell", "zephyrcladding"), ("", "vandeweghe")]
    rows = []
    for n in range(40):
        name, domain = people[n % 3]
        words = f"{domain}contract xylophone{n} jabberwock"
        proof = {"where": f"header:X-{domain.title()}", "excerpt": f"Lemlist: {words}", "start": None}
        reasons = [
            {"signal": s, "value": 1.0, "evidence": [proof, {**proof, "where": "body"}], "weight": 1.0}
            for s in ("sales_platform", "list_offered", "open_pixels")
        ]
        kind = ("personal", "outreach", "newsletter", "junk")[n // 3 % 4]
        sender = f"{name} <{domain[:6]}{n % 3}@mail.{domain}.example>"
        rows.append(row(f"2024-{1 + n % 9:02}-11", sender, f"Quibble {words}", kind, reasons=reasons))
    made = written(rows, tmp_path, "--anonymise")
    data = made.split('<script type="text/plain" id="data">')[1].split("<")[0]
    shown = (made.replace(data, "") + gzip.decompress(base64.b64decode(data)).decode()).lower()
    theirs = " ".join(f"{one['from']} {one['subject']} {one['reasons'][0]['evidence'][0]}" for one in rows).lower()
    told = set(re.findall(r"[a-z0-9]{5,}", theirs)) - {"where", "excerpt", "start", "header", "lemlist", "example"}
    assert len(told) > 40
    assert {word for word in told if word in shown} == set()


def test_a_newsletter_that_was_taken_for_outreach_is_no_sequence() -> None:
    weekly = [row(f"2024-{m:02}-{d:02}", "News <news@acme.example>") for m in range(1, 9) for d in (1, 8, 15)]
    mostly = [row(f"2024-03-{d:02}", "Club <post@club.example>") for d in (2, 5, 9)]
    mostly += [row(f"2024-04-{d:02}", "Club <post@club.example>", kind="newsletter") for d in range(1, 9)]
    months = [row(f"2024-{m:02}-02", "Verein <eure@verein.example>") for m in range(1, 9)]
    inbox = inbox_of(letters(*SEQUENCE, *mostly, *months))
    assert [one.senders[0] for one in inbox.sequences] == ["sam@acme.example"]
    assert {one.senders[0] for one in inbox.steady} == {"post@club.example", "eure@verein.example"}
    assert [one.name for one in inbox.organisations] == ["acme.example"]
    assert len(inbox_of(letters(*weekly[:3])).sequences) == 1, "three weekly mails that ended are a sequence"


def test_an_anonymous_page_counts_the_same() -> None:
    answers = [sent("2024-03-05", "sam@acme.example", refuses=True)]
    anonymiser = Anonymiser()
    plain = inbox_of(letters(*SEQUENCE), answers)
    other = inbox_of(anonymiser.letters(letters(*SEQUENCE)), anonymiser.sent(answers))
    assert [one.days for one in other.sequences] == [one.days for one in plain.sequences]
    counts = [
        [(len(one.letters), one.span, one.unanswered, one.after_no) for one in it.organisations]
        for it in (plain, other)
    ]
    assert counts[0] == counts[1] == [(4, 14, 2, 2)]
