"""The small compound of the screens with a council: elected for three years, soon to be elected again."""

from __future__ import annotations

from pathlib import Path

from linli_tui.book.book import Book
from linli_tui.core import clock
from linli_tui.core.access import OWNER
from linli_tui.ledgers import catalog
from linli_tui.ledgers.council import forming, renewing, service

POSTS = ("chair", "vice", "member", "secretary", "accountant", "cashier", "supervisor")
NAMES = ("孙福生", "何敏", "王桂芳", "李建国", "周志明", "刘小梅", "陈国强")
SINCE, UNTIL = "2023-04-01", "2026-04-01"
FILED, MADE = "2023-04-20", "2026-02-20"
"""When the papers of that election were filed, and two others were made."""


async def go(e, *keys: str) -> None:
    """Presses keys; one that begins with @ opens the list of a ledger, with # does what a card calls so."""
    from linli_tui.ui.screens import go as ways

    for key in keys:
        if key.startswith("@"):
            ways.register(e.screen, e.app.catalog.ledgers[key[1:]])
            await e.settle()
        elif key.startswith("#"):
            await e.deed(key[1:])
        else:
            await e.press(key)


def elect(path: Path, now: str, body: str = "mutual_aid", until: str = UNTIL) -> None:
    """Seven people of the list take their seats, two houses have heads, and papers are written down."""
    with clock.frozen(now), Book.open(path, catalog()) as book:
        people = {row["name"]: row["id"] for row in book.read.sql("SELECT id, name FROM person WHERE voided = 0")}
        service.change_setting(book, OWNER, "body.kind", body)
        service.change_setting(book, OWNER, "law.profile", "shaoxing")
        elected = [{"post": post, "person": people[name]} for post, name in zip(POSTS, NAMES, strict=True)]
        for name, house in zip(("赵丽华", "马卫东"), book.read.sql("SELECT id FROM building"), strict=True):
            elected.append({"post": "building_head", "person": people[name], "place": house["id"]})
        main = forming.main_body(book)
        renewing.renew(book, OWNER, main, on=SINCE, until=until, elected=elected, how="owners")
        for paper in book.read.sql("SELECT id FROM filing"):
            forming.write_filing(book, OWNER, {"filed_on": FILED, "filed_with": "住建局"}, paper["id"])
        for kind in ("decision", "covenant"):
            values = {"body": main, "kind": kind, "made_on": MADE, "paper_at": "红色文件夹"}
            forming.write_filing(book, OWNER, values)
