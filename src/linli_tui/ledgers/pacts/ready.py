"""Ready articles to begin with, by what they are about: those chosen become articles of a draft."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from linli_tui.core.data import read_toml
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ledgers.pacts import rules

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.change import Change
    from linli_tui.book.writing import Transaction
    from linli_tui.core.access import Actor

Row = dict[str, Any]


@cache
def topic(key: str) -> dict[str, Any]:
    """The ready articles about one thing: key, title, about, articles."""
    return read_toml("pacts", f"{key}.toml")


def add_ready(book: Book, actor: Actor, version: str, **chosen: int | None) -> Change:
    """Puts the ready articles about the chosen things at the end of a draft; Refused where none is chosen."""
    with book.transaction(actor, "new") as t:
        _add(t, version, chosen)
    return t.change


def start_from_ready(book: Book, actor: Actor, pact: str, **chosen: int | None) -> Change:
    """The same for a pact: its draft, or a new version where there is none."""
    from linli_tui.ledgers.pacts.service import open_version

    with book.transaction(actor, "new") as t:
        last = t.sql(
            "SELECT id, state FROM pact_version WHERE pact = ? AND voided = 0 ORDER BY no DESC LIMIT 1", (pact,)
        )
        open_ = last and last[0]["state"] in rules.OPEN
        _add(t, last[0]["id"] if open_ else open_version(t, pact, None)[0], chosen)
    return t.change


def _add(t: Transaction, version: str, chosen: dict[str, int | None]) -> None:
    keys = [key for key, _ in rules.TOPICS if chosen.get(key)]
    if not keys:
        raise Refused(say("一样也没有选。"), say("什么也没有改。"), say("要的那一样写「是」。"))
    known = {row["title"] for row in t.sql("SELECT title FROM article WHERE version=? AND voided=0", (version,))}
    articles = [article for key in keys for article in topic(key)["articles"] if article["title"] not in known]
    first = t.sql("SELECT ifnull(max(line), 0) AS n FROM article WHERE version=? AND voided=0", (version,))[0]["n"]
    t.save_all("article", ({**article, "version": version, "line": n} for n, article in enumerate(articles, first + 1)))
    t.say(say("抄进{n}条：{titles}，照自己小区的情况改一改", n=len(articles),
              titles="、".join(article["title"] for article in articles)))  # fmt: skip
