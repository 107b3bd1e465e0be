"""Permission and the reader's own word: what users of such blockers ask for most, and what forgers must not get."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from classifier.decision import Verdict
from classifier.headers import fields
from classifier.history import Correction, History, Listing, MemoryHistory, Past
from classifier.mail import Envelope
from classifier.model import KINDS
from classifier.pipeline import Classifier
from classifier.rules import APPROACHES, MOST_LEAN, RULES, Case, ruled, statements
from classifier.settings import Settings
from classifier.standing import NOBODY, Standing

ANNA = "anna@berg.example"
SETTINGS = Settings(
    me=(ANNA, "office@berg.example"),
    organisation=("berg.example",),
    unpublished=("stock@berg.example",),
    authserv_ids=("mx.berg.example",),
)

PITCH = """Hi Anna,

I came across Berg Clinics and was impressed by your growth. We help clinics like yours to book 30 % more appointments
with our platform, trusted by 500+ practices. Would you be open to a quick 15-minute call this week?

If you are not the right person, could you point me to who is? I will follow up next week.

Best regards,
Sam Vance
Account Executive
"""
NOTE = """Hi Anna,

the plumber came on Tuesday after all and says the pump is broken again. Do you still have the key to the cellar, or did
you give it to Ben? I told him I would be there on Thursday at nine.

Maria
"""
PHISHING = """Dear user,

your mailbox storage has exceeded its limit and your account will be suspended within 24 hours. Verify your password
immediately to keep your account: http://192.0.2.9/verify/login.php

Mail Administrator
"""


def mail(
    text: str,
    sender: str = "sam@acme.example",
    to: str = ANNA,
    day: int = 10,
    proof: str = "",
    answers: str = "",
    subject: str = "Berg Clinics",
) -> bytes:
    """A mail that came on a day of March 2026; ``proof`` is what our host wrote of its author."""
    host = f"Authentication-Results: mx.berg.example; {proof}\n" if proof else ""
    thread = f"In-Reply-To: {answers}\n" if answers else ""
    return (
        f"{host}Received: from mail by mx.berg.example; Tue, {day} Mar 2026 09:12:44 +0000\n{thread}From: Sam Vance <{sender}>\n"
        f"To: {to}\nSubject: {subject}\nMessage-ID: <{day}.{abs(hash((text, sender)))}@{sender.partition('@')[2]}>\n"
        f"Date: Tue, {day} Mar 2026 09:12:40 +0000\n\n{text}"
    ).encode()


def sent(text: str, to: str = "sam@acme.example", day: int = 5, answers: str = "", message_id: str = "") -> bytes:
    """A copy of a mail that Anna wrote: it never travelled."""
    thread = f"In-Reply-To: {answers}\n" if answers else ""
    return (
        f"From: Anna Berg <{ANNA}>\nTo: {to}\nSubject: Re: Berg Clinics\n{thread}"
        f"Message-ID: {message_id or f'<sent.{day}@berg.example>'}\nDate: Thu, {day} Mar 2026 08:00:00 +0000\n\n{text}\n"
    ).encode()


PROVED = "dmarc=pass header.from=acme.example"


def classifier(*earlier: bytes, settings: Settings = SETTINGS, history: History | None = None) -> Classifier:
    """One that has seen these mails."""
    made = Classifier(history=history or MemoryHistory(), settings=settings)
    for raw in earlier:
        made.classify(raw)
    return made


def told(verdict: Verdict) -> dict[str, str]:
    """Rule → its evidence."""
    return {r.signal: r.evidence[0].excerpt for r in verdict.reasons if r.signal in statements()}


def test_without_any_history_it_is_outreach() -> None:
    verdict = classifier().classify(mail(PITCH, proof=PROVED))
    assert verdict.kind == "outreach"
    assert not told(verdict)


def test_whom_i_wrote_to_is_no_stranger() -> None:
    verdict = classifier(sent("Could you send me your price list?")).classify(mail(PITCH, proof=PROVED))
    assert (verdict.label, verdict.kind, verdict.leaned) == ("human", "personal", False)
    assert told(verdict) == {"i_wrote_to_them": "last on 2026-03-05"}
    assert verdict.level == 0, "sieve's spamtest must not file it either"
    reasons = dict(fields(verdict))["X-Coldsieve-Reasons"]
    assert reasons.startswith("i_wrote_to_them (last on 2026-03-05)")


def test_unless_nobody_vouches_for_them() -> None:
    alone = classifier().classify(mail(PITCH))
    for proof in ("", "dmarc=fail header.from=acme.example", "dmarc=pass header.from=evil.example"):
        verdict = classifier(sent("Could you send me your price list?")).classify(mail(PITCH, proof=proof))
        assert verdict.kind == "outreach"
        assert told(verdict) == {"i_wrote_to_them": "last on 2026-03-05; sender not authenticated"}
        assert alone.kinds["personal"] < verdict.kinds["personal"] < 0.5


def test_who_was_answered_is_a_correspondent_whatever_was_concluded_before() -> None:
    first = mail(PITCH, day=3, proof=PROVED)
    reader = classifier(first)
    identity = next(line for line in first.decode().splitlines() if line.startswith("Message-ID")).split()[1]
    reader.classify(sent("Yes, Thursday at ten suits me. Which clinics use it?", answers=identity))
    verdict = reader.classify(mail(PITCH, proof=PROVED, day=12))
    assert verdict.label == "human"
    assert "i_answered" in told(verdict)


def test_an_answer_in_my_thread_counts_though_the_address_is_new() -> None:
    reader = classifier(sent("Could you send me your price list?", "info@acme.example", message_id="<q1@berg.example>"))
    verdict = reader.classify(mail(PITCH, "sam@acme-sales.example", proof="dmarc=pass header.from=acme-sales.example", answers="<q1@berg.example>"))  # fmt: skip
    assert (verdict.label, list(told(verdict))) == ("human", ["in_my_thread"])


def test_a_correspondents_machine_mail_stays_machine_mail() -> None:
    probabilities = (0.05, 0.1, 0.05, 0.8, 0.0)
    past = Past(True, written_to=(1.0,))
    ruling = ruled(RULES, probabilities, Case(Standing("spf=pass"), past))
    assert ruling.probabilities == pytest.approx((0.15, 0, 0.05, 0.8, 0))


def test_a_colleague_is_never_called_outreach_or_spam() -> None:
    proof = "dkim=pass header.d=berg.example"
    for text in (PITCH, PHISHING):
        for sender in ("ben@berg.example", "ben@lab.berg.example"):
            verdict = classifier().classify(mail(text, sender, proof=proof))
            assert verdict.label != "spam"
            assert verdict.kinds["outreach"] == verdict.kinds["junk"] == verdict.level == 0
            assert "own_organisation" in told(verdict)


@pytest.mark.parametrize("proof", ["", "dmarc=fail header.from=berg.example", "spf=pass smtp.mailfrom=evil.example"])
def test_who_only_claims_to_be_a_colleague_gains_nothing(proof: str) -> None:
    stranger = Classifier(settings=SETTINGS._replace(organisation=()), history=MemoryHistory())
    plain = stranger.classify(mail(PHISHING, "ben@berg.example", proof=proof))
    claimed = classifier().classify(mail(PHISHING, "ben@berg.example", proof=proof))
    assert claimed.kinds == pytest.approx(plain.kinds)
    assert told(claimed)["own_organisation"].endswith("sender not authenticated")


def test_a_lookalike_is_no_colleague() -> None:
    for sender in ("ben@notberg.example", "ben@berg.example.evil.example"):
        verdict = classifier().classify(mail(PITCH, sender, proof=f"dmarc=pass header.from={sender[4:]}"))
        assert not told(verdict)


def test_no_means_no() -> None:
    reader = classifier(mail(PITCH, day=3, proof=PROVED), sent("Thanks, but we are not interested.", day=5))
    alone = classifier().classify(mail(NOTE, proof=PROVED))
    verdict = reader.classify(mail(NOTE, proof=PROVED))
    assert told(verdict) == {"went_on_after_no": "no on 2026-03-05, 1 mail since"}
    assert verdict.kinds["personal"] < alone.kinds["personal"]
    again = reader.classify(mail(PITCH, proof=PROVED, day=17))
    assert told(again) == {"went_on_after_no": "no on 2026-03-05, 2 mails since"}


def test_the_answer_to_a_no_is_no_pestering_and_who_is_written_to_again_is_welcome() -> None:
    reader = classifier(sent("We are not interested, thanks.", message_id="<no@berg.example>"))
    assert not told(reader.classify(mail("No problem, I have taken you off the list.\n", proof=PROVED, answers="<no@berg.example>", day=6)))  # fmt: skip
    reader.classify(sent("I changed my mind, can you call me on Monday?", day=7))
    assert "i_wrote_to_them" in told(reader.classify(mail(PITCH, proof=PROVED, day=10)))


def test_a_colleague_who_was_told_no_is_a_colleague() -> None:
    reader = classifier(sent("No thanks.", "ben@berg.example"))
    assert (
        reader.classify(mail(PITCH, "ben@berg.example", proof="dmarc=pass header.from=berg.example")).label == "human"
    )


def corrected(kind: str, raw: bytes, day: int) -> MemoryHistory:
    """A history of one correction, made on a day of March 2026."""
    sighting = Classifier(settings=SETTINGS).examine(raw).sighting
    history = MemoryHistory()
    time = datetime(2026, 3, day, tzinfo=UTC).timestamp()
    history.record(Correction(ANNA, sighting.sender, sighting.template, sighting.identity, time, kind, (), (0.2,) * 5))
    return history


def test_who_is_written_to_after_a_correction_is_a_correspondent() -> None:
    letter, following = mail(NOTE, day=3, proof=PROVED), mail(PITCH, day=12, proof=PROVED)
    history = corrected("outreach", letter, 4)
    assert list(told(classifier(history=history).classify(following))) == ["corrected_sender"]
    reader = classifier(sent("Call me on Monday, please.", day=5), history=history)
    assert reader.classify(following).label == "human"
    history = corrected("outreach", letter, 4)
    reader = classifier(sent("Not interested, thanks.", day=5), history=history)
    assert next(iter(told(reader.classify(following)))) == "corrected_sender"


def test_a_colleague_may_pass_on_a_copy_of_what_was_corrected() -> None:
    history = corrected("outreach", mail(PITCH, day=3), 4)
    copy = mail(PITCH, "ben@berg.example", proof="dmarc=pass header.from=berg.example")
    assert classifier(history=history).classify(copy).label == "human"
    stranger = classifier(history=history).classify(mail(PITCH, "ben@other.example"))
    assert list(told(stranger)) == ["corrected_copy"]


def listed(entry: str, allowed: bool) -> MemoryHistory:
    history = MemoryHistory()
    history.record(Listing(ANNA, entry, allowed))
    return history


@pytest.mark.parametrize("entry", ["sam@acme.example", "acme.example"])
def test_allow_and_block(entry: str) -> None:
    verdict = classifier(history=listed(entry, True)).classify(mail(PITCH, proof=PROVED))
    assert (verdict.label, told(verdict)) == ("human", {"allowed": f"allowed: {entry}"})
    verdict = classifier(history=listed(entry, False)).classify(mail(NOTE))
    assert (verdict.label, verdict.kind, verdict.level, told(verdict)) == ("spam", "junk", 10, {"blocked": f"blocked: {entry}"})  # fmt: skip


def test_allow_holds_without_any_authserv_id_but_not_against_one() -> None:
    unasked = classifier(settings=Settings(me=(ANNA,)), history=listed("acme.example", True))
    assert unasked.classify(mail(PITCH)).label == "human"
    asked = classifier(history=listed("acme.example", True)).classify(mail(PITCH))
    assert asked.label == "bot"
    assert told(asked) == {"allowed": "allowed: acme.example; sender not authenticated"}


def test_the_reader_has_several_addresses_and_one_history() -> None:
    history = listed("acme.example", False)
    reader = classifier(history=history)
    assert reader.classify(mail(NOTE, to="office@berg.example")).label == "spam"
    assert reader.classify(mail(NOTE, to="a@x.example, b@x.example")).label == "spam"
    assert reader.classify(mail(NOTE), Envelope(recipient="office@berg.example")).label == "spam"
    assert reader.classify(mail(NOTE), Envelope(recipient="eve@berg.example")).label != "spam", "another account"


def test_an_unpublished_address_tells_that_it_was_bought() -> None:
    plain = classifier().classify(mail(NOTE))
    for raw, envelope in (
        (mail(NOTE, to="stock@berg.example"), Envelope()),
        (mail(NOTE), Envelope(recipient="Stock@berg.example")),
        (b"Delivered-To: stock@berg.example\n" + mail(NOTE), Envelope()),
    ):
        verdict = classifier().classify(raw, envelope)
        assert told(verdict) == {"unpublished_address": "stock@berg.example"}
        assert verdict.kinds["personal"] < plain.kinds["personal"]


def test_nothing_is_learnt_about_others_in_a_thread_that_was_thrown_away() -> None:
    history = listed("sam@acme.example", False)
    reader = classifier(history=history)
    copied = mail(PITCH, to=f"{ANNA}, maria@shop.example").replace(b"Subject:", b"Cc: ben@firm.example\nSubject:")
    assert reader.classify(copied).label == "spam"
    for sender in ("maria@shop.example", "ben@firm.example"):
        fresh, known = classifier().classify(mail(NOTE, sender)), reader.classify(mail(NOTE, sender))
        assert (known.label, told(known)) == (fresh.label, {})


def test_a_store_that_failed_is_told_first() -> None:
    class Broken(MemoryHistory):
        def lookup(self, sighting: object) -> Past:
            return Past(unavailable="locked")

    verdict = classifier(history=Broken()).classify(mail(NOTE))
    assert dict(fields(verdict))["X-Coldsieve-Reasons"].startswith("history_unavailable (locked)")


def test_rules_are_documented() -> None:
    assert len(statements()) == len(RULES)
    assert all(text.endswith(".") or ":" in text for text in statements().values())


fives = st.lists(st.floats(0.001, 1), min_size=5, max_size=5).map(lambda ps: tuple(p / sum(ps) for p in ps))
pasts = st.builds(
    Past,
    remembers=st.just(True),
    written_to=st.sampled_from([(), (1e9,)]),
    written_to_organisation=st.sampled_from([(), (1e9,)]),
    answered=st.sampled_from([(), (1e9, 1e18)]),
    thread_is_mine=st.booleans(),
    refused=st.sampled_from([None, 1e9]),
    after_refusal=st.integers(0, 3),
    listed=st.sampled_from([None, Listing("", "acme.example", True), Listing("", "acme.example", False)]),
    corrected=st.sampled_from(["", *KINDS]),
    corrected_template=st.sampled_from(["", *KINDS]),
)
standings = st.builds(
    Standing,
    authenticated=st.sampled_from(["", "spf=pass"]),
    asked=st.booleans(),
    colleague=st.sampled_from(["", "berg.example"]),
    unpublished=st.sampled_from(["", "stock@berg.example"]),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(fives, pasts, standings)
def test_whatever_the_rules_say_probabilities_stay_probabilities(
    probabilities: tuple[float, ...], past: Past, standing: Standing
) -> None:
    ruling = ruled(RULES, probabilities, Case(standing, past))
    assert sum(ruling.probabilities) == pytest.approx(1)
    assert all(0 <= p <= 1 for p in ruling.probabilities)
    assert ruling.decided or all(p > 0 for p in ruling.probabilities)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(fives, pasts, standings)
def test_what_does_not_decide_is_bounded(probabilities: tuple[float, ...], past: Past, standing: Standing) -> None:
    from math import log

    ruling = ruled(RULES, probabilities, Case(standing, past))
    if not ruling.decided:
        before, after = probabilities[0], ruling.probabilities[0]
        moved = log(after / (1 - after)) - log(before / (1 - before))
        assert abs(moved) <= MOST_LEAN + 1e-6


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(fives, pasts)
def test_a_claim_that_nobody_vouches_for_is_worth_nothing(probabilities: tuple[float, ...], past: Past) -> None:
    plain = ruled(RULES, probabilities, Case(Standing(asked=True), past)).probabilities
    claimed = ruled(RULES, probabilities, Case(Standing(asked=True, colleague="berg.example"), past)).probabilities
    assert claimed == pytest.approx(plain)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(fives, pasts.filter(lambda past: not (past.corrected or past.corrected_template or past.listed)))
def test_a_colleague_sends_no_approaches(probabilities: tuple[float, ...], past: Past) -> None:
    standing = NOBODY._replace(authenticated="dkim=pass", asked=True, colleague="berg.example")
    ruling = ruled(RULES, probabilities, Case(standing, past))
    assert ruling.decided
    assert all(p == 0 for kind, p in zip(KINDS, ruling.probabilities, strict=True) if kind in APPROACHES)
