"""Patrols: teams, who is on duty when, and the rounds that were walked."""
