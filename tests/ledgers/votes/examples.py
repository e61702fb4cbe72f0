"""Values of new records of this area, for the contract every ledger is held to."""

from __future__ import annotations


def example(book, ledger):
    """A draft of each kind; a meeting that sits, with one seat still to be filled in; a proposal out at the doors."""
    from linli_tui.book import acting
    from linli_tui.book.writing import void, write
    from linli_tui.core.access import OWNER

    drafts = {
        "motion": {"title": "试一试的议题", "text": "试一试"},
        "assembly": {"title": "试一试的会", "body": "residents_meeting", "text": "试一试"},
        "proposal": {"title": "试一试的事", "matter": "covenant", "text": "试一试"},
    }
    if ledger in drafts:
        return drafts[ledger]
    put = "motion" if ledger == "voice" else "proposal"
    record = dict(write(book, OWNER, put, drafts[put]).records)[put]
    if ledger == "ballot":
        acting.move(book, OWNER, "proposal", "post", record, posted_on="2026-11-01")
        home = book.read.one(
            "SELECT id FROM home WHERE voided=0 AND ifnull(use,'') NOT IN ('garage','common') ORDER BY id DESC LIMIT 1"
        )
        return {"proposal": record, "home": home, "choice": "invalid", "note": "试一试"}
    acting.move(book, OWNER, "motion", "open", record)
    seat = book.read.sql("SELECT * FROM voice WHERE motion=? ORDER BY seat DESC LIMIT 1", (record,))[0]
    void(book, OWNER, "voice", seat["id"])
    return {"motion": record, "person": seat["person"], "choice": "for", "note": "试一试"}
