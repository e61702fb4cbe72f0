"""Every promise of the house, for every ledger there is: nothing here names one."""

from __future__ import annotations

import importlib
import json
import types
import typing

import pytest

from linli_tui.book import dated, undo
from linli_tui.book.check import check
from linli_tui.book.reading import Query
from linli_tui.book.writing import void, write
from linli_tui.core import kinds
from linli_tui.core.access import OWNER
from linli_tui.core.refusal import Refused
from linli_tui.core.show import cell
from linli_tui.ledgers import catalog
from linli_tui.ui.screens import offered

CATALOG = catalog()
TABLES = sorted(ledger.name for ledger in CATALOG.tables())
LEDGERS = sorted(name for name, ledger in CATALOG.ledgers.items() if not ledger.hidden)
SQL_TYPES = {str: "TEXT", int: "INTEGER"}


@pytest.mark.parametrize("name", TABLES)
def test_declaration_model_and_table_say_the_same(demo_book, name):
    shape = demo_book.shape(name)
    stored = {
        column: kind
        for _, column, kind, *_ in demo_book.connection.execute(f'PRAGMA main.table_info("{name}")').fetchall()
    }
    declared = {"id": str, "voided": int, "number": str, "state": str}
    system = shape.columns[: len(shape.columns) - len(shape.ledger.fields)]
    declared = {column: declared[column] for column in system}
    declared |= {field.name: kinds.KINDS[field.kind].stored for field in shape.ledger.fields}
    declared |= {derived.name: kinds.KINDS[derived.kind].stored for derived in shape.ledger.derived}
    assert list(stored) == list(declared), "the same columns in the same order"
    assert stored == {column: SQL_TYPES[kind] for column, kind in declared.items()}
    model = CATALOG.load(shape.ledger, shape.ledger.model)
    assert list(model.model_fields) == list(declared)
    for column, kind in declared.items():
        assert kind in _types(model.model_fields[column].annotation), column
    for field in shape.ledger.fields:
        needed = model.model_fields[field.name].is_required()
        assert not needed or field.required, f"the model wants {field.name}, the form does not"


@pytest.mark.parametrize("name", LEDGERS)
def test_a_missing_required_field_is_named_in_chinese(demo_book, name):
    ledger = CATALOG.ledgers[name]
    asked = [f for f in ledger.fields if f.required and f.in_form and f.when is None]
    assert asked, "a form that asks nothing makes empty records"
    example = _example(demo_book, name) or {}
    for field in asked:
        try:
            change = write(demo_book, OWNER, name, {**example, field.name: None})
        except Refused as refused:
            assert refused.what and all(not c.isascii() or not c.isalpha() for c in str(refused)), str(refused)
        else:
            row = demo_book.read.get(name, next(r for t, r in change.records if t == ledger.table))
            assert row is not None and row[field.name] not in (None, ""), f"{field.name} was left empty"
            undo.undo(demo_book, OWNER, change.number)


@pytest.mark.parametrize("name", LEDGERS)
def test_save_find_change_void_undo(demo_book, name):
    book = demo_book
    example = _example(book, name)
    before = _rows(book, name)
    if not CATALOG.ledgers[name].by_hand:
        _nobody_makes_or_changes(book, name, before)
        return
    if example is not None:
        _make_and_take_back(book, name, example, before)
        write(book, OWNER, name, example)
        before = _rows(book, name)
    record = list(before)[-1]
    changed = _changed(book, name, record)
    if changed:
        change = write(book, OWNER, name, changed, record)
        row = book.read.get(name, record)
        assert row is not None and all(row[column] == value for column, value in changed.items())
        assert book.history(name, record)[0].change == change.number
        undo.undo(book, OWNER, change.number)
        assert _rows(book, name) == before
    gone = void(book, OWNER, name, record, "试一试")
    assert record not in _rows(book, name)
    assert book.history(name, record)[0].why == "试一试"
    undo.undo(book, OWNER, gone.number)
    assert _rows(book, name) == before
    assert check(book).ok


def _nobody_makes_or_changes(book, name, before):
    record, ledger = list(before)[-1], CATALOG.ledgers[name]
    assert not any(offered.may(book, ledger, action) for action in offered.BY_HAND)
    assert "F2" not in offered.empty(book, ledger)
    for values, old in (({f.name: "1" for f in ledger.fields}, None), (dict(book.read.get(name, record)), record)):
        with pytest.raises(Refused):
            write(book, OWNER, name, values, old)
    with pytest.raises(Refused):
        void(book, OWNER, name, record, "试一试")
    assert _rows(book, name) == before


def _make_and_take_back(book, name, example, before):
    made = write(book, OWNER, name, example)
    assert made.number and made.say and not made.say.isascii()
    new = [r for table, r in made.records if table == CATALOG.ledgers[name].table and r not in before]
    assert new and book.read.get(name, new[0]) is not None
    assert undo.why_not(book, made.number) == ""
    undo.undo(book, OWNER, made.number)
    assert _rows(book, name) == before, "taken back, as if it had never been"


@pytest.mark.parametrize("name", LEDGERS)
def test_everything_in_the_list_can_be_read_sorted_and_filtered(demo_book, name):
    ledger = CATALOG.ledgers[name]
    rows = demo_book.read.page(Query(name), limit=10_000)
    assert len(rows) == demo_book.read.count(Query(name)) > 0, "the demo shows every ledger"
    for row in rows[:50]:
        assert row[ledger.label], "every record has a name"
        for column in ledger.columns:
            assert isinstance(cell(ledger, column, row), str)
    for sort in ledger.sorts:
        for descending in (False, True):
            ordered = demo_book.read.page(Query(name, sort.name, descending), limit=10_000)
            assert {row["id"] for row in ordered} == {row["id"] for row in rows}
    for column in ledger.filters:
        value = rows[0][column]
        few = demo_book.read.page(Query(name, filters=((column, value),)), limit=10_000)
        assert few and all(row[column] == value for row in few)


@pytest.mark.parametrize("name", LEDGERS)
def test_what_is_found_is_found_by_every_piece_of_its_text(demo_book, name):
    table = CATALOG.table(name)
    for field in (f for f in table.fields if f.find in {"text", "name"}):
        row = demo_book.read.sql(f'SELECT * FROM "{name}" WHERE voided=0 AND length("{field.name}") > 2')[:1]
        for value in (r[field.name].splitlines()[0] for r in row):
            for piece in (value, value[1:3], value[-2:]):
                words = piece.strip()
                found = {hit.id for hit in demo_book.find(words, limit=10_000)}
                assert not words or row[0]["id"] in found, words


@pytest.mark.parametrize("name", LEDGERS)
def test_kinds_read_what_they_show(demo_book, name):
    ledger = CATALOG.ledgers[name]
    for row in demo_book.read.page(Query(name), limit=30):
        for field in ledger.fields:
            value = row[field.name]
            if field.ref or value in (None, ""):
                continue
            assert kinds.read(field, kinds.show(field, value)) == value, field.name


@pytest.mark.parametrize("name", [n for n in LEDGERS if CATALOG.ledgers[n].dated])
def test_a_dated_fact_ends_and_does_not_overlap(demo_book, name):
    ledger = CATALOG.ledgers[name]
    assert ledger.dated is not None
    example = _example(demo_book, name)
    with demo_book.transaction(OWNER, "start") as t:
        for row in t.sql(f'SELECT * FROM "{name}" WHERE voided=0'):
            if all(row[key] == example.get(key) for key in ledger.dated.key):
                t.void(name, row["id"])
        record = t.save(name, {**example, ledger.dated.start: "2091-01-01"})
    dated.end(demo_book, OWNER, name, record, "2092-01-01")
    on = [row["id"] for row in demo_book.read.page(Query(name, on="2091-06-01"), limit=10_000)]
    after = [row["id"] for row in demo_book.read.page(Query(name, on="2092-01-01"), limit=10_000)]
    assert record in on and record not in after
    with pytest.raises(Refused), demo_book.transaction(OWNER, "start") as t:
        t.save(name, {**example, ledger.dated.start: "2091-12-31"})


@pytest.mark.parametrize("name", LEDGERS)
def test_a_data_sheet_out_and_in_gives_the_same_rows(demo_book, tmp_path, name):
    from linli_tui.paper import datasheet, spreadsheet_import

    path = tmp_path / "数据表.xlsx"
    count = datasheet.write(demo_book, name, path)
    shown = spreadsheet_import.preview(demo_book, path)
    assert count == len(_rows(demo_book, name)) == shown.unchanged[name] == len(shown.records)
    assert not (shown.new or shown.changed or shown.edits or shown.refused or shown.doubtful)
    assert spreadsheet_import.apply(demo_book, OWNER, shown).number == 0


def _types(annotation):
    """The plain types an annotation allows, through Optional and Annotated."""
    inner = typing.get_args(annotation)
    return {annotation} if not inner else set().union(*(_types(part) for part in inner if isinstance(part, _KINDS)))


_KINDS = (type, types.UnionType, types.GenericAlias, typing._GenericAlias)


def _rows(book, name):
    """Every standing row by id, as text that can be compared."""
    rows = book.read.sql(f'SELECT * FROM "{name}" WHERE voided=0')
    return {row["id"]: json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows}


def _example(book, name):
    """Values of a new record that breaks no rule, from the area's own examples; None where none can be made by hand."""
    area = CATALOG.area(name).name
    return importlib.import_module(f"tests.ledgers.{area}.examples").example(book, name)


def _changed(book, name, record):
    """One field of a record changed to something else that is allowed."""
    ledger = CATALOG.ledgers[name]
    for field in ledger.fields:
        if field.in_form and field.kind in {"note", "text", "name"} and not field.choices and field.name != "value":
            return {field.name: "改成这样"}
    return {}
