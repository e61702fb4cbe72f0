"""Papers lie ready to be printed; only what everybody may see is taken to a copy shop."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from linli_tui.core.access import OWNER
from linli_tui.core.ledger import AUDIENCES
from linli_tui.core.refusal import Refused
from linli_tui.paper import printed, waiting
from tests.paper.papers import letter


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "U盘"
    folder.mkdir()
    return folder


def ready(book, *audiences):
    for audience in audiences:
        waiting.add(book, OWNER, replace(letter(1), title=f"给{audience}", audience=audience))


def test_of_every_audience_only_everybodys_goes_and_the_others_are_named(book, stick):
    ready(book, *AUDIENCES, "大家看")
    assert [one.audience for one in waiting.listed(book)] == [*AUDIENCES, "大家看"]
    carried = waiting.carry(book, stick)
    names = [path.name for path in carried.folder.iterdir()]
    assert carried.folder == stick / "给打印店的" and carried.count == len(names) == 2
    assert all(name.startswith("给大家看") for name in names)
    assert [one.audience for one in carried.stayed] == [a for a in AUDIENCES if a != "大家看"]
    assert waiting.listed(book) == list(carried.stayed)


def test_where_nothing_may_go_nothing_is_made_on_the_stick(book, stick):
    ready(book, "内部", "当事人")
    with pytest.raises(Refused, match="没有给大家看的"):
        waiting.carry(book, stick)
    assert list(stick.iterdir()) == [] and len(waiting.listed(book)) == 2


def test_a_stick_that_cannot_be_written_takes_nothing_from_what_lies_ready(book, tmp_path):
    ready(book, "大家看")
    with pytest.raises(Refused, match="没有拷全"):
        waiting.carry(book, tmp_path / "没有插")
    assert len(waiting.listed(book)) == 1


def test_what_lies_ready_is_cleared_with_the_other_papers(book):
    ready(book, "大家看", "内部")
    assert len(printed.lying(book)) == 2
    assert printed.clear(book) == 2 and waiting.listed(book) == []


def test_a_file_that_somebody_took_away_lies_ready_no_more(book):
    ready(book, "大家看", "大家看")
    Path(waiting.listed(book)[0].path).unlink()
    assert len(waiting.listed(book)) == 1
