"""What a card says about one record: its fields, its parts, and the records that refer to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from linli_tui.book import sealing
from linli_tui.core.ledger import Field, Ledger
from linli_tui.core.sealing import SHUT
from linli_tui.core.show import cell
from linli_tui.core.words import say
from linli_tui.ui.widgets.lines import GAP, Line

if TYPE_CHECKING:
    from linli_tui.book.book import Book

FEW: Final = 8
"""So many records of one kind are shown under another; the rest in its register."""

Row = dict[str, Any]


def title_of(ledger: Ledger, row: Row) -> str:
    """How a record is called in headings: 房屋 3幢2单元501室."""
    return say("{ledger} {label}", ledger=ledger.title, label=row.get(ledger.label) or say("（没有名字）"))


def state_of(book: Book, ledger: Ledger, row: Row) -> str:
    """The word for the state a record is in: voided, a state of its lifecycle, or nothing."""
    table = book.catalog.table(ledger)
    if row["voided"]:
        return say("已{word}", word=table.void)
    return table.lifecycle.title(row["state"]) if table.lifecycle else ""


def asked(field: Field, row: Row) -> bool:
    """Whether a field applies to a record."""
    return field.when is None or row.get(field.when[0]) in field.when[1]


def fields_of(ledger: Ledger, row: Row) -> tuple[list[Field], list[Field]]:
    """The columns a card shows of this record: those that say something, and the fields of its form left empty."""
    names = dict.fromkeys([*(["number"] if "number" in row else []), *ledger.columns, *(f.name for f in ledger.fields)])
    shown = [ledger.shown(name) for name in names if name != ledger.label or name in {f.name for f in ledger.fields}]
    form = {f.name for f in ledger.fields if f.in_form}
    own = {name for name, _ in ledger.fixed}
    full, empty = [], []
    for field in shown:
        if field.name in own or not asked(field, row) or field.name == "state":
            continue
        if cell(ledger, field.name, row) and not (field.kind == "ledger" and _record_field(ledger)):
            full.append(field)
        elif field.name in form:
            empty.append(field)
    return full, empty


def text(book: Book, ledger: Ledger, name: str, row: Row) -> str:
    """One column of a record in words; a record of a ledger that only the row names with that ledger's title."""
    field = ledger.shown(name)
    if field.kind not in ("ledger", "record") or not row.get(name):
        return _measured(field, cell(ledger, name, row))
    other = _other_ledger(ledger, row)
    called = book.read.named(field, str(row[name]), other)
    return f"{book.catalog.ledgers[other].title}  {called}" if field.kind == "record" and other else called


def _measured(field: Field, text: str) -> str:
    return say("{n}平方米", n=text) if text and field.kind == "area" else text


def leads_to(book: Book, ledger: Ledger, name: str, row: Row) -> str:
    """The ledger of the record a column refers to; "" where it refers to none, or that is not there any more."""
    field = ledger.shown(name)
    other = _other_ledger(ledger, row) if field.kind == "record" else field.ref
    record = row.get(name)
    return other if other in book.catalog.ledgers and record and book.read.get(other, str(record)) else ""


def _other_ledger(ledger: Ledger, row: Row) -> str:
    return next((str(row[f.name]) for f in ledger.fields if f.kind == "ledger" and row.get(f.name)), "")


def _record_field(ledger: Ledger) -> bool:
    return any(f.kind == "record" for f in ledger.fields)


def card(book: Book, ledger: Ledger, row: Row, *, whole: bool = False) -> Iterator[Line]:
    """All lines of a card. A field's id is `field:name`, a record's `ledger:id`, a register's `all:ledger`.

    What is withheld is read on the card that was opened, `whole`, not in passing beside a list; one that is shut is
    `unseal:name`.
    """
    full, empty = fields_of(ledger, row)
    if said := sealing.note(book, ledger):
        yield Line(text=said, style="$text-warning", wide=True)
    changeable = {f.name for f in ledger.fields if f.in_form}
    for field in full:
        name = f"field:{field.name}" if field.name in changeable else f"open:{field.name}"
        told = say("（打开看）") if field.withheld and not whole else text(book, ledger, field.name, row)
        yield Line(f"unseal:{field.name}" if told == say(SHUT) else name, field.title, told)
    if empty:
        yield Line(f"field:{empty[0].name}", say("没有填"), "、".join(f.title for f in empty), style="$text-muted")
    for part, link in related(book, ledger):
        yield from _section(book, ledger, part, link, row["id"])


def is_shown(book: Book, ledger: Ledger) -> bool:
    """Whether a ledger is spoken of: it is not hidden, or the setting that shows it says so."""
    return not ledger.hidden or bool(ledger.switch and book.setting(ledger.switch) == "yes")


def related(book: Book, ledger: Ledger) -> list[tuple[Ledger, Field]]:
    """The ledgers whose records are parts of this one's or refer to them, parts first, with the field that refers."""
    catalog = book.catalog
    parts = [(part, catalog.part_field(part)) for part in catalog.parts(ledger) if not part.base]
    table = catalog.table(ledger)
    others = [
        (other, field)
        for other in catalog.ledgers.values()
        if is_shown(book, other) and other not in [part for part, _ in parts]
        for field in other.refs
        if field.in_form and catalog.table(field.ref) is table and field.ref in (ledger.name, table.name)
    ]
    return parts + others


def _section(book: Book, ledger: Ledger, part: Ledger, link: Field, record: str) -> Iterator[Line]:
    from linli_tui.book.reading import Query

    is_part = part.part_of in (ledger.name, ledger.table)
    query = Query(part.name, filters=((link.name, record),))
    rows = book.read.parts(part.name, record) if is_part else book.read.page(query, limit=FEW + 1)
    if not rows and not is_part:
        return
    yield GAP
    count = len(rows) if is_part else book.read.count(query)
    note = say("{n} 条", n=count) if count else say("还没有")
    yield Line(text=part.title, style="bold $text-accent", note=note, wide=True)
    for row in rows if is_part else rows[:FEW]:
        yield Line(f"{part.name}:{row['id']}", "", line_of(part, row, link.name), state_of(book, part, row), wide=True)
    if not is_part and count > FEW:
        more = say("还有 {n} 条，全部看", n=count - FEW)
        yield Line(f"all:{part.name}:{link.name}", "", more, style="$text-accent", wide=True)


def line_of(ledger: Ledger, row: Row, without: str = "") -> str:
    """A record in one line: its columns but for the one everybody knows; figures and days with their titles."""
    said = []
    for field in (ledger.shown(name) for name in ledger.columns if name not in (without, "state")):
        if text := cell(ledger, field.name, row):
            said.append(f"{field.title} {text}" if field.kind in ("int", "date") else _measured(field, text))
    return "  ".join(said) or str(row.get(ledger.label) or "")
