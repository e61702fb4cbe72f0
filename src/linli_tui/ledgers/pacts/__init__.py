"""Pacts between neighbours: their versions and articles, and who has signed which version."""
