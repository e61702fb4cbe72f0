"""Every layer over a building says at most two characters of each home, in a tint there is."""

from __future__ import annotations

import pytest

from linli_tui.core import cells
from linli_tui.core.ledger import Layer
from linli_tui.ledgers import catalog
from tests.ledgers.conftest import TODAY

LAYERS = [(area.name, layer) for area in catalog().areas for layer in area.layers]


def read(book, layer, building):
    return book.read.sql(*layer.query(building, TODAY))


@pytest.mark.parametrize(("area", "layer"), LAYERS, ids=[f"{area}.{layer.key}" for area, layer in LAYERS])
def test_a_layer_speaks_of_the_homes_of_its_building_once(demo_book, area, layer):
    for building in demo_book.read.sql("SELECT id FROM building"):
        homes = {row["id"] for row in demo_book.read.sql("SELECT id FROM home WHERE building=?", (building["id"],))}
        rows = read(demo_book, layer, building["id"])
        assert len(rows) == len({row["home"] for row in rows})
        assert {row["home"] for row in rows} <= homes
        for row in rows:
            assert cells.width(row["word"]) <= 4 and row["tint"] in ("", "good", "warn", "faint")
        assert [*rows[:1]] == [] or list(rows[0]) == ["home", "word", "tint"]


def test_layers_have_a_key_and_a_title_of_their_own():
    assert {(area, layer.key) for area, layer in LAYERS} >= {
        ("people", "owned"), ("people", "lived"), ("pacts", "signed"), ("jots", "open"), ("places", "area"),
    }  # fmt: skip
    titles = [layer.title for _, layer in LAYERS]
    assert len(set(titles)) == len(titles)


def test_building_and_day_are_bound_as_often_as_they_are_named():
    layer = Layer("x", "试", "SELECT :today AS a, :building AS b WHERE :building > :today")
    assert layer.query("B", "D") == ("SELECT ? AS a, ? AS b WHERE ? > ?", ("D", "B", "B", "D"))


def test_the_words_are_those_of_the_ledgers(demo_book):
    found = {}
    for area, layer in LAYERS:
        for building in demo_book.read.sql("SELECT id FROM building"):
            words = {row["word"] for row in read(demo_book, layer, building["id"])}
            found.setdefault(f"{area}.{layer.key}", set()).update(words)
    assert found["people.owned"] == {"有"}
    assert found["people.lived"] == {"自住", "租", "借住", "空", ""}
    assert found["pacts.signed"] >= {"签了", "意见", "不在", "不愿", "想想", ""}
    assert found["jots.open"] == {"1条"} and found["places.area"] == {"有", "没有"}
