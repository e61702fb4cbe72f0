"""The invented compound is alive, whole, nobody's, and the same for the same seed."""

from __future__ import annotations

import pytest

from linli_tui.book.check import check
from linli_tui.core import identity
from linli_tui.ledgers import catalog, demo
from linli_tui.ledgers.people.demo_people import NOWHERE

FACTS = {
    "person": "name, sex, phone, id_number, birth", "home": "label, area_001m2", "post": "label, since",
    "signature": "label, state, signed_on", "jot": "number, words, told_on, state",
}  # fmt: skip


def facts(book):
    return {ledger: book.read.sql(f"SELECT {names} FROM {ledger} ORDER BY {names}") for ledger, names in FACTS.items()}


def test_the_compound_after_yongfu(demo_book):
    count = {name: demo_book.read.one(f'SELECT count(*) FROM "{name}" WHERE voided = 0') for name in catalog().ledgers}
    assert (count["building"], count["home"]) == (10, 268)
    assert demo_book.read.one("SELECT count(*) FROM home_list WHERE owners IS NULL") == 0
    heads = "SELECT count(DISTINCT place) FROM post WHERE post = 'building_head' AND until IS NULL"
    assert demo_book.read.one(heads) == 10
    assert demo_book.setting("body.kind") == "mutual_aid"
    version = demo_book.read.sql("SELECT homes, signed FROM pact_version_list WHERE state = 'in_force'")[0]
    assert version["homes"] == 268 and 100 <= version["signed"] <= 168
    assert check(demo_book).ok


def test_its_people_are_nobody(demo_book):
    for row in demo_book.read.sql("SELECT phone, id_number FROM person"):
        assert (row["phone"] or "1990").startswith("1990")
        if row["id_number"]:
            assert identity.read_id_number(row["id_number"]).startswith(NOWHERE)


def test_every_duty_and_figure_can_be_read(demo_book):
    for area in catalog().areas:
        for figure in area.figures:
            assert demo_book.read.one(figure.sql) not in (None, ""), figure.title
        for duty in area.duties:
            assert demo_book.connection.execute(duty.sql, {"today": "2026-11-16"}).fetchone()[0] >= 0
            assert "{n}" in duty.say


def test_the_same_seed_makes_the_same_compound(tmp_path):
    books = []
    for name, seed in (("a", 7), ("b", 7), ("c", 8)):
        with demo.make(tmp_path / f"{name}.台账", size=24, years=2, seed=seed) as book:
            books.append(facts(book))
            times = [row[0] for row in book.connection.execute("SELECT at FROM main.journal ORDER BY seq").fetchall()]
            assert times == sorted(times)
            assert times[0].startswith("2024-11-16") and times[-1] < "2026-11-17"
    assert books[0] == books[1] != books[2]


@pytest.mark.parametrize(("size", "homes"), [(60, 60), (75, 76), (200, 200)])
def test_any_size_is_built(tmp_path, size, homes):
    with demo.make(tmp_path / "a.台账", size=size) as book:
        assert book.read.one("SELECT count(*) FROM home") == homes
        owned = "SELECT count(DISTINCT h.id) FROM home h JOIN ownership o ON o.home = h.id WHERE o.until IS NULL"
        assert book.read.one(owned) == homes
