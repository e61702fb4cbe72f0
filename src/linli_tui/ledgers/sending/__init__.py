"""Sending: to whom the council reports, what it sent each month, and what the stamped paper said of it."""
