"""Values of new records of this area, for the contract every ledger is held to."""

from __future__ import annotations


def example(book, ledger):
    """A team, a duty, a round, and their parts."""
    one = book.read.one
    person = one("SELECT id FROM person WHERE voided = 0 AND kind = 'resident' ORDER BY id DESC")
    latest = one("SELECT id FROM round WHERE voided = 0 ORDER BY id DESC")
    return {
        "team": {"name": "试一组", "weekday": "4", "started": 1200, "ended": 1290},
        "team_member": {"team": one("SELECT id FROM team WHERE voided = 0"), "person": person, "since": "2026-01-01"},
        "duty": {"day": "2091-01-05", "kind": "gate", "started": 480, "ended": 720},
        "on_duty": {"duty": one("SELECT id FROM duty WHERE voided = 0 ORDER BY id DESC"), "person": person},
        "round": {"day": "2026-01-05", "started": 1205, "ended": 1290, "note": "东门没有关"},
        "walker": {"round": latest, "person": person, "came": "early", "off_at": 1250},
        "passing": {"round": latest, "checkpoint": one("SELECT id FROM checkpoint ORDER BY id"), "state": "unsure"},
    }[ledger]
