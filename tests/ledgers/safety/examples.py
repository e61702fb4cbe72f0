"""Values of new records of this area, for the contract every ledger is held to."""

from __future__ import annotations


def example(book, ledger):
    """Another laptop, another stick at somebody's, a bag that was stolen."""
    person = book.read.one("SELECT id FROM person WHERE voided=0 ORDER BY id DESC LIMIT 1")
    return {
        "laptop": {"name": "借来的华硕", "lies_at": "传达室", "keeper": person, "since": "2026-11-01"},
        "stick": {"name": "蓝色的", "lies": "away", "holder": person, "since": "2026-11-01", "note": "16G"},
        "loss": {"kind": "both", "what": "窗户开着，包和电脑都不见了", "noticed_on": "2026-11-02",
                 "noticed_at": 490, "police_no": "试0001"},
    }[ledger]  # fmt: skip
