"""Mediation: what was said to quarrelling neighbours on the spot, and disputes mediated as the law has it."""
