"""Letters are read with clear errors and become mails that look sent: same seed, same octets; no trace is sure."""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import timedelta
from email.header import decode_header, make_header
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from classifier.mail import Mail
from classifier.message import Message, parse
from classifier.model import KINDS
from classifier.text import split_text
from classifier.training.corpora import Labelled
from classifier.training.letters import LANGUAGES, Letter, LettersError, read_letter, read_letters
from classifier.training.wrap import wrap, wrapped
from classifier.training.wrap.draft import TRACES
from classifier.training.wrap.names import names_of
from classifier.training.wrap.people import ANYBODY, DISPLAY_NAMES, FREE_MAILBOX, LOCAL_PARTS, writes
from classifier.training.wrap.phrases import phrases_of
from classifier.training.wrap.shapes import BARE, SHAPES
from classifier.training.wrap.signatures import greeted, signature_of

LETTERS = Path(__file__).parent.parent / "data" / "letters"

ONE_KIND_ALONE: dict[str, str] = {}
"""Header field that only one kind of letter may carry → why that is so in life. None is, today: even Auto-Submitted
stands in newsletters' and help desks' mail, and List-Unsubscribe in everybody's that came through a list."""

HEAD = "Kind: outreach\nLanguage: en\nSituation: a test\nRole: sales\nSubject: hello\n"
ROLE = re.compile(r"(?:info|office|contact|hello|sales|mail|admin|support)@")
SURVIVAL = 0.999
"""Share of mails whose letter is found again word for word. The rest is lost for reasons that real mail has too: a list
server's footer is the only plain part of an HTML mail, a line broken anew looks like a signature or like a quote."""
COPIES = 2


class Sample(NamedTuple):
    letter: Letter
    copy: int
    labelled: Labelled
    message: Message
    mail: Mail


@cache
def letters() -> tuple[Letter, ...]:
    return tuple(read_letters(LETTERS))


@cache
def samples() -> tuple[Sample, ...]:
    known = {(one.sequence or one.name, one.step): one for one in letters()}
    found = []
    for i, labelled in enumerate(wrapped(letters(), seed=7, copies=COPIES)):
        message = parse(labelled.raw)
        one = known[labelled.group, labelled.step]
        found.append(Sample(one, i // len(letters()), labelled, message, Mail(message)))
    return tuple(found)


def words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def of_kind(kind: str) -> list[Sample]:
    return [sample for sample in samples() if sample.labelled.kind == kind]


def test_reads_all_fields(tmp_path: Path) -> None:
    folder = tmp_path / "outreach"
    folder.mkdir()
    (folder / "x1.txt").write_text(f"{HEAD}Style: llm\nSequence: s\nStep: 1\nDay: 0\n\nHi,\n\nBuy.\n", "utf-8")
    (folder / "x2.txt").write_text(f"{HEAD}Sequence: s\nStep: 2\nDay: 4\n\nStill there?", "utf-8")
    first, second = read_letters(tmp_path)
    assert first == Letter("x1", "outreach", "en", "a test", "sales", "hello", "Hi,\n\nBuy.", False, "llm", "s", 1, 0)
    assert (second.step, second.day, second.text) == (2, 4, "Still there?")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (HEAD, "no empty line"),
        (HEAD + "\n\n \n", "no text"),
        (HEAD.replace("outreach", "junk") + "\ntext", "Kind is junk, its folder is outreach"),
        (HEAD.replace("Role: sales\n", "") + "\ntext", "lacks Role"),
        (HEAD.replace("Language: en", "Language: xx") + "\ntext", "Language 'xx' is none of"),
        (HEAD + "Mood: good\n\ntext", "expected one of"),
        (HEAD + "Role: other\n\ntext", "stands there twice"),
        (HEAD + "Style:\n\ntext", "Style is empty"),
        (HEAD + "Thread: no\n\ntext", "Thread is 'no'"),
        (HEAD + "Sequence: s\nStep: 1\n\ntext", "belong together"),
        (HEAD + "Sequence: s\nStep: one\nDay: 0\n\ntext", "Step 'one' is no number"),
    ],
)
def test_says_what_is_wrong(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "outreach" / "x.txt"
    path.parent.mkdir()
    path.write_text(text, "utf-8")
    with pytest.raises(LettersError, match=re.escape(complaint)) as caught:
        read_letter(path)
    assert str(caught.value).startswith(str(path))


def test_steps_follow_each_other(tmp_path: Path) -> None:
    with pytest.raises(LettersError, match="holds no KIND"):
        read_letters(tmp_path)
    folder = tmp_path / "outreach"
    folder.mkdir()
    (folder / "x1.txt").write_text(f"{HEAD}Sequence: s\nStep: 1\nDay: 3\n\nHi", "utf-8")
    (folder / "x2.txt").write_text(f"{HEAD}Sequence: s\nStep: 2\nDay: 3\n\nHi", "utf-8")
    with pytest.raises(LettersError, match="x2: step 2 on day 3 of sequence s does not follow step 1 on day 3"):
        read_letters(tmp_path)


def test_takes_the_writer_from_the_signature() -> None:
    ends = {
        "Best,\nSimone Achterberg\nPatchwright": ("Simone Achterberg", "Patchwright"),
        "Thanks\nDarren | Office Manager, Acme Tools": ("Darren", "Acme Tools"),
        "groetjes\nMitchell van Vliet": ("Mitchell van Vliet", ""),
        "No name here.": ("", ""),
    }
    assert {end: signature_of(f"Hi,\n\nwe sell.\n\n{end}", of_person=True) for end in ends} == ends


def test_takes_the_reader_from_the_greeting() -> None:
    lines = {
        "Hi Mahmoud,": ("Mahmoud", ""),
        "Dear Mr Abernethy-Stokes,": ("", "Abernethy-Stokes"),
        "Geachte mevrouw Feenstra,": ("", "Feenstra"),
        "Dear Sir": ("", ""),
        "Hello there,": ("", ""),
        "the door leaks": ("", ""),
    }
    assert {line: greeted(f"{line}\n\nhello") for line in lines} == lines


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_furnished(language: str) -> None:
    names, phrases = names_of(language), phrases_of(language)
    assert min(map(len, names[:4])) >= 18
    assert (len(phrases.labels), len(phrases.days), len(phrases.months), all(phrases)) == (4, 7, 12, True)


def test_no_shape_belongs_to_one_kind() -> None:
    for shape in SHAPES:
        assert len(shape.weights) == len(KINDS)
        assert sum(weight > 0 for weight in shape.weights) >= 2, shape.name


def test_peoples_programs_tell_nothing_of_outreach() -> None:
    of_people = [s for s in SHAPES if s.send.__module__.endswith((".clients", ".programs"))]
    assert len(of_people) == 14
    assert all(s.weights[0] == s.weights[1] for s in of_people)
    sequencers = sum(s.weights[1] for s in SHAPES if s.send.__module__.endswith(".sequencers"))
    assert sum(s.weights[1] for s in of_people) > sequencers
    assert FREE_MAILBOX["personal"] == FREE_MAILBOX["outreach"]
    assert set(LOCAL_PARTS) == set(DISPLAY_NAMES) == {writes(one) for one in letters()}


def test_same_seed_same_octets() -> None:
    some = letters()[::40]
    first = list(wrapped(some, seed=3, copies=2))
    assert first == list(wrapped(some, seed=3, copies=2))
    assert first[: len(some)] == list(wrapped(some, seed=3, copies=1))
    assert {one.id for one in first}.isdisjoint(one.id for one in wrapped(some, seed=4, copies=1))
    assert wrap(some[0], random.Random(5)) == wrap(some[0], random.Random(5))


def test_labels() -> None:
    assert len(samples()) == COPIES * len(letters())
    for sample in samples():
        one, label = sample.letter, sample.labelled
        assert (label.source, label.list) == ("letters", "")
        assert (label.kind, label.lang, label.sequence, label.step) == (one.kind, one.language, one.sequence, one.step)
        assert label.group == (label.sequence or sample.letter.name)
    assert len({sample.labelled.id for sample in samples()}) == len(samples())


def test_parses_without_defects() -> None:
    for sample in samples():
        message = sample.message
        assert not message.defects, (sample.letter.name, message.defects)
        assert message.sender.domain
        assert message.date
        # Junk's subject can be written in encoded words.
        subject = str(make_header(decode_header(sample.letter.subject)))
        assert words(message.subject).endswith(words(subject)), sample.letter.name
        assert max(map(len, sample.labelled.raw.split(b"\n"))) <= 998


def test_domains_are_invented() -> None:
    used = {a.domain for sample in samples() for a in (*sample.message.from_, *sample.message.to, *sample.message.cc)}
    known = {"gmail.com", "googlegroups.com"}.union(
        *ANYBODY.values(), *(names_of(code).providers for code in LANGUAGES)
    )
    assert {domain for domain in used if not domain.endswith(".example")} <= known | {""}


def test_the_letter_survives() -> None:
    """Its last line may be the name above the card that a mail program adds."""
    lost = []
    for sample in samples():
        text = sample.mail.text
        if words(split_text(sample.letter.text).new) not in words(f"{text.new}\n{text.signature}"):
            lost.append(sample.letter.name)
    assert len(lost) <= (1 - SURVIVAL) * len(samples()), lost


def test_quoted_mails_are_not_the_letter() -> None:
    openings = {one.name: words(one.text)[:70] for one in letters() if len(one.text) > 90}
    threads = [sample for sample in samples() if sample.letter.thread and sample.mail.text.quoted]
    assert len(threads) > 50
    for sample in threads:
        new = words(sample.mail.text.new)
        assert [name for name, text in openings.items() if text in new] in ([sample.letter.name], []), (
            sample.letter.name
        )


def test_answers_name_what_they_answer() -> None:
    with_header = [s for s in samples() if s.message.has_transport]
    threads = [s for s in with_header if s.letter.thread]
    assert sum("in-reply-to" in s.message.fields for s in threads) > 0.9 * len(threads)
    fresh = [s for s in with_header if s.letter.kind == "personal" and not s.letter.thread]
    assert sum("in-reply-to" in s.message.fields for s in fresh) < 0.02 * len(fresh)


def test_sequences_keep_sender_reader_and_days() -> None:
    sequences: defaultdict[tuple[str, int], list[Sample]] = defaultdict(list)
    for sample in samples():
        if sample.labelled.sequence:
            sequences[sample.labelled.sequence, sample.copy].append(sample)
    assert len(sequences) > 20
    threaded = quoted = faked = 0
    for steps in sequences.values():
        first = steps[0]
        assert first.message.date
        ids = {step.message.message_id for step in steps}
        assert len({(s.message.sender, s.message.field("to")) for s in steps}) == 1
        for step in steps[1:]:
            assert step.message.date
            assert abs(step.message.date - first.message.date - timedelta(days=step.letter.day)) < timedelta(hours=6)
            answered = step.message.field("in-reply-to")
            threaded += answered in ids - {""}
            quoted += bool(step.mail.text.quoted)
            faked += step.message.has_transport and step.letter.subject[:3].lower() == "re:" and not answered
    assert min(threaded, quoted, faked) > 5


def test_no_field_belongs_to_one_kind() -> None:
    kinds: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for sample in samples():
        for name in sample.message.fields:
            kinds[name][sample.labelled.kind] += 1
    # What is rarer may stand in one kind by chance.
    alone = {name for name, count in kinds.items() if len(count) == 1 and count.total() > 20}
    assert alone == set(ONE_KIND_ALONE)


@pytest.mark.parametrize("kind", KINDS)
def test_bare_copies_of_every_kind(kind: str) -> None:
    bare = [s for s in of_kind(kind) if not s.message.has_transport]
    allowed = {"from", "to", "subject", "date", "mime-version", "content-type", "content-transfer-encoding"}
    assert abs(len(bare) / len(of_kind(kind)) - BARE) < 0.08
    assert all(set(s.message.fields) <= allowed for s in bare)


def test_no_trace_is_sure() -> None:
    assert all(0 < share < 1 for share in TRACES.values())
    outreach, newsletters = of_kind("outreach"), of_kind("newsletter")
    for name in ("list-unsubscribe", "list-unsubscribe-post", "precedence", "in-reply-to", "x-mailer", "reply-to"):
        assert 0 < sum(name in s.message.fields for s in outreach) < 0.5 * len(outreach), name
        assert sum(name in s.message.fields for s in newsletters) < 0.7 * len(newsletters), name
    assert 0.05 < sum(bool(s.mail.links.pixels) for s in outreach) / len(outreach) < 0.4
    assert any(s.mail.links.pixels for s in of_kind("personal"))
    assert any(not s.message.html for s in newsletters)


ALIKE: dict[str, Callable[[Message], object]] = {
    "weekend": lambda m: m.date and m.date.weekday() > 4,
    "morning": lambda m: m.date and m.date.hour < 12,
    "to a role": lambda m: m.to and ROLE.match(m.to[0].address),
    "reader named": lambda m: m.to and m.to[0].name,
    "from a role": lambda m: ROLE.match(m.sender.address),
    "free mailbox": lambda m: not m.sender.domain.endswith(".example"),
}


@pytest.mark.parametrize("what", ALIKE)
def test_letters_and_outreach_go_out_alike(what: str) -> None:
    def share(kind: str) -> float:
        first = [s.message for s in of_kind(kind) if s.letter.step < 2]
        return sum(bool(ALIKE[what](message)) for message in first) / len(first)

    assert abs(share("personal") - share("outreach")) < 0.09
