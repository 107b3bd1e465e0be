"""What a signal is: one pure function of `Mail`, with a name, a unit and a documented reason.

A signal's docstring is a statement, then ``Why:`` and ``Misses:``; a test holds every signal to that.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from classifier.evidence import Reading
from classifier.mail import Mail

Unit = Literal["flag", "count", "share", "days"]
Provenance = Literal["written", "collected"]


class Signal(NamedTuple):
    """One thing to be seen in a mail. It has no weight, threshold or label: the model has them."""

    name: str
    """The function's name; also the name in the header field, the model and the report."""
    unit: Unit
    provenance: Provenance
    """``collected`` when it could know the corpus rather than the mail: hosts, list servers, dates."""
    function: Callable[[Mail], Reading]

    def __call__(self, mail: Mail) -> Reading:
        """The reading of one mail."""
        return self.function(mail)

    @property
    def family(self) -> str:
        """The module that it stands in."""
        return self.function.__module__.rpartition(".")[2]


class Documentation(NamedTuple):
    """A signal's docstring, taken apart."""

    statement: str
    why: str
    misses: str


def signal(unit: Unit, provenance: Provenance = "written") -> Callable[[Callable[[Mail], Reading]], Signal]:
    """Make a function of `Mail` a signal."""

    def decorate(function: Callable[[Mail], Reading]) -> Signal:
        return Signal(function.__name__, unit, provenance, function)

    return decorate


def documentation(of: Signal) -> Documentation:
    """Statement, why and misses of a signal.

    Raises:
        ValueError: the docstring lacks one of them.
    """
    head, why, rest = (of.function.__doc__ or "").partition("Why:")
    reason, misses, gap = rest.partition("Misses:")
    texts = [" ".join(text.split()) for text in (head, reason, gap)]
    if not (why and misses and all(texts)):
        raise ValueError(f"signal {of.name}: its docstring needs a statement, Why: and Misses:")
    return Documentation(*texts)
