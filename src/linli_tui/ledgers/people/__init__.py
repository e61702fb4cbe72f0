"""People, and which home belongs to whom from one day to another."""
