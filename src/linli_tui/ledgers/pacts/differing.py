"""How two texts of a pact differ, article by article; an article is the same whatever its number; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from linli_tui.core.words import _

Row = Mapping[str, Any]
HOW = {"same": _("没有改"), "changed": _("改了"), "added": _("新加"), "dropped": _("去掉"), "moved": _("只换了位置")}


@dataclass(frozen=True, slots=True)
class Difference:
    """One article in both texts: how it differs (a key of HOW), as it was, as it is."""

    how: str
    old: Row | None
    new: Row | None


def identity(article: Row) -> str:
    """What an article is known by through all versions: the first of its kind."""
    return str(article.get("root") or article["id"])


def compare(old: Iterable[Row], new: Iterable[Row]) -> tuple[Difference, ...]:
    """Every article of both texts, in the order of the new one; what was dropped stands where it stood."""
    was = {identity(article): article for article in old}
    now = {identity(article): article for article in new}
    told = [Difference(_how(was.get(key), article), was.get(key), article) for key, article in now.items()]
    keys = list(was)
    for n, key in enumerate(keys):
        if key not in now:
            told.insert(_behind(told, keys[:n]), Difference("dropped", was[key], None))
    return tuple(told)


def changed(differences: Iterable[Difference]) -> Iterator[Difference]:
    """Those of which the words are others."""
    return (each for each in differences if each.how in ("changed", "added", "dropped"))


def _how(old: Row | None, new: Row) -> str:
    if old is None:
        return "added"
    if (old["title"], old["text"]) != (new["title"], new["text"]):
        return "changed"
    return "same" if old["line"] == new["line"] else "moved"


def _behind(told: Sequence[Difference], before: Sequence[str]) -> int:
    """The place behind the nearest article that stood before it."""
    places = {identity(each.old): n for n, each in enumerate(told) if each.old}
    return next((places[key] + 1 for key in reversed(before) if key in places), 0)
