"""Values of new records of this area, for the contract every ledger is held to."""

from __future__ import annotations


def example(book, ledger):
    """A scooter in a stairwell, somebody who told of it, a step, a sentence used again."""
    place = book.read.one("SELECT id FROM entrance WHERE voided = 0 ORDER BY place_key")
    finding = book.read.one("SELECT id FROM finding WHERE voided = 0 AND state IN ('found', 'talked') ORDER BY id")
    return {
        "finding": {"code": "F02", "place": place, "found_on": "2026-11-01", "words": "门口停了一辆电动车"},
        "step": {"finding": finding, "what": "talk", "day": "2026-11-10", "words": "说好明天推走"},
        "reporter": {"finding": finding, "name": "试小芳", "told_on": "2026-11-10"},
        "phrase": {"code": "F07", "words": "纸箱收进屋里了"},
    }[ledger]
