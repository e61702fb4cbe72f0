"""What a form asks and what becomes of the answers: a new record, a change, a move, an action, an end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from linli_tui.book import acting, dated, sealing, writing
from linli_tui.book.change import Change
from linli_tui.book.rights import masked
from linli_tui.core import clock
from linli_tui.core.access import WRITE
from linli_tui.core.ledger import Action, Field, Ledger, Move
from linli_tui.core.sealing import UNSEALED
from linli_tui.core.words import say
from linli_tui.ui import cards
from linli_tui.ui.host import Seat

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """A form before it is shown: fields, the stored values they begin with, and `save` for what was answered.

    `whole` gives save all answers; otherwise only those that differ. `draft` is (ledger, record) to keep it under.
    What `save` gives is the answer of the form; with `again` it can be filled in once more, and the last one counts.
    An act of `two` is vouched for by a second person before it is saved, who is passed as `second`.
    """

    title: str
    fields: tuple[Field, ...]
    start: Row
    save: Callable[[Row], Any]
    whole: bool = True
    note: str = ""
    draft: tuple[str, str] | None = None
    at: str = ""
    button: str = ""
    again: bool = False
    two: str = ""
    about: Row = field(default_factory=dict)


def new(seat: Seat, ledger: Ledger, given: Row | None = None, start: Row | None = None) -> Asked:
    """A new record: `given` values are settled and not asked, `start` values stand in the form.

    Raises Refused for whom the ledger is not to be written.
    """
    seat.book.rights.refuse(WRITE, ledger.name)
    given = given or {}
    fields = tuple(_hinted(seat, f) for f in ledger.fields if f.in_form and f.name not in given)
    names = {f.name for f in fields}
    begins = {f.name: f.default for f in fields} | {n: v for n, v in (start or {}).items() if n in names}

    def save(values: Row) -> Change:
        kept = {name: value for name, value in values.items() if value is not None}
        return writing.write(seat.book, seat.actor, ledger.name, {**given, **kept})

    about = "、".join(
        filter(None, (seat.book.read.label(ledger.field(n).ref, v) for n, v in given.items() if ledger.field(n).ref))
    )
    title = say("登记{ledger}", ledger=ledger.title) + (f"  {about}" if about else "")
    draft = (ledger.name, "") if not given else None
    return Asked(title, fields, begins, save, note=sealing.note(seat.book, ledger), draft=draft, about=given)


def change(seat: Seat, ledger: Ledger, record: str, at: str = "") -> Asked:
    """Changing a record; a dated fact is corrected. What stands there masked and is left so is kept as it is.

    Raises Refused for whom the ledger is not to be written.
    """
    seat.book.rights.refuse(WRITE, ledger.name)
    row = seat.book.read.get(ledger.name, record) or {}
    link = seat.book.catalog.part_field(ledger).name if ledger.part_of else ""
    fields = tuple(_hinted(seat, f) for f in ledger.fields if f.in_form and f.name != link)

    def save(values: Row) -> Change:
        values = without_masks(seat, ledger, record, values)
        if ledger.dated and not ledger.writes:
            return dated.correct(seat.book, seat.actor, ledger.name, record, values)
        return writing.write(seat.book, seat.actor, ledger.name, values, record)

    verb = say("更正") if ledger.dated else say("修改")
    title = f"{verb}{ledger.title}  {row.get(ledger.label) or ''}"
    note = sealing.note(seat.book, ledger)
    return Asked(title, fields, row, save, whole=False, note=note, draft=(ledger.name, record), at=at, about=row)


def move(seat: Seat, ledger: Ledger, row: Row, made: Move, done: str = "") -> Asked:
    """A change of state, with what it asks for; `done` says what was done where the move's title does not."""
    fields = tuple(
        replace(_hinted(seat, ledger.field(name)), required=name in made.needs or ledger.field(name).required)
        for name in made.asks
    )

    def save(values: Row) -> Change:
        asked = without_masks(seat, ledger, row["id"], values)
        return acting.move(seat.book, seat.actor, ledger.name, made.key, row["id"], done, **asked)

    start = {f.name: row.get(f.name) if row.get(f.name) is not None else _default(f) for f in fields}
    return Asked(f"{made.title}  {row.get(ledger.label) or ''}", fields, start, save, note=made.confirm, about=row)


def action(seat: Seat, ledger: Ledger, row: Row, done: Action) -> Asked:
    """An action of the area's service, with what it asks for."""

    def save(values: Row) -> Change:
        return acting.act(seat.book, seat.actor, ledger.name, done.key, row["id"], **values)

    start = {f.name: _default(f) for f in done.asks}
    title = f"{done.title}  {cards.title_of(ledger, row)}"
    two = done.title if done.two else ""
    return Asked(title, done.asks, start, save, note=done.confirm, about=row, two=two)


def question(seat: Seat, ledger: Ledger, row: Row, asking: Action) -> Asked:
    """A question to the area's service, with what it asks for; saving gives the text to read."""

    def read(values: Row) -> str:
        return acting.ask(seat.book, seat.actor, ledger.name, asking.key, row["id"], **values)

    start = {f.name: _default(f) for f in asking.asks}
    title = f"{asking.title}  {cards.title_of(ledger, row)}"
    return Asked(title, asking.asks, start, read, button=say("看"), about=row)


def end(seat: Seat, ledger: Ledger, row: Row) -> Asked:
    """A dated fact holds no longer from a day on."""
    on = Field("on", say("从哪天起不再算"), "date", required=True)

    def save(values: Row) -> Change:
        return dated.end(seat.book, seat.actor, ledger.name, row["id"], values["on"])

    return Asked(say("结束  {name}", name=cards.title_of(ledger, row)), (on,), {"on": _default(on)}, save, about=row)


def without_masks(seat: Seat, ledger: Ledger, record: str, values: Row) -> Row:
    """The answers but for those that only repeat the mask of what is written, which stays as it is."""
    with seat.book.rights.bare():
        whole = seat.book.read.get(ledger.name, record) or {}

    def repeats(name: str, value: Any) -> bool:
        mask, written = ledger.shown(name).mask, whole.get(name)
        return bool(mask and written and value != written and value == masked(mask, str(written)))

    return {name: value for name, value in values.items() if not repeats(name, value)}


def _hinted(seat: Seat, field: Field) -> Field:
    """A field without the warning that nothing is sealed, once it is."""
    return replace(field, hint="") if field.hint == UNSEALED and sealing.exists(seat.book) else field


def _default(field: Field) -> Any:
    """What stands in a field of an action at first: its default, and today for a day that must be told."""
    return (
        clock.today().isoformat()
        if field.default is None and field.kind == "date" and field.required
        else field.default
    )
