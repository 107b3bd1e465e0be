"""Verdicts → what people and programs read: JSON lines, CSV, a table for the terminal, an explanation, a page."""
