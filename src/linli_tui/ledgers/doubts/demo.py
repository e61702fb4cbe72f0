"""What was not believed of the roster the invented compound began with; most of it looked into since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from linli_tui.core import clock
from linli_tui.core.access import OWNER
from linli_tui.ledgers.doubts import service

if TYPE_CHECKING:
    from linli_tui.book.book import Book

FILE = "业主花名册.xlsx"
SAID = (
    ("电话", "phone", "1990000", "「1990000」不像一个电话号码。"),
    ("身份证号", "id_number", "3.30681E+17", "这个身份证号在表格里被存成了数字，后几位已经丢了。"),
    ("姓名", "name", "试小方", "台账里不是这个名字，是过户、改名还是写错了？"),
)
DAYS = 12
"""So long after the roster somebody looks."""


def fill(book: Book, rng: Random, size: int, years: int) -> Iterator[str]:
    """A few doubts of the first weeks; all but one kept as it was."""
    first = clock.today() + timedelta(3)
    yield first.isoformat()
    people = book.read.sql("SELECT id, name FROM person WHERE voided = 0 ORDER BY id")
    chosen = [(people[rng.randrange(len(people))], said) for said in SAID] if people else []
    with book.transaction(OWNER, "import", why=FILE) as t:
        service.lay_aside(t, [
            {"what": f"{person['name']} {title}", "why": why, "offered": offered, "ledger": "person",
             "record": person["id"], "field": field, "file": FILE, "sheet": "花名册", "row": rng.randint(5, 60)}
            for person, (title, field, offered, why) in chosen
        ])  # fmt: skip
        t.say(f"已导入「{FILE}」，待核{len(chosen)}条")
    yield (first + timedelta(DAYS)).isoformat()
    for row in book.read.sql("SELECT id FROM doubt WHERE state = 'open' ORDER BY id")[1:]:
        service.decide(book, OWNER, row["id"], "keep")
