"""Votes: what was put to a body or to the owners, how each answered, and what the rules make of it."""
