"""Values of new records of this area, for the contract every ledger is held to."""

from __future__ import annotations


def example(book, ledger):
    """The community as well, which gets two ledgers on paper."""
    to = {"name": "江新社区居委会", "purpose": "人口核对", "basis": "duty", "ledgers": "人员、住户", "road": "paper"}
    return {"recipient": to, "report_out": None, "report_line": None}[ledger]
