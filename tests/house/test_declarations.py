"""Every string in a declaration that names code, a column or a ledger names something that is there."""

from __future__ import annotations

import pytest

from linli_tui.book.engine import tables  # noqa: F401  the book room imports cleanly without an area
from linli_tui.core import kinds
from linli_tui.core.ledger import AUDIENCES, Ledger
from linli_tui.ledgers import catalog

CATALOG = catalog()
LEDGERS = sorted(CATALOG.ledgers)
SYSTEM = {"id", "voided", "number", "state"}


def _columns(ledger: Ledger) -> set[str]:
    table = CATALOG.table(ledger)
    named = {f.name for f in table.fields} | {d.name for d in table.derived}
    return named | {c.name for c in ledger.computed} | SYSTEM


def test_digits_names_and_titles_are_given_once():
    digits = [area.digit for area in CATALOG.areas]
    assert len(set(digits)) == len(digits) and set("".join(digits)) <= set("123456789")
    assert not any(other != digit and other.startswith(digit) for digit in digits for other in digits)
    assert len(CATALOG.ledgers) == sum(len(area.ledgers) for area in CATALOG.areas)
    titles = [ledger.title for ledger in CATALOG.ledgers.values()]
    assert len(set(titles)) == len(titles)
    codes = [ledger.numbered for ledger in CATALOG.tables() if ledger.numbered]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("name", LEDGERS)
def test_what_a_ledger_names_is_there(name):
    ledger = CATALOG.ledgers[name]
    area, columns = CATALOG.area(ledger), _columns(ledger)
    for field in ledger.fields:
        assert field.kind in kinds.KINDS and (not field.ref or field.ref in CATALOG.ledgers), field
        assert bool(field.choices) == (field.kind == "choice"), field
        assert field.find in {"", "text", "name", "whole"}, field
        assert field.when is None or field.when[0] in columns, field
    shown = [*ledger.columns, *ledger.filters, *(c for s in ledger.sorts for c in s.columns), ledger.label]
    assert set(shown) <= columns, set(shown) - columns
    stored = columns - {c.name for c in ledger.computed}
    assert set(ledger.filters) <= stored, "a filter needs a column on disk"
    assert (ledger.columns and ledger.sorts) or ledger.hidden, "a register needs columns and an order"
    for derived in ledger.derived:
        assert not derived.by or callable(area.load(derived.by))
        for need in derived.needs:
            first, _, other = need.partition(".")
            if other:
                reference = CATALOG.table(ledger).field(first).ref
                assert other in _columns(CATALOG.table(reference)), need
            else:
                assert first in columns, need
    for where in (ledger.writes, ledger.view, ledger.entry.by if ledger.entry else ""):
        assert not where or area.load(where)
    if ledger.jot:
        assert ledger.field(ledger.jot).kind in {"note", "text"}
    if ledger.part_of:
        assert CATALOG.part_field(ledger)
    for paper in ledger.papers:
        assert paper.audience in AUDIENCES and area.load(paper.by)


@pytest.mark.parametrize("name", LEDGERS)
def test_moves_and_actions_are_whole(name):
    ledger = CATALOG.ledgers[name]
    columns, area = _columns(ledger), CATALOG.area(ledger)
    life = ledger.lifecycle
    if life:
        states = {state.key for state in life.states}
        for move in life.moves:
            assert {*move.origin, move.to} <= states and set(move.asks) <= columns and set(move.needs) <= columns
            assert not move.by or callable(area.load(move.by))
        reached = {life.start} | {move.to for move in life.moves}
        assert reached == states, "a state nobody can reach"
    for action in ledger.actions:
        assert [action.by, action.view, action.reads].count("") == 2
        assert area.load(action.by or action.view or action.reads)
    if ledger.entry:
        digits = [digit for digit, _, _ in ledger.entry.digits]
        assert digits[0] == "1" and len(set(digits)) == len(digits)
        for _, _, values in ledger.entry.digits:
            assert {column for column, _ in values} <= columns


def test_areas_load_what_they_offer():
    for area in CATALOG.areas:
        for where in area.offers.values():
            assert callable(area.load(where))
        for sheet in area.sheets:
            assert callable(area.load(sheet.plan)) and all(column.kind in kinds.KINDS for column in sheet.columns)
        assert area.load(area.schema).area == area.name
        assert not area.demo or callable(area.load(area.demo))


def test_schema_numbers_leave_no_gap_and_no_name_is_used_again():
    from linli_tui.book.schema import Add, Drop, Rename, latest, meanings, migrations

    numbers = {number for set_ in migrations(CATALOG) for number in set_.steps}
    assert numbers == set(range(1, latest(CATALOG) + 1))
    gone: set[tuple[str, str]] = set()
    for _, step in sorted(meanings(CATALOG).items()):
        for meaning in step:
            if isinstance(meaning, Add):
                assert (meaning.table, meaning.column) not in gone
            if isinstance(meaning, Drop):
                gone.add((meaning.table, meaning.column))
            if isinstance(meaning, Rename):
                assert (meaning.table, meaning.new) not in gone
                gone.add((meaning.table, meaning.old))


def test_personal_fields_say_why_they_are_kept():
    for ledger in CATALOG.tables():
        for field in ledger.fields:
            assert not field.mask or field.why, f"{ledger.name}.{field.name} is personal and says not why it is kept"
