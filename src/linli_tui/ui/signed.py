"""Who sits at the book, as the top line says it: the name, and the post as this kind of body calls it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli_tui.core.access import CARETAKER
from linli_tui.core.words import say

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.core.access import Actor


def signed_in(book: Book, actor: Actor) -> str:
    """「孙玉兰 会长」; "" before anybody has signed in, and in a book that has no keys yet."""
    if actor.is_owner or not actor.id:
        return ""
    post = _post(book, actor)
    return say("{name} {post}", name=actor.name, post=post) if post else actor.name


def _post(book: Book, actor: Actor) -> str:
    """The highest of the posts."""
    if actor.is_caretaker:
        return say("看守")
    ledger = book.catalog.ledgers.get("post")
    first = next((post for post in actor.posts if post != CARETAKER), "")
    if not first or ledger is None:
        return ""
    from linli_tui.core.data import read_toml

    own = {"building_head": book.setting("words.house_head")} | read_toml("rules", "bodies.toml").get(
        book.setting("body.kind"), {}
    ).get("posts", {})
    return str(own.get(first) or dict(ledger.field("post").choices).get(first, "").partition("（")[0])
