"""The small compound of the screens with a committee of seven, and a thing its owners vote on."""

from __future__ import annotations

from linli_tui.book.book import Book
from linli_tui.book.writing import write
from linli_tui.core import clock
from linli_tui.core.access import OWNER
from linli_tui.ledgers import catalog
from tests.ui.screens import village

POSTS = ("chair", "vice", *["member"] * 5, "secretary")


def elect(book, since="2026-03-01", posts=POSTS, profile="shaoxing"):
    """Eight people of the list take posts, seven of which are seats; by the rules of this place."""
    from linli_tui.ledgers.council import renewing, service

    people = book.read.sql("SELECT id FROM person WHERE voided = 0 ORDER BY id")
    service.change_setting(book, OWNER, "law.profile", profile)
    body = book.read.one("SELECT id FROM body WHERE main = 1")
    elected = [{"post": post, "person": person["id"]} for post, person in zip(posts, people, strict=False)]
    renewing.renew(book, OWNER, body, on=since, until="2029-03-01", elected=elected, how="owners")


def write_one(book, ledger, **values):
    """A new record of a ledger; its id."""
    return next(record for name, record in write(book, OWNER, ledger, values).records if name == ledger)


def prepare(path):
    """The committee sits in the book at `path`; two drafts wait."""
    with clock.frozen(village.NOW), Book.open(path, catalog()) as book:
        elect(book)
        write_one(book, "motion", title="修一幢的楼道灯", text="公用经费出八百元。")
        write_one(book, "proposal", title="翻修屋面", matter="use_fund", text="用维修资金翻修屋面。")
