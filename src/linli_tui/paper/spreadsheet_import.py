"""A spreadsheet becomes records: read, understood, compared with the book, shown, and written only when confirmed.

`preview` writes nothing. `apply` writes what a preview showed, as one change. The same file again changes nothing.
Counts are of records; rows are numbered as the spreadsheet numbers them, the header included.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linli_tui.core import clock, kinds
from linli_tui.core.access import Actor
from linli_tui.core.refusal import Refused
from linli_tui.core.sheets import Context, Planned
from linli_tui.core.words import say
from linli_tui.paper.drafts import Gathering, Remark, Wanted, batches
from linli_tui.paper.layout import Layout, Line, read_layout, read_lines
from linli_tui.paper.matching import Matching
from linli_tui.paper.sheet_file import read_grids

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.change import Change

Progress = Callable[[int, int], None]
"""Called now and then with how much is done, and of how much."""
Cancelled = Callable[[], bool]
EVERY = 200
"""So many rows or records pass between two looks at `cancelled`."""


class Stopped(Refused):
    """The person said stop; nothing was written."""

    def __init__(self) -> None:
        super().__init__(say("已经停下。"), say("什么也没有写。"))


@dataclass(frozen=True, slots=True)
class Edit:
    """A record that would be changed: the ledger's title, how it is called, and (title, old, new) of its fields."""

    ledger: str
    label: str
    sheet: str
    row: int
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do; `taken` are (title in the file, our title), `skipped` sheets without a known header."""

    path: Path
    records: tuple[Wanted, ...]
    edits: tuple[Edit, ...]
    doubtful: tuple[Remark, ...]
    refused: tuple[Remark, ...]
    taken: tuple[tuple[str, str], ...]
    not_taken: tuple[str, ...]
    skipped: tuple[str, ...]
    head: tuple[str, int]

    @property
    def new(self) -> Counter[str]:
        """New records by the name of their ledger."""
        return Counter(wanted.ledger.name for wanted in self.records if not wanted.id)

    @property
    def changed(self) -> Counter[str]:
        """Records that would be changed."""
        return Counter(wanted.ledger.name for wanted in self.records if wanted.changes)

    @property
    def unchanged(self) -> Counter[str]:
        """Records that are in the book as the file has them."""
        known = {wanted.id: wanted for wanted in reversed(self.records) if wanted.id and wanted.says_something}
        return Counter(wanted.ledger.name for wanted in known.values() if not wanted.changes)

    def of(self, ledger: str) -> list[Wanted]:
        """All records of one ledger the file speaks of."""
        return [wanted for wanted in self.records if wanted.ledger.name == ledger]


def preview(book: Book, path: Path, *, progress: Progress | None = None, cancelled: Cancelled | None = None) -> Preview:
    """What importing a file would do; writes nothing. Raises Refused when the file cannot be read or understood."""
    layouts, skipped = _read_layouts(book, path)
    gathering = Gathering(book.catalog.ledgers)
    doubtful: list[Remark] = []
    refused: list[Remark] = []
    lines = [(layout, line) for layout in layouts for line in read_lines(layout, clock.today())]
    if not lines:
        raise Refused(say("表头下面一行内容也没有。"), say("什么也没有写。"), say("请看看是不是选错了文件。"))
    for (layout, line), planned in zip(lines, _plan(book, lines, progress, cancelled), strict=True):
        titles = {column.name: column.title for column in layout.sheet.columns}
        doubts = [
            f"「{titles[doubt.field]}」：{doubt.why}" if doubt.field in titles else doubt.why
            for doubt in (*line.doubts, *planned.doubts)
        ]
        if planned.refused:
            refused += [Remark(line.sheet, line.number, why) for why in (planned.refused, *doubts)]
            continue
        doubtful += [Remark(line.sheet, line.number, why) for why in doubts]
        for draft in planned.drafts:
            gathering.add(draft, line.sheet, line.number)
    records = gathering.records()
    columns = [(written, column.title) for layout in layouts for column, _, written in layout.columns]
    matching = Matching(book)
    matching.find(records)
    return Preview(
        path=path,
        records=tuple(records),
        edits=tuple(_edits(book, records)),
        doubtful=_by_row((*doubtful, *gathering.remarks, *matching.remarks), lines),
        refused=_by_row(refused, lines),
        taken=tuple(dict.fromkeys(columns)),
        not_taken=tuple(dict.fromkeys(title for layout in layouts for title in layout.not_taken)),
        skipped=tuple(skipped),
        head=_head(book),
    )


def apply(
    book: Book, actor: Actor, shown: Preview, *, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> Change:
    """Writes what a preview showed, all of it or nothing, as one change that can be undone as one.

    Raises Refused when the book was changed since, or when a record cannot be saved; Stopped when cancelled.
    """
    if shown.head != _head(book):
        raise Refused(say("看过以后，台账又改过了。"), say("什么也没有写。"), say("请再看一次，然后确认。"))
    writing = [wanted for wanted in shown.records if not wanted.id or wanted.changes]
    ids = {wanted: wanted.id for wanted in shown.records}
    done = 0
    at = ""

    def rows(members: list[Wanted]) -> Iterator[dict[str, Any]]:
        nonlocal done, at
        for wanted in members:
            _look_up(done, len(writing), progress, cancelled)
            done, at = done + 1, _where(wanted)
            refs = {name: ids[other] for name, other in wanted.refs.items()}
            if wanted.id:
                yield {"id": wanted.id, **{name: refs.get(name, value) for name, value in wanted.changes.items()}}
            else:
                yield {**wanted.draft.fresh, **wanted.draft.values, **refs}

    with book.transaction(actor, "import", why=shown.path.name) as t:
        try:
            for ledger, members in batches(writing):
                ids.update(zip(members, t.save_all(ledger, rows(members)), strict=True))
        except Stopped:
            raise
        except Refused as refused:
            what = say("{where}存不进去：{what}", where=at, what=refused.what)
            raise Refused(what, say("什么也没有写。"), refused.do or say("请改一改表格，再导入。")) from refused
        t.say(_said(shown))
    return t.change


def _read_layouts(book: Book, path: Path) -> tuple[list[Layout], list[str]]:
    """The sheets that are understood, and the names of those that are not; Refused when none is."""
    layouts: list[Layout] = []
    skipped: dict[str, Refused] = {}
    for grid in read_grids(path):
        try:
            if grid.rows:
                layouts.append(read_layout(grid, book.catalog))
        except Refused as refused:
            skipped[grid.name] = refused
    if not layouts:
        what = say("「{name}」里没有内容。", name=path.name)
        nothing = Refused(what, say("什么也没有写。"), say("请看看是不是选错了文件。"))
        raise next(iter(skipped.values()), nothing)
    return layouts, list(skipped)


def _plan(
    book: Book, lines: list[tuple[Layout, Line]], progress: Progress | None, cancelled: Cancelled | None
) -> Iterator[Planned]:
    context = Context(clock.today(), _settings(book))
    for done, (layout, line) in enumerate(lines):
        _look_up(done, len(lines), progress, cancelled)
        yield layout.area.load(layout.sheet.plan)(line.cells, context)


def _look_up(done: int, whole: int, progress: Progress | None, cancelled: Cancelled | None) -> None:
    if done % EVERY == 0:
        if cancelled and cancelled():
            raise Stopped
        if progress:
            progress(done, whole)


def _settings(book: Book) -> dict[str, str]:
    if "setting" not in book.catalog.ledgers:
        return {}
    day = clock.today().isoformat()
    rows = book.read.sql(
        "SELECT key, value FROM setting WHERE voided=0 AND ifnull(since, '')<=? AND ifnull(until, '9999')>? "
        "ORDER BY ifnull(since, '')",
        (day, day),
    )
    return {row["key"]: row["value"] for row in rows}


def _head(book: Book) -> tuple[str, int]:
    from linli_tui.book import journal

    return book.epoch, journal.head(book.connection, book.epoch)[0]


def _edits(book: Book, records: Iterable[Wanted]) -> Iterator[Edit]:
    for wanted in records:
        if wanted.changes:
            fields = tuple(_field(book, wanted, name) for name in wanted.changes)
            label = book.read.label(wanted.ledger.name, wanted.id)
            yield Edit(wanted.ledger.title, label, wanted.sheet, wanted.row, fields)


def _field(book: Book, wanted: Wanted, name: str) -> tuple[str, str, str]:
    declared = wanted.ledger.field(name)
    if not declared.ref:
        return declared.title, kinds.show(declared, wanted.old[name]), kinds.show(declared, wanted.changes[name])
    other, old = wanted.refs[name], wanted.old[name]
    new = book.read.label(declared.ref, other.id) if other.id else str(other.value(other.ledger.label) or "")
    return declared.title, book.read.label(declared.ref, old) if old else "", new


def _by_row(remarks: Iterable[Remark], lines: list[tuple[Layout, Line]]) -> tuple[Remark, ...]:
    """One remark for a row, in the order of the file."""
    whys: dict[tuple[str, int], dict[str, None]] = {}
    for remark in remarks:
        whys.setdefault((remark.sheet, remark.row), {})[remark.why.rstrip("。")] = None
    order = [(line.sheet, line.number) for _, line in lines]
    return tuple(Remark(*place, "；".join(whys[place]) + "。") for place in order if place in whys)


def _where(wanted: Wanted) -> str:
    row = say("第{row}行", row=wanted.row)
    return f"「{wanted.sheet}」{row}" if wanted.sheet else row


def _said(shown: Preview) -> str:
    new, changed = sum(shown.new.values()), sum(shown.changed.values())
    if not new and not changed:
        return say("「{name}」里的内容台账里都有了，什么也没有改", name=shown.path.name)
    return say("已导入「{name}」：新登记{new}条，修改{changed}条", name=shown.path.name, new=new, changed=changed)
