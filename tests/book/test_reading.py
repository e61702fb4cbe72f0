"""Reading: every page of every list equals the same stretch of the whole list in order, and costs an index."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli_tui.book import engine, reading
from linli_tui.book.book import Book
from linli_tui.book.reading import Query
from linli_tui.core.access import OWNER
from linli_tui.core.ledger import Catalog, MonthLine
from tests.book.acts import act, save
from tests.book.small.ledger import CATALOG

few = st.sampled_from(["", "1", "2", "10", "甲", "乙", "甲乙", "Ab", "𠮷", "é"])
flags = st.integers(0, 4).map(lambda n: int(n == 0))
humans = st.fixed_dictionaries(
    {
        "name": few.filter(bool),
        "phone": st.none() | st.sampled_from(["13800138000", "13900139000"]),
        "note": st.none() | few,
        "voided": flags,
    }
)
houses = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["block", "flat"]),
        "code": few.filter(bool),
        "area_001m2": st.none() | st.integers(0, 3),
        "parent": st.none() | st.integers(0, 9),
        "voided": flags,
    }
)
days = st.none() | st.sampled_from(["2026-01-01", "2026-02-01", "2026-03-01"])
ownings = st.tuples(st.integers(0, 99), st.integers(0, 99), days)


def fill(book: Book, some_houses: list[dict], some_humans: list[dict], some_ownings: list[tuple]) -> None:
    """Writes generated rows; a house may only lie in one before it, and a person owns a house once."""

    def write(t):
        places: list[str] = []
        for values in some_houses:
            above = values["parent"]
            parent = places[above % len(places)] if places and above is not None else None
            places.append(t.save("house", {**values, "parent": parent}))
        people = t.save_all("human", some_humans)
        pairs = {(h % len(places), p % len(people)): since for h, p, since in some_ownings} if places and people else {}
        t.save_all("owning", [{"house": places[h], "human": people[p], "since": s} for (h, p), s in pairs.items()])

    act(book, write, "import")


def order(row: dict[str, Any], columns: tuple[str, ...]) -> tuple:
    """What SQLite compares: nothing as empty text, whole numbers before texts, texts by their bytes."""
    values = ("" if row[name] is None else row[name] for name in columns)
    return tuple((0, value) if isinstance(value, int) else (1, value.encode()) for value in values)


def whole(book: Book, query: Query) -> list[dict[str, Any]]:
    """The whole list, filtered and sorted here."""
    ledger = book.catalog.ledgers[query.ledger]
    columns = next((s.columns for s in ledger.sorts if s.name == query.sort), None)
    columns = (*(columns or (ledger.sorts[0].columns if ledger.sorts else ())), "id")
    rows = book.read.sql(f"SELECT * FROM {query.ledger}_list")
    rows = [r for r in rows if r["voided"] == query.voided and all(r[name] == value for name, value in query.filters)]
    if query.on:
        rows = [r for r in rows if (r["since"] or "") <= query.on < (r["until"] or "9999")]
    for word in query.words.casefold().split():
        rows = [r for r in rows if any(word in (r[c] or "").casefold() for c in ("name", "note", "label") if c in r)]
    return sorted(rows, key=lambda row: order(row, columns), reverse=query.descending)


def queries(draw, book: Book) -> Query:
    ledger = book.catalog.ledgers[draw(st.sampled_from(["house", "flat", "block", "human", "owning"]))]
    filters: tuple[tuple[str, Any], ...] = ()
    if ledger.filters and draw(st.booleans()):
        name = draw(st.sampled_from(ledger.filters))
        values = book.read.sql(f'SELECT DISTINCT "{name}" AS value FROM {ledger.name} ORDER BY 1')
        filters = ((name, draw(st.sampled_from([None, "nobody", *(row["value"] for row in values)]))),)
    return Query(
        ledger.name,
        sort=draw(st.sampled_from(["", *(sort.name for sort in ledger.sorts)])),
        descending=draw(st.booleans()),
        filters=filters,
        words=draw(few) if ledger.name in ("human", "house", "flat") else "",
        on=draw(st.sampled_from(["", "2026-01-15", "2025-01-01"])) if ledger.dated else "",
        voided=draw(st.integers(0, 3)) == 0,
    )


@settings(max_examples=60)
@given(st.data())
def test_every_stretch_of_every_list_equals_the_whole_list(tmp_path_factory, data):
    with Book.new(tmp_path_factory.mktemp("book") / "小.台账", CATALOG, name="小村") as book:
        fill(
            book,
            data.draw(st.lists(houses, max_size=14)),
            data.draw(st.lists(humans, max_size=14)),
            data.draw(st.lists(ownings, max_size=20)),
        )
        for _ in range(4):
            query = queries(data.draw, book)
            with few_hits_are(data.draw(st.sampled_from([0, 2, 5000]))):
                compare(book, query, data.draw(st.integers(1, 6)), data.draw(st.integers(0, 15)))


@contextmanager
def few_hits_are(number: int) -> Iterator[None]:
    """Searches with more hits than this go the way of many."""
    before, reading.FEW = reading.FEW, number
    try:
        yield
    finally:
        reading.FEW = before


def compare(book: Book, query: Query, limit: int, index: int) -> None:
    wanted = whole(book, query)
    read = book.read
    assert read.count(query) == len(wanted)
    forward: list[dict] = []
    while page := read.page(query, after=read.key(query, forward[-1]) if forward else None, limit=limit):
        forward += page
        assert len(page) <= limit and len(forward) <= len(wanted)
    assert forward == wanted
    backward = read.page(query, last=True, limit=limit)
    while backward and (page := read.page(query, before=read.key(query, backward[0]), limit=limit)):
        backward = page + backward
        assert len(page) <= limit and len(backward) <= len(wanted)
    assert backward == wanted
    assert read.at(query, index, limit) == wanted[index : index + limit]
    shown = {row["id"] for row in wanted}
    for place, row in enumerate(wanted):
        assert read.position(query, row["id"]) == place
    for row in read.sql(f"SELECT id FROM {query.ledger}"):
        assert row["id"] in shown or read.position(query, row["id"]) is None


def test_an_unknown_key_stands_between_the_rows_beside_it(book):
    people = {name: save(book, "human", name=name) for name in ("甲", "丙")}
    query = Query("human", sort="name")
    assert [row["id"] for row in book.read.page(query, after=("乙", ""))] == [people["甲"]]
    assert [row["id"] for row in book.read.page(query, before=("乙", ""))] == [people["丙"]]


# What it costs


@contextmanager
def statements(book: Book) -> Iterator[list[str]]:
    """Every SELECT that runs meanwhile."""
    run: list[str] = []
    book.connection.set_trace_callback(lambda sql: run.append(sql) if sql.startswith("SELECT") else None)
    yield run
    book.connection.set_trace_callback(None)


def plan(book: Book, sql: str) -> list[str]:
    """How SQLite goes about the statement itself, without what it computes in each row."""
    return [row[3] for row in book.connection.execute(f"EXPLAIN QUERY PLAN {sql}") if row[1] == 0]


def readings(catalog: Catalog) -> Iterator[tuple[str, str, tuple]]:
    """(ledger, sort, filters) of every declared way to read."""
    for ledger in catalog.ledgers.values():
        yield from ((ledger.name, sort.name, ()) for sort in ledger.sorts)
        yield from ((ledger.name, "", ((name, value),)) for name in ledger.filters for value in ("x", None))
        yield ledger.name, "", ()


def costs(book: Book, ledger: str, sort: str, filters: tuple) -> None:
    """Every page is read along an index of ours and entered by its key: nothing is sorted, nothing passed over."""
    query = Query(ledger, sort=sort, filters=filters)
    key = ("x",) * len(book.read._order(query))
    for descending in (False, True):
        turned = reading.replace(query, descending=descending)
        for way in ({}, {"after": key}, {"before": key}, {"last": True}):
            with statements(book) as run:
                book.read.page(turned, **way)
            keyed = "after" in way or "before" in way
            assert len(run) == (len(key) if keyed else 1)
            for sql in run:
                steps = plan(book, sql)
                assert "USING INDEX ix_" in steps[0].replace("COVERING ", ""), steps
                assert not any("FOR ORDER BY" in step for step in steps), steps
                assert not keyed or re.search(r"[<>]\?\)$", steps[0]), steps


@pytest.mark.parametrize(("ledger", "sort", "filters"), [*readings(CATALOG)])
def test_every_declared_sort_and_filter_has_its_index(book, ledger, sort, filters):
    costs(book, ledger, sort, filters)


def test_every_declared_sort_and_filter_of_the_program_has_its_index(tmp_path):
    from linli_tui.ledgers import catalog

    with Book.new(tmp_path / "村.台账", catalog(), name="永富新村", body="mutual_aid", short="永富") as book:
        for way in readings(book.catalog):
            costs(book, *way)


def test_parts_labels_and_references_are_looked_up_not_searched_for(book):
    block = save(book, "block", code="8")
    save(book, "flat", parent=block, code="501")
    with statements(book) as run:
        book.read.parts("owning", block)
        book.read.parts("leaf", "x")
        book.read.get("flat", "x")
        book.read.label("human", "x")
    assert run and not [step for sql in run for step in plan(book, sql) if step.startswith("SCAN")]


# Slices, parts, and only reading


def test_a_slice_shows_its_rows_and_the_names_of_what_they_refer_to(book):
    block = save(book, "block", code="8")
    flat = save(book, "flat", parent=block, code="501")
    assert [row["id"] for row in book.read.page(Query("block"))] == [block]
    (row,) = book.read.page(Query("flat"))
    assert (row["id"], row["parent_label"], row["label"]) == (flat, "8", "8-501")
    assert [row["id"] for row in book.read.page(Query("flat", filters=(("parent", block),)))] == [flat]
    assert book.read.get("flat", block) is None and book.read.label("house", block) == "8"
    assert book.read.slice_of("house", flat).name == "flat"


def test_parts_stand_in_their_order_without_the_voided_ones(book):
    letter = save(book, "letter", title="信")
    third, first, second = (save(book, "leaf", letter=letter, line=n, words=str(n)) for n in (3, 1, 2))
    none = save(book, "leaf", letter=letter)
    assert [row["id"] for row in book.read.parts("leaf", letter)] == [none, first, second, third]
    act(book, lambda t: t.void("leaf", second))
    assert [row["id"] for row in book.read.parts("leaf", letter)] == [none, first, third]
    assert [row["id"] for row in book.read.page(Query("leaf", voided=True))] == [second]


@pytest.mark.parametrize("ledger", ["leaf", "owning"])
def test_parts_of_a_voided_parent_are_hidden_everywhere(book, ledger):
    flat, human = save(book, "flat", code="1"), save(book, "human", name="王")
    letter = save(book, "letter", title="信")
    part = save(book, "owning", house=flat, human=human) if ledger == "owning" else save(book, "leaf", letter=letter)
    parent = flat if ledger == "owning" else letter
    act(book, lambda t: t.void("flat" if ledger == "owning" else "letter", parent))
    assert book.read.get(ledger, part) is None and book.read.parts(ledger, parent) == []
    assert book.read.count(Query(ledger)) == book.read.count(Query(ledger, voided=True)) == 0
    assert book.read.position(Query(ledger), part) is None


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM main.human",
        "UPDATE main.human SET name='黄'",
        "INSERT INTO main.human(id) VALUES ('x')",
        "REPLACE INTO main.meta VALUES ('a', 'b')",
        "DROP TABLE main.journal",
        "CREATE TABLE x(y)",
        "ALTER TABLE main.human ADD COLUMN x",
        "PRAGMA journal_mode=DELETE",
        "ATTACH ':memory:' AS other",
        "VACUUM",
        "BEGIN",
        "COMMIT",
        "EXPLAIN SELECT 1",
        "",
        "-- SELECT\nDELETE FROM main.human",
        "/* SELECT */ DELETE FROM main.human",
        "SELECT 1; DELETE FROM main.human",
        "WITH x AS (SELECT 1) DELETE FROM main.human",
        "WITH x AS (SELECT 1) UPDATE main.human SET name='黄' RETURNING id",
        "with x as (select 1) insert into main.human(id, voided) values ('x', 0)",
        "WITH x AS (SELECT 1) REPLACE INTO main.meta SELECT 'schema', '9'",
    ],
)
def test_reading_never_writes(book, statement):
    human = save(book, "human", name="王")
    with pytest.raises((ValueError, engine.Error, engine.sqlite.Warning)):
        book.read.sql(statement)
    assert book.read.sql("SELECT id, name FROM main.human") == [{"id": human, "name": "王"}]
    assert save(book, "human", name="李"), "and writing goes on"


def test_reading_inside_an_act_sees_what_it_wrote(book):
    def body(t):
        human = t.save("human", {"name": "王"})
        assert t.sql("WITH x AS (SELECT id FROM human) SELECT * FROM x") == [{"id": human}]
        assert book.read.one("SELECT count(*) FROM human") == 1
        t.save("human", {"name": "李"})

    act(book, body)
    assert book.read.one("SELECT count(*) FROM human") == 2 and book.read.one("SELECT 1 WHERE 0") is None


def test_a_declared_condition_opens_the_rows_behind_a_figure(book):
    line = MonthLine("sent", "本月的信", "letter", "r.day >= :first AND r.day < :next")
    with book.transaction(OWNER, "new") as t:
        for day in ("2026-10-31", "2026-11-01", "2026-11-30", "2026-12-01", None):
            t.save("letter", {"title": f"信{day}", "day": day})
    query = Query("letter", where=line.where, binds=(("first", "2026-11-01"), ("next", "2026-12-01")))
    assert {row["title"] for row in book.read.page(query)} == {"信2026-11-01", "信2026-11-30"}
    assert book.read.count(query) == book.read.month(line, "2026-11-01", "2026-12-01") == 2
