"""A spreadsheet becomes records: read, understood, compared with the book, shown, and written only when confirmed.

`preview` writes nothing. `apply` writes what a preview showed, as one change. The same file again changes nothing.
Counts are of records; rows are numbered as the spreadsheet numbers them, the header included.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linli_tui.book import desk
from linli_tui.core import kinds
from linli_tui.core.access import Actor
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.paper import beside, collector
from linli_tui.paper.drafts import Beside, Gathering, Wanted, batches
from linli_tui.paper.layout import Chosen, Layout
from linli_tui.paper.matching import Matching
from linli_tui.paper.planning import Progress, Tracked, understand
from linli_tui.paper.sheet_file import Cancelled, Stopped, read_grids
from linli_tui.paper.sources import Row

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.change import Change

__all__ = ["Edit", "Preview", "Remark", "Stopped", "Wanted", "apply", "preview"]

REMEMBERED = "sheet:"
"""Under this and its shape the desk remembers what somebody chose for the columns of a sheet."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something said about a row: the sheet, the number the spreadsheet shows, and the sentence."""

    sheet: str
    row: int
    why: str


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
    """What an import would do.

    `taken` are (title in the file, our title), `skipped` sheets without a known header, `said` what else a person
    should know. `held` are records that are not made because something stands against them; `left` are the refused
    rows as they were.
    """

    path: Path
    records: tuple[Wanted, ...]
    edits: tuple[Edit, ...]
    doubtful: tuple[Remark, ...]
    refused: tuple[Remark, ...]
    taken: tuple[tuple[str, str], ...]
    not_taken: tuple[str, ...]
    skipped: tuple[str, ...]
    said: tuple[str, ...]
    head: tuple[str, int]
    held: tuple[Wanted, ...] = ()
    besides: tuple[Beside, ...] = ()
    layouts: tuple[Layout, ...] = ()
    left: tuple[Row, ...] = ()
    chosen: Chosen | None = None

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
        """All records of one ledger the file speaks of, whether they are made or held."""
        return [wanted for wanted in (*self.records, *self.held) if wanted.ledger.name == ledger]


def preview(
    book: Book,
    path: Path,
    *,
    columns: Chosen | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Preview:
    """What importing a file would do; writes nothing. Raises Refused when the file cannot be read or understood.

    `columns` are what somebody chose for sheets of a shape; what was chosen before is remembered.
    """
    book.rights.refuse("import")
    with collector.resting(), book.rights.wide():
        return _preview(book, path, columns, Tracked(progress, cancelled))


def _preview(book: Book, path: Path, columns: Chosen | None, tracked: Tracked) -> Preview:
    chosen = {**_remembered(book), **(columns or {})}
    understood = understand(book, path.name, read_grids(path, tracked.cancelled), chosen)
    gathering, left, besides = Gathering(book.catalog.ledgers), [], []
    for row in understood.rows(tracked):
        if row.planned.refused:
            left.append(row)
            continue
        for draft in row.planned.drafts:
            gathering.add(draft, row.sheet, row.number)
        besides += [(row, doubt) for doubt in row.doubts]
    records = gathering.records()
    matching = Matching(book)
    matching.find(records)
    beside_rows = [_beside(gathering, row, doubt) for row, doubt in besides]
    doubts = tuple(beside.unsettled(book, (*beside_rows, *gathering.besides, *matching.besides)))
    order = understood.order
    return Preview(
        path=path,
        records=tuple(wanted for wanted in records if not wanted.held),
        edits=tuple(_edits(book, records)),
        doubtful=_by_row((Remark(doubt.sheet, doubt.row, doubt.said) for doubt in doubts), order),
        refused=_by_row((Remark(row.sheet, row.number, why) for row in left for why in row.whys), order),
        taken=understood.taken,
        not_taken=understood.not_taken,
        skipped=understood.skipped,
        said=(*understood.said(), *_said_of_held(records)),
        head=_head(book),
        held=tuple(wanted for wanted in records if wanted.held),
        besides=doubts,
        layouts=understood.layouts,
        left=tuple(left),
        chosen=columns,
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
    ids = {wanted: wanted.id for wanted in (*shown.records, *shown.held)}
    tracked = Tracked(progress, cancelled, len(writing))
    at = ""

    def rows(members: list[Wanted]) -> Iterator[dict[str, Any]]:
        nonlocal at
        for wanted in members:
            tracked.step()
            at = _where(wanted)
            refs = {name: ids[other] for name, other in wanted.refs.items() if ids[other]}
            if wanted.id:
                yield {"id": wanted.id, **{name: refs.get(name, value) for name, value in wanted.changes.items()}}
            else:
                yield {**wanted.draft.fresh, **wanted.draft.values, **refs}

    with collector.resting(), book.transaction(actor, "import", why=shown.path.name) as t:
        try:
            for ledger, members in batches(writing):
                ids.update(zip(members, t.save_all(ledger, rows(members)), strict=True))
        except Stopped:
            raise
        except Refused as refused:
            what = say("{where}存不进去：{what}", where=at, what=refused.what)
            raise Refused(what, say("什么也没有写。"), refused.do or say("请改一改表格，再导入。")) from refused
        doubts = beside.rows(book, shown.besides, ids, shown.path.name)
        if doubts:
            beside.lay(t, doubts)
        t.say(_said(shown, len(doubts)))
    for shape, columns in (shown.chosen or {}).items():
        desk.remember(book, REMEMBERED + shape, dict(columns))
    return t.change


def _remembered(book: Book) -> Chosen:
    rows = book.connection.execute("SELECT key FROM desk_memory WHERE key GLOB ?", (f"{REMEMBERED}*",))
    return {key.removeprefix(REMEMBERED): desk.recall(book, key) for (key,) in rows.fetchall()}


def _beside(gathering: Gathering, row: Row, doubt: Any) -> Beside:
    found = beside.about(row.planned, doubt)
    title = row.titles.get(doubt.field, "")
    if found is None:
        return Beside(None, "", doubt.typed, doubt.why, row.sheet, row.number, title)
    to, field = found
    return Beside(gathering.to(to), field, doubt.typed if field else "", doubt.why, row.sheet, row.number, title)


def _head(book: Book) -> tuple[str, int]:
    from linli_tui.book import journal

    return book.epoch, journal.head(book.connection, book.epoch)[0]


def _edits(book: Book, records: Iterable[Wanted]) -> Iterator[Edit]:
    for wanted in records:
        if wanted.changes:
            fields = tuple(_field(book, wanted, name) for name in wanted.changes)
            label = beside.called(book, wanted.ledger.name, wanted.id)
            yield Edit(wanted.ledger.title, label, wanted.sheet, wanted.row, fields)


def _field(book: Book, wanted: Wanted, name: str) -> tuple[str, str, str]:
    declared = wanted.ledger.field(name)
    old, new = beside.told(book, declared, wanted.old[name], wanted.ledger), wanted.changes[name]
    if not declared.ref:
        return declared.title, old, kinds.show(declared, new)
    other = wanted.refs.get(name)
    return declared.title, old, other.called if other else beside.called(book, declared.ref, new)


def _by_row(remarks: Iterable[Remark], order: dict[tuple[str, int], int]) -> tuple[Remark, ...]:
    """One remark for a row, in the order of the file."""
    whys: dict[tuple[str, int], dict[str, None]] = {}
    for remark in remarks:
        whys.setdefault((remark.sheet, remark.row), {})[remark.why.rstrip("。")] = None
    return tuple(Remark(*place, "；".join(whys[place]) + "。") for place in sorted(whys, key=lambda p: order.get(p, 0)))


def _where(wanted: Wanted) -> str:
    row = say("第{row}行", row=wanted.row)
    return f"「{wanted.sheet}」{row}" if wanted.sheet else row


def _said_of_held(records: Iterable[Wanted]) -> Iterator[str]:
    held = sum(wanted.held for wanted in records)
    if held:
        yield say("有{n}条和台账里的对不上，放在待核里，台账里的没有动。", n=held)


def _said(shown: Preview, doubts: int) -> str:
    new, changed = sum(shown.new.values()), sum(shown.changed.values())
    if not new and not changed and not doubts:
        return say("「{name}」里的内容台账里都有了，什么也没有改", name=shown.path.name)
    done = say("已导入「{name}」：新登记{new}条，修改{changed}条", name=shown.path.name, new=new, changed=changed)
    return done + (say("，待核{n}条", n=doubts) if doubts else "")
