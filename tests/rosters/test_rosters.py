"""Every roster says what its truth says: once, again, and taken back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from linli_tui.book import undo
from linli_tui.book.book import Book
from linli_tui.book.check import check
from linli_tui.commands.importing import figures
from linli_tui.core.access import OWNER
from linli_tui.ledgers import catalog
from linli_tui.paper.spreadsheet_import import apply, preview
from tests.rosters import make

HERE = Path(__file__).parent
TRUTHS = sorted(HERE.glob("*.truth.json"))
COUNTS = ("buildings", "homes", "owners", "ownerships", "residents", "tenants", "area_001m2")
TOLD = ("place", "person", "ownership", "residence", "household", "tenancy", "vehicle", "doubt")


@pytest.fixture
def book(tmp_path):
    with Book.new(tmp_path / "村.台账", catalog(), name="永富新村", short="永富") as opened:
        yield opened


def roster_of(truth):
    name = truth.name.removesuffix(".truth.json")
    return next(path for path in (HERE / f"{name}.xlsx", HERE / f"{name}.csv") if path.exists())


def rows(remarks):
    return [[remark["sheet"], remark["row"]] for remark in remarks]


def contents(book):
    return {name: book.read.one(f"SELECT count(*) FROM {name}") for name in TOLD}


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda path: path.name.partition(".")[0])
def test_what_a_roster_says(book, truth):
    told = json.loads(truth.read_text(encoding="utf-8"))
    before = contents(book)
    shown = preview(book, roster_of(truth))
    said = figures(shown)
    assert {name: said[name] for name in COUNTS if name in told} == {
        name: told[name] for name in COUNTS if name in told
    }
    if "doubtful" in told:
        assert (rows(said["doubtful"]), rows(said["refused"])) == (told["doubtful"], told["refused"])
    assert [row for _, row in rows(said["doubtful"])] == told.get(
        "doubtful_rows", [row for _, row in rows(said["doubtful"])]
    )
    assert [row for _, row in rows(said["refused"])] == told.get(
        "bad_row_numbers", [row for _, row in rows(said["refused"])]
    )
    change = apply(book, OWNER, shown)
    assert (said["changed"], said["unchanged"]) == (0, 0) and check(book).ok
    again = preview(book, roster_of(truth))
    assert (again.new.total(), again.changed.total(), again.unchanged.total()) == (0, 0, said["new"])
    assert again.doubtful == shown.doubtful, "still open"
    assert apply(book, OWNER, again).number == 0
    undo.undo(book, OWNER, change.number)
    assert contents(book) == before, "all of it is one step"


def test_the_nasty_ones_are_those_that_are_made():
    for name, told in make.truths().items():
        kept = json.loads((HERE / f"{Path(name).stem}.truth.json").read_text(encoding="utf-8"))
        assert kept == told, name
        assert (HERE / name).stat().st_size < 60_000
    assert len(make.MAKERS) >= 8
