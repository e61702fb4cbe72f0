"""What the invented compound did about what it keeps of people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from linli_tui.core import clock
from linli_tui.core.access import OWNER

if TYPE_CHECKING:
    from linli_tui.book.book import Book

LOOKS = ((60, "电话", "通知停水"), (150, "电话", "单元门坏了，约时间修"), (240, "身份证号", "核对同名业主"))


def fill(book: Book, rng: Random, size: int, years: int) -> Iterator[str]:
    """A few looks over the year."""
    first = clock.today()
    yield (first + timedelta(30)).isoformat()
    people = book.read.sql("SELECT id FROM person WHERE voided = 0 ORDER BY id")
    for days, fields, why in LOOKS:
        yield (first + timedelta(days)).isoformat()
        person = people[rng.randrange(len(people))]["id"]
        row = {"ledger": "person", "record": person, "fields": fields, "why": why, "day": clock.today().isoformat()}
        with book.transaction(OWNER, "look") as t:
            t.save("look", row)
