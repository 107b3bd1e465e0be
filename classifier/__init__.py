"""coldsieve: tells people's letters from cold outreach, machine mail and spam, and says why."""

__version__ = "0.1.0"
