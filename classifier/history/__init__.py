"""What is remembered of senders: times and counts under keyed hashes, never a body or a plain address."""

from classifier.history.base import NO_HISTORY, UNKNOWN, History, NoHistory, Past, Sighting, sighting_of
from classifier.history.memory import MemoryHistory

__all__ = ["NO_HISTORY", "UNKNOWN", "History", "MemoryHistory", "NoHistory", "Past", "Sighting", "sighting_of"]
