"""Values of new records of this area, for the contract every ledger is held to."""

from __future__ import annotations


def example(book, ledger):
    """A pact of its own for each: an adopted version where somebody signs, a draft where articles are written."""
    from linli_tui.book.writing import write
    from linli_tui.core.access import OWNER
    from linli_tui.ledgers.pacts import service

    if ledger == "pact":
        return {"title": "试一试公约", "kind": "neighbour", "note": "试一试"}
    pact = dict(service.write_pact(book, OWNER, {"title": "另一份公约", "kind": "neighbour"}).records)["pact"]
    version = book.read.one("SELECT id FROM pact_version WHERE pact=?", (pact,))
    if ledger == "pact_version":
        return {"pact": pact, "text_note": "试一试"}
    article = {"version": version, "title": "楼道", "text": "楼道里不放东西。"}
    if ledger == "article":
        return article
    first = service.write_article(book, OWNER, article).records[0][1]
    if ledger == "amendment":
        return example_of(pact, first)
    if ledger == "ground":
        proposed = write(book, OWNER, "amendment", example_of(pact, first)).records[0][1]
        finding = book.read.one("SELECT id FROM finding WHERE voided=0 ORDER BY id LIMIT 1")
        return {"amendment": proposed, "finding": finding, "note": "试一试"}
    with book.transaction(OWNER, "adopt") as t:
        t.move("pact_version", version, "ask")
        t.move("pact_version", version, "adopt", adopted="2026-11-01")
    home = book.read.one("SELECT id FROM home WHERE voided=0 ORDER BY id DESC LIMIT 1")
    return {"version": version, "home": home, "state": "signed", "capacity": "owner", "how": "self", "note": "试一试"}


def example_of(pact, article):
    """A proposal to change one article."""
    return {"pact": pact, "kind": "change", "article": article, "text": "楼道里一样也不放。", "why": "试一试"}
