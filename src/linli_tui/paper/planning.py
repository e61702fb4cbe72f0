"""Rows become plans: every sheet of a file understood, every row of it read and asked what it wants."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from linli_tui.core import clock
from linli_tui.core.refusal import Refused
from linli_tui.core.sheets import Context
from linli_tui.core.words import say
from linli_tui.paper.layout import Chosen, Layout
from linli_tui.paper.sheet_file import Cancelled, Grid, Stopped
from linli_tui.paper.sources import Listed, Row, Source, read

if TYPE_CHECKING:
    from linli_tui.book.book import Book

Progress = Callable[[int, int], None]
"""Called now and then with how much is done, and of how much."""
EVERY = 200
"""So many rows or records pass between two looks at whether somebody said stop."""
MOST_NAMED = 12
"""So many row numbers are named in a sentence."""


@dataclass(slots=True)
class Tracked:
    """How far a long act is: tells it now and then, and stops when somebody said stop."""

    progress: Progress | None = None
    cancelled: Cancelled | None = None
    whole: int = 0
    done: int = 0

    def step(self) -> None:
        """One more; raises Stopped when nobody wants the rest."""
        if self.done % EVERY == 0:
            if self.cancelled and self.cancelled():
                raise Stopped
            if self.progress:
                self.progress(self.done, self.whole)
        self.done += 1


@dataclass(slots=True)
class Understood:
    """A file that is understood: its sheets, and the names of those that are nothing of ours or hidden."""

    sources: list[Source]
    skipped: tuple[str, ...]
    context: Context
    hidden: tuple[str, ...] = ()
    order: dict[tuple[str, int], int] = field(default_factory=dict)

    @property
    def layouts(self) -> tuple[Layout, ...]:
        """How each list is laid out."""
        return tuple(source.reading.layout for source in self.sources if isinstance(source, Listed))

    @property
    def taken(self) -> tuple[tuple[str, str], ...]:
        """The columns that are taken: (title in the file, our title)."""
        return tuple(dict.fromkeys(pair for source in self.sources for pair in source.columns()))

    @property
    def not_taken(self) -> tuple[str, ...]:
        """The titles of columns that are not taken."""
        return tuple(dict.fromkeys(title for source in self.sources for title in source.not_taken()))

    def rows(self, tracked: Tracked) -> Iterator[Row]:
        """Every row of every sheet with what it asks for."""
        tracked.whole = sum(source.count() for source in self.sources)
        for source in self.sources:
            for row in source.rows(self.context):
                tracked.step()
                self.order[row.sheet, row.number] = len(self.order)
                yield row

    def said(self) -> Iterator[str]:
        """What a person should know besides: rows that are hidden or no data, sheets that were not read."""
        for source in self.sources:
            grid, left_out = source.grid, source.left_out()
            where = say("「{sheet}」里", sheet=grid.name) if grid.name else ""
            if grid.hidden_rows:
                yield say("{where}有{n}行是隐藏的，也读了。", where=where, n=grid.hidden_rows)
            if grid.hidden_columns:
                yield say("{where}有{n}列是隐藏的，也读了。", where=where, n=grid.hidden_columns)
            if left_out:
                rows = "、".join(map(str, left_out[:MOST_NAMED]))
                more = say("等{n}行", n=len(left_out)) if len(left_out) > MOST_NAMED else say("行")
                yield say("{where}第{rows}{more}是合计、签字或说明，没有当成数据。", where=where, rows=rows, more=more)
        if self.hidden:
            yield say("这些表是隐藏的，没有读：{names}。", names="、".join(self.hidden))


def understand(book: Book, name: str, grids: Iterable[Grid], chosen: Chosen) -> Understood:
    """The sheets of a file that are of ours, with their rows; Refused where there is none or they hold nothing."""
    context = Context(clock.today(), settings(book))
    sources: list[Source] = []
    skipped: dict[str, Refused] = {}
    hidden: list[str] = []
    for grid in grids:
        if grid.hidden:
            hidden.append(grid.name)
        elif grid.rows:
            try:
                sources.append(read(book, grid, chosen, context))
            except Refused as refused:
                skipped[grid.name] = refused
    if not sources:
        what = say("「{name}」里没有内容。", name=name)
        nothing = Refused(what, say("什么也没有写。"), say("请看看是不是选错了文件。"))
        raise next(iter(skipped.values()), nothing)
    if not any(source.count() for source in sources):
        raise Refused(say("表头下面一行内容也没有。"), say("什么也没有写。"), say("请看看是不是选错了文件。"))
    return Understood(sources, tuple(skipped), context, tuple(hidden))


def settings(book: Book) -> dict[str, str]:
    """The council's settings in force today."""
    if "setting" not in book.catalog.ledgers:
        return {}
    day = clock.today().isoformat()
    rows = book.read.sql(
        "SELECT key, value FROM setting WHERE voided=0 AND ifnull(since, '')<=? AND ifnull(until, '9999')>? "
        "ORDER BY ifnull(since, '')",
        (day, day),
    )
    return {row["key"]: row["value"] for row in rows}
