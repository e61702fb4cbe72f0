"""The matrix of rights as a page to read, made from the grants the areas declare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from linli_tui.core.access import BOOK, BOOK_RIGHTS, EVERYONE, LEDGER_RIGHTS, READ, Allowed, allowed
from linli_tui.core.ledger import Catalog, Ledger
from linli_tui.core.words import _, say

POSTS = (*EVERYONE, "display")
SCOPES = {"here": _("楼"), "own": _("己")}
NOTHING = "-"
WORDS = _(
    "每格是这个职务能做的：{rights}；没有写的就是不能。后面的「楼」是只有自己管的楼，「己」是只有自己写的，"
    "在劝解和纠纷里是自己不用回避的。"
)


def pages(catalog: Catalog, titles: dict[str, str]) -> Iterator[str]:
    """The page in lines of Markdown: what each post may do with each ledger, what it sees masked, and with the book.

    `titles` are the words for the posts.
    """
    yield say(WORDS, rights="、".join(title for _key, title in LEDGER_RIGHTS))
    for area in catalog.areas:
        tables = [ledger for ledger in area.ledgers if not ledger.base]
        yield from ("", f"## {area.title}", "")
        yield from _table(
            [say("职务"), *(table.title for table in tables)],
            ([titles.get(post, post), *(_cell(catalog, table, post) for table in tables)] for post in POSTS),
        )
    yield from ("", f"## {say('整本台账')}", "")
    every = [grant for area in catalog.areas for grant in area.grants if BOOK in grant.ledgers]
    yield from _table(
        [say("职务"), say("能做的事")],
        ([titles.get(post, post), _on_book(allowed(every, BOOK, [post]))] for post in POSTS),
    )


def _cell(catalog: Catalog, table: Ledger, post: str) -> str:
    may = allowed(catalog.area(table).grants, table.name, [post])
    words = "".join(_right(may, key, title) for key, title in LEDGER_RIGHTS)
    masked = [f.title for f in table.fields if not f.ref and f.mask and not may.clear.intersection(("*", f.mask))]
    hidden = say("，隐去{fields}", fields="、".join(masked)) if masked and may.scopes(READ) else ""
    return (words or NOTHING) + hidden


def _right(may: Allowed, key: str, title: str) -> str:
    scopes = may.scopes(key)
    return title + "".join("" if "all" in scopes else say(SCOPES[scope]) for scope in sorted(scopes)) if scopes else ""


def _on_book(may: Allowed) -> str:
    return "、".join(title for key, title in BOOK_RIGHTS if may.scopes(key)) or NOTHING


def _table(head: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    for row in (head, ["---"] * len(head), *rows):
        yield f"| {' | '.join(row)} |"
