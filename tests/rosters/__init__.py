"""Rosters with their truths: four that were handed in, and nasty ones made by `make.py`."""
