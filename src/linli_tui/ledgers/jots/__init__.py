"""Jottings: one line from anywhere, answered or turned into a record of the ledger it belongs to."""
