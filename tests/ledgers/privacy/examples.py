"""Values of new records of this area, for the contract every ledger is held to."""

from __future__ import annotations


def example(book, ledger):
    """A new version of the notice, a home in a far year, somebody who asks, looks into papers, or is sent some."""
    home = book.read.one("SELECT id FROM home WHERE voided=0 AND refused_on IS NULL ORDER BY id DESC LIMIT 1")
    person = book.read.one("SELECT id FROM person WHERE voided=0 ORDER BY id DESC LIMIT 1")
    given = {"answer": "given", "for_register": 1, "for_care": 0, "for_street": 1, "for_posting": 0}
    return {
        "look": None,
        "notice": {"since": "2026-11-01"},
        "consent": {"home": home, **given, "since": "2090-01-01", "by_name": "试小芳", "note": "试一试"},
        "request": {"kind": "access", "person": person, "asked_by": "relative", "asked_name": "试小英",
                    "seen": "id_card", "mandate": "活动室铁柜", "received_on": "2026-11-01", "what": "看看记了什么"},
        "inspection": {"day": "2026-11-01", "by_name": "试小芳", "capacity": "owner", "papers": "第三季度的账",
                       "reason": "想知道钱花在哪里"},
        "disclosure": {"day": "2026-11-01", "recipient": "江新社区", "purpose": "人口核对", "basis": "consent",
                       "ledgers": "住户", "rows": 3, "masking": "masked", "medium": "paper"},
    }[ledger]  # fmt: skip
