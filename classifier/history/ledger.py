"""Events → rows under keyed hashes, and rows → `Past`: the one place that says what a history means.

All that is text becomes a hash with the store's secret before it gets there: who has only the store learns no address by
trying.
"""

from __future__ import annotations

import hashlib
import math
from typing import NamedTuple

from classifier.history.base import (
    MANY_CORRECTIONS,
    WINDOW,
    Correction,
    Event,
    Listing,
    Past,
    Sent,
    Sighting,
    Stats,
)
from classifier.history.rows import HASH, LISTING, Query, Row, Rows
from classifier.providers import MAIL_PROVIDERS

NO, YES = b"-", b"+"


class Ledger:
    """A `History` over `Rows`."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def record(self, event: Event) -> None:
        """Remember an event, once."""
        match event:
            case Sighting():
                self._sighted(event)
            case Sent():
                self._sent(event)
            case Correction():
                self._rows.keep(self._corrections(event.recipient), _field(event.identity), self._written(event))
            case Listing():
                self._rows.keep(self._listing(event.recipient, event.entry), LISTING, YES if event.allowed else NO)

    def lookup(self, sighting: Sighting) -> Past:
        """What was recorded before ``sighting.time``; mails of others within `WINDOW`."""
        me, now = sighting.recipient, sighting.time
        sender, organisation = sighting.sender, sighting.organisation
        of_sender, of_organisation = self._theirs(sighting)
        who, bands = self._hash("who", me, sender), self._bands(me, sighting.template)
        persona = [self._hash("persona", me, sighting.persona)] if sighting.persona else []
        lately, ever = now - WINDOW, -math.inf
        found = self._ask(
            sender=[Query(of_sender, lately, now)],
            organisation=[Query(of_organisation, lately, now)],
            persona=[Query(key, lately, now) for key in persona],
            copies=[Query(key, lately, now) for key in bands],
            to=[Query(self._hash("to", me, sender), ever, now)],
            to_organisation=[Query(self._hash("to organisation", me, organisation), ever, now)],
            first_sent=[Query(self._hash("sent", me), ever, now, 0)],
            answers=[Query(self._hash("answered", of_sender), ever, now)],
            # A Message-ID of mine is proof by itself, whatever the clocks say.
            mine=[Query(self._hash("mine", me, reference), ever, math.inf, 1) for reference in sighting.references],
            thread=[Query(self._hash("id", me, reference), ever, now, 1) for reference in sighting.references],
        )
        # Delivered once more, it does not count itself.
        event = self._event(sighting)
        for name in ("sender", "organisation", "persona", "copies"):
            found[name] = [row for row in found[name] if not row.who.startswith(event)]
        of_persona = [row for row in found["persona"] if row.who[HASH:] != who]
        since = found["first_sent"][0].time if found["first_sent"] else None
        to_them = sorted([*found["to"], *found["answers"]]) or found["to_organisation"]
        refused = None if _colleagues(me, sender) else _refused(to_them)
        past = Past(
            remembers=True,
            of_sender=_times(found["sender"]),
            of_organisation=_times(found["organisation"]),
            of_template=_times(found["copies"]),
            # Rows of schema 1 do not say whose copy it was.
            template_senders=len({row.who[HASH:] for row in found["copies"]} - {who, b""}),
            of_persona=_times(of_persona),
            persona_senders=len({row.who[HASH:] for row in of_persona}),
            sent_since=since,
            written_to=_times(found["to"]),
            written_to_organisation=tuple(dict.fromkeys(_times(found["to_organisation"]))),
            answered=_times(found["answers"]),
            thread_is_mine=bool(found["mine"]),
            # Rows of former schemas do not say whose mail it was.
            thread_of_others=any(row.who[2 * HASH :] not in (b"", of_organisation) for row in found["thread"]),
            refused=refused,
            after_refusal=0 if refused is None else sum(row.time > refused for row in found["organisation"]),
        )
        return self._with_what_stands(past, sighting, who, bands)

    def undo(self, correction_identity: int, recipient: str) -> bool:
        """Forget the correction of a mail. Whether there was one."""
        return self._rows.drop(self._corrections(recipient), _field(correction_identity))

    def unlist(self, recipient: str, entry: str) -> bool:
        """Forget a listing. Whether there was one."""
        return self._rows.drop(self._listing(recipient, entry), LISTING)

    def forget(self, recipient: str, address: str) -> int:
        """Forget everything of an address, or of an organisation. How many events that were."""
        seen, to = ("sender", "to") if "@" in address else ("organisation", "to organisation")
        theirs = self._hash(seen, recipient, address)
        keys = (theirs, self._hash(to, recipient, address), self._hash("answered", theirs))
        found = self._rows.timed([Query(key, -math.inf, math.inf, 1 << 31) for key in keys])
        *events, answered = ({row.who[:HASH] for row in rows} for rows in found)
        self._rows.remove(answered.union(*events))
        n = sum(map(len, events)) + self.unlist(recipient, address)
        corrections = self._corrections(recipient)
        who = self._hash("who", recipient, address).hex()
        for field, value in self._rows.kept([corrections])[0].items():
            if who in value.decode().partition("\t")[0].split():
                n += self._rows.drop(corrections, field)
        return n

    def prune(self, before: float, sent: bool = False) -> int:
        """Forget mails seen, and those ``sent`` too if that is asked for, from before a time. How many."""
        return self._rows.prune(before, sent)

    def stats(self) -> Stats:
        """How much is kept."""
        return self._rows.stats()

    def close(self) -> None:
        """Let go of files and connections."""
        self._rows.close()

    def _sighted(self, mail: Sighting) -> None:
        me, sender = mail.recipient, mail.sender
        event = self._event(mail)
        whose = event + self._hash("who", me, sender)
        theirs = self._theirs(mail)
        rows = [
            *((key, event) for key in theirs),
            *((band, whose) for band in self._bands(me, mail.template)),
        ]
        if mail.persona:
            rows.append((self._hash("persona", me, mail.persona), whose))
        if mail.message_id:
            rows.append((self._hash("id", me, mail.message_id), event + b"".join(theirs)))
        self._rows.add(event, mail.time, rows, sent=False)
        if mail.message_id:
            # An archive's Sent mail may be told before what it answers.
            for answer in self._rows.timed([Query(self._hash("answer", me, mail.message_id), -math.inf, math.inf)])[0]:
                self._rows.add(answer.who[:HASH], answer.time, self._answered(answer.who, theirs), sent=True)

    def _theirs(self, mail: Sighting) -> tuple[bytes, bytes]:
        """Keys of the mails of its sender, and of those of their organisation."""
        me, sender = mail.recipient, mail.sender
        return self._hash("sender", me, sender), self._hash("organisation", me, mail.organisation or sender)

    def _event(self, mail: Sighting) -> bytes:
        # Without a Message-ID two equal alerts are two events, unless they came at once.
        apart = "" if mail.message_id else mail.time
        return self._hash(
            "seen", mail.recipient, mail.sender, mail.identity, apart, mail.organisation, mail.persona, mail.template
        )

    def _sent(self, mail: Sent) -> None:
        me = mail.recipient
        answered = mail.references[0] if mail.references else ""
        apart = mail.message_id or mail.time
        event = self._hash("sent mail", me, apart, answered, mail.refuses, *mail.to, *mail.organisations)
        said = YES if mail.refuses else NO
        rows = [(self._hash("sent", me), event)]
        if mail.message_id:
            rows.append((self._hash("mine", me, mail.message_id), event))
        if answered:
            rows.append((self._hash("answer", me, answered), event + said))
            # Told now whom it answers, as their mail will be forgotten before it.
            for seen in self._rows.timed([Query(self._hash("id", me, answered), -math.inf, math.inf)])[0]:
                rows += self._answered(event + said, (seen.who[HASH : 2 * HASH], seen.who[2 * HASH :]))
        for address in mail.to:
            # Each reader's own, so that one can be forgotten without the others.
            who = self._hash("sent to", event.hex(), address) + said
            rows.append((self._hash("to", me, address), who))
            rows += [(self._hash("to organisation", me, o), who) for o in mail.organisations if _is_of(address, o)]
        self._rows.add(event, mail.time, list(dict.fromkeys(rows)), sent=True)

    def _answered(self, answer: bytes, theirs: tuple[bytes, bytes]) -> list[tuple[bytes, bytes]]:
        """Rows that say whom an answer answers.

        Args:
            answer: its event, and what it says.
            theirs: keys of a sender's mails and of their organisation's.
        """
        # Each sender's own, so that one can be forgotten without the others.
        who = self._hash("answer to", answer, *theirs) + answer[HASH:]
        return [(self._hash("answered", key), who) for key in theirs]

    def _ask(self, **asked: list[Query]) -> dict[str, list[Row]]:
        """Name → rows of its queries, ascending, each once. All is asked at once."""
        answers = iter(self._rows.timed([query for queries in asked.values() for query in queries]))
        found = {}
        for name, queries in asked.items():
            rows = [next(answers) for _ in queries]
            found[name] = rows[0] if len(rows) == 1 else sorted(set().union(*rows))
        return found

    def _with_what_stands(self, past: Past, sighting: Sighting, who: bytes, bands: list[bytes]) -> Past:
        """``past`` with listings and corrections."""
        me = sighting.recipient
        entries = _entries(sighting.sender)
        listings = [self._listing(me, entry) for entry in entries]
        corrections, *listed = self._rows.kept([self._corrections(me), *listings])
        answers = (
            Listing(me, entry, found[LISTING] == YES) for entry, found in zip(entries, listed, strict=True) if found
        )
        past = past._replace(listed=next(answers, None))
        if not corrections:
            return past
        read = sorted((_Kept.read(me, field, value) for field, value in corrections.items()), key=_age)
        read = read[-MANY_CORRECTIONS:]
        copies = {band.hex() for band in bands}
        of_sender = [kept.correction for kept in read if kept.whose[0] == who.hex()]
        of_template = [kept.correction.kind for kept in read if not copies.isdisjoint(kept.bands)]
        return past._replace(
            corrected=of_sender[-1].kind if of_sender else "",
            corrected_at=of_sender[-1].time if of_sender else 0.0,
            corrected_template=of_template[-1] if of_template else "",
            corrections=tuple(kept.correction for kept in read),
        )

    def _written(self, correction: Correction) -> bytes:
        """A correction as a store keeps it; `_Kept.read` reads it."""
        me = correction.recipient
        fields = (
            [self._hash("who", me, entry).hex() for entry in _entries(correction.sender)],
            [band.hex() for band in self._bands(me, correction.template)],
            [repr(correction.time)],
            [correction.kind],
            correction.steps,
            map(repr, correction.probabilities),
        )
        return "\t".join(" ".join(field) for field in fields).encode()

    def _bands(self, recipient: str, template: tuple[int, ...]) -> list[bytes]:
        return [self._hash("template", recipient, i, band) for i, band in enumerate(template)]

    def _corrections(self, recipient: str) -> bytes:
        return self._hash("corrections", recipient)

    def _listing(self, recipient: str, entry: str) -> bytes:
        return self._hash("listing", recipient, entry)

    def _hash(self, *parts: object) -> bytes:
        text = " ".join(map(str, parts)).encode("utf-8", "surrogatepass")
        return hashlib.blake2b(text, digest_size=HASH, key=self._rows.secret).digest()


class _Kept(NamedTuple):
    """A correction as it was kept."""

    correction: Correction
    whose: list[str]
    """Hashes of the sender's address and of its domains."""
    bands: list[str]

    @staticmethod
    def read(recipient: str, field: bytes, value: bytes) -> _Kept:
        """Field and value of a standing row."""
        whose, bands, time, kind, steps, probabilities = value.decode().split("\t")
        correction = Correction(
            recipient, "", (), int(field), float(time), kind,
            tuple(steps.split()), tuple(float(p) for p in probabilities.split()),
        )  # fmt: skip
        return _Kept(correction, whose.split(), bands.split())


def _age(kept: _Kept) -> tuple[float, int]:
    return kept.correction.time, kept.correction.identity


def _field(identity: int) -> bytes:
    return str(identity).encode()


def _times(rows: list[Row]) -> tuple[float, ...]:
    return tuple(row.time for row in rows)


def _refused(to_them: list[Row]) -> float | None:
    """When my last mail to somebody said no."""
    return to_them[-1].time if to_them and to_them[-1].who[HASH:] == YES else None


def _entries(address: str) -> list[str]:
    """What a listing of an address can name, nearest first: itself, its domain, and the domains above."""
    labels = address.rpartition("@")[2].split(".")[-10:]
    return [address, *(".".join(labels[i:]) for i in range(len(labels)))]


def _is_of(address: str, organisation: str) -> bool:
    return f".{address.rpartition('@')[2]}".endswith(f".{organisation}")


def _colleagues(one: str, other: str) -> bool:
    """Who is in copy when I tell a stranger no is not told no."""
    domain = one.rpartition("@")[2]
    return domain == other.rpartition("@")[2] and domain not in MAIL_PROVIDERS
