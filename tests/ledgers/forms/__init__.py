"""Blank forms with reserved numbers."""
