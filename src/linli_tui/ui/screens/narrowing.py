"""Narrowing and ordering a list: which value of which column, in which order; and saying so in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from linli_tui.book.reading import Query
from linli_tui.core import clock, kinds
from linli_tui.core.ledger import Catalog, Ledger
from linli_tui.core.words import say
from linli_tui.ui import exact
from linli_tui.ui.widgets.digits import Choice

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.ui.screens.page import PageScreen


PLACEHOLDER = 42
"""Cells for naming the columns that are looked into."""
MANY = 3
"""So many values of one column are named; of more only the first."""
MOST = 40
"""So many values of a column are offered, the commonest."""


def searched(catalog: Catalog, ledger: Ledger) -> str:
    """What the filter of a list looks into, in the ledger's own words; a title that says what another says is left out.

    What a paper at a door has on it comes first: the room.
    """
    label = ledger.shown(ledger.label).title
    columns = [(d.find, d.title or label) for d in ledger.derived] + [(f.find, f.title) for f in ledger.fields]
    found = [say("房号")] if exact.by_room(catalog, ledger) else []
    for how, title in columns:
        if how and not any(other in title for other in found):
            found += [title, say("拼音首字母")] if how == "name" else [title]
    words = say("直接打字")
    for n, title in enumerate(found):
        longer = say("{words}、{title}", words=words, title=title) if n else say("直接打字：{title}", title=title)
        words = longer if cell_len(longer) <= PLACEHOLDER else words
    return words


def words(book: Book, query: Query) -> str:
    """What a list is narrowed by, as a person says it."""
    ledger = book.catalog.ledgers[query.ledger]
    said = [text(book, ledger, name, value) for name, value in query.filters]
    if query.voided:
        said.append(say("已{word}的", word=book.catalog.table(ledger).void))
    if query.on:
        said.append(say("现在的"))
    return "、".join(said)


def counted(book: Book, query: Query, shown: int, marked: int) -> str:
    """What a list is narrowed by, how many rows are shown of how many, and how many are marked."""
    whole = replace(query, words="", filters=(), on="", voided=False)
    everything = book.read.count(whole) if query != whole else shown
    said = [words(book, query), say("共 {n} 条，显示 {m} 条", n=everything, m=shown)]
    said.append(say("勾了 {n} 条", n=marked) if marked else "")
    return "  ".join(filter(None, said))


def text(book: Book, ledger: Ledger, name: str, value: Any) -> str:
    """One value of a column, or several: a record by its name, a choice by its title."""
    if isinstance(value, tuple):
        each = [text(book, ledger, name, one) for one in value]
        return "、".join(each) if len(each) <= MANY else say("{first}等 {n} 种", first=each[0], n=len(each))
    field = book.catalog.table(ledger).shown(name)
    if field.ref or _ref(book, ledger, name):
        return book.read.label(field.ref or _ref(book, ledger, name), str(value)) or say("没有")
    if field.kind == "ledger" and value:
        return book.read.named(field, str(value), "")
    if field.kind == "flag" and not value:
        return say("不是")
    return kinds.show(field, value) or say("没有")


def _ref(book: Book, ledger: Ledger, name: str) -> str:
    """The ledger a derived column points into: it bears that ledger's name."""
    return name if name in book.catalog.ledgers and any(d.name == name for d in ledger.derived) else ""


def offers(catalog: Catalog, ledger: Ledger, query: Query) -> Iterator[Choice]:
    """How a list can be turned, as lines of a menu."""
    table = catalog.table(ledger)
    if ledger.filters or query.filters:
        yield Choice("query('narrow')", say("按类别筛"), "、".join(ledger.shown(name).title for name in ledger.filters))
    if len(ledger.sorts) > 1:
        yield Choice("query('sort')", say("换个次序"), "、".join(sort.title for sort in ledger.sorts))
    if table.dated:
        yield Choice("query('hold')", say("以前的也看") if query.on else say("看现在的"))
    voided = say("看没有{word}的", word=table.void) if query.voided else say("看已{word}的", word=table.void)
    yield Choice("query('voided')", voided)


async def turned(page: PageScreen[Any], ledger: Ledger, query: Query, kind: str) -> Query | None:
    """The list turned one of those ways; None when nothing was chosen. Only inside a flow."""
    if kind == "narrow":
        return await narrow(page, ledger, query)
    if kind == "sort":
        return await sort(page, ledger, query)
    if kind == "hold":
        return replace(query, on="" if query.on else clock.today().isoformat())
    return replace(query, voided=not query.voided)


async def narrow(page: PageScreen[Any], ledger: Ledger, query: Query) -> Query | None:
    """Asks which column and which value; None when nothing was chosen."""
    titles = [Choice(name, _title(page.book, ledger, name)) for name in ledger.filters]
    if query.filters:
        titles.append(Choice("", say("看全部")))
    if not titles:
        return None
    name = await page.choose(say("按什么筛？"), titles) if len(titles) > 1 else titles[0].id
    if not name:
        return replace(query, filters=()) if query.filters else None
    ref = ledger.shown(name).ref or _ref(page.book, ledger, name)
    if ref:
        from linli_tui.ui.screens.picker import PickerScreen

        value = await page.ask(PickerScreen(page.host.catalog.ledgers[ref]))
    else:
        value = await _value(page, ledger, name, query)
    if value is None:
        return None
    kept = tuple(pair for pair in query.filters if pair[0] != name)
    return replace(query, filters=(*kept, (name, value)))


def _title(book: Book, ledger: Ledger, name: str) -> str:
    ref = _ref(book, ledger, name)
    return book.catalog.ledgers[ref].title if ref else ledger.shown(name).title


async def _value(page: PageScreen[Any], ledger: Ledger, name: str, query: Query) -> Any:
    field = ledger.shown(name)
    found = page.book.read.sql(
        f'SELECT "{name}" AS value, count(*) AS n FROM "{ledger.name}" WHERE voided=? '
        f"GROUP BY 1 ORDER BY 2 DESC LIMIT {MOST}",
        (int(query.voided),),
    )
    order = {key: place for place, (key, _) in enumerate(field.choices)}
    found.sort(key=lambda row: order.get(row["value"], 99))
    values = [row["value"] for row in found]
    choices = [
        Choice(str(n), text(page.book, ledger, name, row["value"]), say("{n} 条", n=row["n"]))
        for n, row in enumerate(found)
    ]
    chosen = await page.choose(say("{title}：只看哪些？", title=field.title), choices) if choices else ""
    return values[int(chosen)] if chosen else None


async def sort(page: PageScreen[Any], ledger: Ledger, query: Query) -> Query | None:
    """Asks for an order; the one in use is turned round when it is chosen again."""
    now = query.sort or ledger.sorts[0].name
    notes = {True: say("现在是倒着的"), False: say("现在这样，再选就倒过来")}
    choices = [Choice(s.name, s.title, notes[query.descending] if s.name == now else "") for s in ledger.sorts]
    chosen = await page.choose(say("按什么次序看？"), choices)
    if not chosen:
        return None
    return replace(query, sort=chosen, descending=not query.descending if chosen == now else False)
