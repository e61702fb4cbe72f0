"""Values of new records of this area, for the contract every ledger is held to."""

from __future__ import annotations


def example(book, ledger):
    """A talk, a dispute, and its parts."""
    one = book.read.one
    homes = [row["id"] for row in book.read.sql("SELECT id FROM home ORDER BY place_key LIMIT 2")]
    open_case = one("SELECT id FROM \"case\" WHERE voided = 0 AND state = 'accepted' ORDER BY id DESC")
    person = one("SELECT id FROM person WHERE voided = 0 AND kind = 'resident' ORDER BY id DESC")
    return {
        "talk": {"kind": "quarrel", "home": homes[0], "other": homes[1], "matter": "0201", "said": "漏水，说过一次"},
        "case": {"source": "apply", "home": homes[0], "other": homes[1], "matter": "0201", "title": "楼上楼下漏水"},
        "party": {"case": open_case, "side": "third", "name": "物业公司"},
        "event": {"case": open_case, "kind": "asked", "words": "水表不走"},
        "obligation": {"case": open_case, "who": "both", "what": "请人来查", "until": "2026-12-01"},
        "recusal": {"case": open_case, "person": person, "why": "asked"},
    }[ledger]
