"""Rows become plans: every sheet of a file understood, every row of it read and asked what it wants."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from linli_tui.core import clock
from linli_tui.core.refusal import Refused
from linli_tui.core.sheets import Context, Doubt, Planned
from linli_tui.core.words import say
from linli_tui.paper import chat
from linli_tui.paper.layout import Chosen, Layout, read_layout
from linli_tui.paper.lines import Line, Reading
from linli_tui.paper.sheet_file import Cancelled, Grid, Stopped

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


@dataclass(frozen=True, slots=True)
class Row:
    """A row with what it asks for; `titles` are those of our columns."""

    sheet: str
    number: int
    planned: Planned
    line: Line
    titles: Mapping[str, str]

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What could not be read, and what the plan doubts."""
        return (*self.line.doubts, *self.planned.doubts)

    @property
    def whys(self) -> list[str]:
        """Why the row is refused, and what else is wrong with it."""
        said = [f"「{self.titles[doubt.field]}」：{doubt.why}" if doubt.field in self.titles else doubt.why
                for doubt in self.doubts]  # fmt: skip
        return [self.planned.refused, *said]


@dataclass(slots=True)
class Understood:
    """A file that is understood: its sheets with their readings, and the names of those that are no lists of ours."""

    readings: list[tuple[Reading, list[Line]]]
    skipped: tuple[str, ...]
    context: Context
    hidden: tuple[str, ...] = ()
    order: dict[tuple[str, int], int] = field(default_factory=dict)

    @property
    def layouts(self) -> tuple[Layout, ...]:
        """How each sheet is laid out."""
        return tuple(reading.layout for reading, _ in self.readings)

    @property
    def taken(self) -> tuple[tuple[str, str], ...]:
        """The columns that are taken: (title in the file, our title)."""
        columns = ((written, column.title) for layout in self.layouts for column, _, written in layout.columns)
        return tuple(dict.fromkeys(columns))

    @property
    def not_taken(self) -> tuple[str, ...]:
        """The titles of columns that are not taken."""
        return tuple(dict.fromkeys(title for layout in self.layouts for title in layout.not_taken))

    def rows(self, tracked: Tracked) -> Iterator[Row]:
        """Every row of every sheet with what it asks for."""
        tracked.whole = sum(len(lines) for _, lines in self.readings)
        for reading, lines in self.readings:
            form, titles = reading.layout.form, {column.name: column.title for column in reading.layout.form.columns}
            names = [column.name for column, _, _ in reading.layout.columns]
            facts = form.survey(names, [line.cells for line in lines], reading.layout.texts)
            context = Context(self.context.today, self.context.settings, facts)
            for line in lines:
                tracked.step()
                self.order[line.sheet, line.number] = len(self.order)
                yield Row(line.sheet, line.number, form.plan(line.cells, context), line, titles)

    def said(self) -> Iterator[str]:
        """What a person should know besides: rows that are hidden or no data, sheets that were not read."""
        for reading, _ in self.readings:
            grid = reading.layout.grid
            where = say("「{sheet}」里", sheet=grid.name) if grid.name else ""
            if grid.hidden_rows:
                yield say("{where}有{n}行是隐藏的，也读了。", where=where, n=grid.hidden_rows)
            if grid.hidden_columns:
                yield say("{where}有{n}列是隐藏的，也读了。", where=where, n=grid.hidden_columns)
            if reading.left_out:
                rows = "、".join(map(str, reading.left_out[:MOST_NAMED]))
                more = say("等{n}行", n=len(reading.left_out)) if len(reading.left_out) > MOST_NAMED else say("行")
                yield say("{where}第{rows}{more}是合计、签字或说明，没有当成住户。", where=where, rows=rows, more=more)
        if self.hidden:
            yield say("这些表是隐藏的，没有读：{names}。", names="、".join(self.hidden))


def understand(book: Book, name: str, grids: Iterable[Grid], chosen: Chosen) -> Understood:
    """The sheets of a file that are lists of ours, with their rows; Refused where there is none or they hold nothing."""
    context = Context(clock.today(), settings(book))
    readings: list[tuple[Reading, list[Line]]] = []
    skipped: dict[str, Refused] = {}
    hidden: list[str] = []
    for grid in grids:
        if grid.hidden:
            hidden.append(grid.name)
        elif grid.rows:
            try:
                layout = read_layout(chat.laid_out(grid, book.catalog) or grid, book.catalog, chosen)
            except Refused as refused:
                skipped[grid.name] = refused
            else:
                reading = Reading(layout, context.today)
                readings.append((reading, list(reading.lines())))
    if not readings:
        what = say("「{name}」里没有内容。", name=name)
        nothing = Refused(what, say("什么也没有写。"), say("请看看是不是选错了文件。"))
        raise next(iter(skipped.values()), nothing)
    if not any(lines for _, lines in readings):
        raise Refused(say("表头下面一行内容也没有。"), say("什么也没有写。"), say("请看看是不是选错了文件。"))
    return Understood(readings, tuple(skipped), context, tuple(hidden))


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
