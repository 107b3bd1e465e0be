"""What the daemon did → text for Prometheus."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

HELP = {
    "requests_total": "Requests by method and outcome: ok, or the word why there was no verdict.",
    "verdicts_total": "Verdicts by label.",
    "seconds_total": "Seconds from a whole request to its answer, together.",
    "workers_replaced_total": "Workers that hung or died.",
    "reloads_total": "Reloads by outcome.",
    "connections": "Clients that are connected now.",
    "sessions": "Sessions of mail servers (milter) now.",
    "octets": "Octets of mail that are held now.",
    "workers": "Workers that there are now.",
    "workers_busy": "Workers that answer now.",
}


class Metrics:
    """Counts by name and labels."""

    def __init__(self) -> None:
        self._counts: defaultdict[tuple[str, str], float] = defaultdict(float)

    def add(self, name: str, amount: float = 1, **labels: str) -> None:
        """Add to a count."""
        self._counts[name, ",".join(f'{key}="{value}"' for key, value in labels.items())] += amount

    def text(self, now: Mapping[str, float]) -> str:
        """In Prometheus' text format 0.0.4.

        Args:
            now: name → what is so at this moment, beside the counts.
        """
        return "".join(
            f"{line}\n" for line in self._lines({**self._counts, **{(name, ""): x for name, x in now.items()}})
        )

    def _lines(self, values: Mapping[tuple[str, str], float]) -> Iterator[str]:
        for name, told in HELP.items():
            yield f"# HELP coldsieve_{name} {told}"
            yield f"# TYPE coldsieve_{name} {'counter' if name.endswith('_total') else 'gauge'}"
            for (counted, labels), value in sorted(values.items()):
                if counted == name:
                    yield f"coldsieve_{name}{'{' + labels + '}' if labels else ''} {value:.15g}"
