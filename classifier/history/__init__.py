"""What is remembered of senders: times and counts under keyed hashes, never a body or a plain address."""

from classifier.history.base import (
    NO_HISTORY,
    UNKNOWN,
    Correction,
    Event,
    History,
    HistoryError,
    Listing,
    NoHistory,
    Past,
    Sent,
    Sighting,
    Stats,
    references_of,
    sighting_of,
)
from classifier.history.memory import MemoryHistory

__all__ = [
    "NO_HISTORY",
    "UNKNOWN",
    "Correction",
    "Event",
    "History",
    "HistoryError",
    "Listing",
    "MemoryHistory",
    "NoHistory",
    "Past",
    "Sent",
    "Sighting",
    "Stats",
    "references_of",
    "sighting_of",
]
