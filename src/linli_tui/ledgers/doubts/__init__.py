"""Doubts: what a spreadsheet said that was not believed, until somebody has looked."""
