"""Which software a kind of letter may come from: the table that decides how much a header can tell.

Read a row as: of the letters of each kind, this many come out of this software. People's programs have equal numbers
for personal letters and outreach, so that a program tells them apart no better than it does in life; outreach and junk
have sequencers, mailers and services besides, and every one of those sends a few letters of other kinds too.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import NamedTuple

from classifier.model import KINDS
from classifier.training.letters import Letter
from classifier.training.wrap import clients, mailers, programs, scripts, sequencers, services
from classifier.training.wrap.draft import Draft, Sent
from classifier.training.wrap.people import writes


class Shape(NamedTuple):
    """One software, and how often each kind comes out of it."""

    send: Callable[[Draft], Sent]
    provider: str
    """Who must run the sender's mailbox, a key of `people.ANYBODY`; empty when anybody may."""
    weights: tuple[float, ...]
    """In the order of `KINDS`."""

    @property
    def name(self) -> str:
        """The function's name."""
        return self.send.__name__


SHAPES = (
    #                                             personal outreach newsletter notification junk
    Shape(clients.gmail_web, "google",               (16, 16, 4, 2, 14)),
    Shape(clients.gmail_phone, "google",             (4, 4, 1, 0.5, 2)),
    Shape(clients.gmail_api, "google",               (3, 3, 1, 2, 2)),
    Shape(clients.outlook_365, "microsoft",          (15, 15, 4, 4, 8)),
    Shape(clients.outlook_phone, "microsoft",        (4, 4, 0.5, 0.5, 1)),
    Shape(clients.outlook_desktop, "",               (7, 7, 3, 2, 6)),
    Shape(clients.roundcube, "",                     (4, 4, 1, 1, 8)),
    Shape(programs.apple_mail, "",                   (6, 6, 2, 1, 2)),
    Shape(programs.iphone, "",                       (7, 7, 1, 1, 2)),
    Shape(programs.thunderbird, "",                  (7, 7, 3, 1, 3)),
    Shape(programs.samsung, "",                      (4, 4, 0.5, 0.5, 1)),
    Shape(programs.k9_mail, "",                      (2, 2, 0.5, 0.5, 0.5)),
    Shape(programs.yahoo_web, "yahoo",               (3, 3, 0.5, 0.5, 4)),
    Shape(programs.gmx_web, "gmx",                   (2, 2, 0.5, 0.5, 2)),
    Shape(sequencers.sequencer_google, "google",     (2, 30, 1, 1, 5)),
    Shape(sequencers.sequencer_microsoft, "microsoft", (2, 22, 1, 1, 3)),
    Shape(sequencers.sequencer_smtp, "",             (1, 14, 2, 4, 5)),
    Shape(services.campaign, "",                     (0, 9, 45, 6, 6)),
    Shape(services.program_service, "",              (2, 7, 12, 30, 6)),
    Shape(scripts.php_mail, "",                      (1, 3, 4, 8, 8)),
    Shape(scripts.phpmailer, "",                     (2, 4, 6, 8, 8)),
    Shape(scripts.python_script, "",                 (1, 3, 3, 8, 5)),
    Shape(scripts.java_application, "",              (1, 3, 3, 10, 3)),
    Shape(scripts.bare_host, "",                     (1, 1, 2, 10, 3)),
    Shape(mailers.bulk_mailer, "",                   (0, 4, 6, 1, 6)),
    Shape(mailers.ticket_system, "",                 (4, 1, 0.5, 8, 0.5)),
    Shape(mailers.web_form, "",                      (7, 5, 0, 6, 5)),
)  # fmt: skip
"""The table."""

LISTED = 0.07
"""Share of mails, of any kind, that come through a mailing list."""
BARE = 0.12
"""Share of mails, of any kind, left with From, To, Subject, Date and text, as some exports do."""


ONE_WAY = frozenset(("web_form", "bare_host", "php_mail", "bulk_mailer", "campaign"))
"""Shapes that answer nobody: letters of a thread do not come out of them."""


def drawn_shape(letter: Letter, draw: random.Random) -> Shape:
    """A shape for a letter, by its kind's column. Absences are told by people's programs."""
    absent = letter.kind == "notification" and writes(letter) == "person"
    k = KINDS.index("personal" if absent else letter.kind)
    shapes = [shape for shape in SHAPES if not (letter.thread and shape.name in ONE_WAY)]
    return draw.choices(shapes, [shape.weights[k] for shape in shapes])[0]
