"""What the invented compound did about what it keeps of people: told them, asked them, answered them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from itertools import groupby
from random import Random
from typing import TYPE_CHECKING, Any

from linli_tui.core import clock
from linli_tui.core.access import OWNER
from linli_tui.ledgers.privacy import service
from linli_tui.ledgers.privacy.consenting import CONSENT

if TYPE_CHECKING:
    from linli_tui.book.book import Book

LOOKS = ((60, "电话", "通知停水"), (150, "电话", "单元门坏了，约时间修"), (240, "身份证号", "核对同名业主"))
ANSWERS = {"1": 30, "2": 20, "3": 20, "5": 5, "7": 15, "8": 10}
"""How often each answer comes at a door; whoever refuses to be registered has said so before."""
BOX = "活动室铁柜，同意书盒"


def fill(book: Book, rng: Random, size: int, years: int) -> Iterator[str]:
    """A notice, a first entrance asked, a few looks, a request answered and one open, an inspection, papers sent."""
    first, acts = clock.today(), _acts(book, rng)
    for days, act in sorted(acts, key=lambda one: one[0]):
        yield (first + timedelta(days)).isoformat()
        act()


def _acts(book: Book, rng: Random) -> list[tuple[int, Callable[[], Any]]]:
    acts: list[tuple[int, Callable[[], Any]]] = [(31, partial(_tell, book)), (45, partial(_visit, book, rng))]
    acts += [(days, partial(_look, book, rng, fields, why)) for days, fields, why in LOOKS]
    acts += [
        (120, partial(_ask, book, rng, "access")),
        (124, partial(_answer, book)),
        (355, partial(_ask, book, rng, "erase")),
    ]
    return [*acts, (180, partial(_inspect, book, rng)), (200, partial(_send, book)), (300, partial(_take_back, book))]


def _person(book: Book, rng: Random) -> str:
    people = book.read.sql("SELECT id FROM person WHERE voided = 0 AND kind = 'resident' ORDER BY id")
    return str(people[rng.randrange(len(people))]["id"])


def _tell(book: Book) -> None:
    service.write_notice(book, OWNER, {"since": clock.today().isoformat()})


def _visit(book: Book, rng: Random) -> None:
    """One evening at one entrance: every door answers with a digit."""
    entry = CONSENT.entry
    assert entry is not None
    values = {digit: dict(saved) for digit, _, saved in entry.digits}
    doors = "SELECT id, parent FROM home WHERE voided = 0 AND refused_on IS NULL ORDER BY place_key"
    _, homes = next(groupby(book.read.sql(doors), lambda home: home["parent"]))
    fixed, sitting = {"notice": None, "since": clock.today().isoformat()}, f"{rng.getrandbits(64):016x}"
    for home in homes:
        (digit,) = rng.choices(list(ANSWERS), list(ANSWERS.values()))
        service.hear(book, OWNER, fixed, home["id"], {**values[digit], "paper_at": BOX}, sitting)


def _take_back(book: Book) -> None:
    query = "SELECT id FROM consent WHERE for_street = 1 AND until IS NULL AND voided = 0 ORDER BY id LIMIT 1"
    for row in book.read.sql(query):
        service.withdraw(book, OWNER, row["id"], on=clock.today().isoformat(), scope="street")


def _look(book: Book, rng: Random, fields: str, why: str) -> None:
    row = {"ledger": "person", "record": _person(book, rng), "fields": fields, "why": why}
    with book.transaction(OWNER, "look") as t:
        t.save("look", {**row, "day": clock.today().isoformat()})


def _ask(book: Book, rng: Random, kind: str) -> None:
    service.write_request(
        book, OWNER, {"kind": kind, "person": _person(book, rng), "asked_by": "self", "seen": "id_card"}
    )


def _answer(book: Book) -> None:
    request = book.read.one("SELECT id FROM request WHERE state = 'open' ORDER BY id LIMIT 1")
    with book.transaction(OWNER, "done") as t:
        t.move("request", request, "done", answer="当面看了本人信息单")


def _inspect(book: Book, rng: Random) -> None:
    papers = {"papers": "公约通过的会议记录", "reason": "想知道装修时间是怎么定的", "capacity": "owner"}
    service.write_inspection(book, OWNER, {**papers, "person": _person(book, rng), "copied": 0})


def _send(book: Book) -> None:
    with book.transaction(OWNER, "disclose") as t:
        homes = book.read.one("SELECT count(*) FROM home WHERE voided = 0")
        street = {"recipient": "暨阳街道", "contact": "街道值班电话", "purpose": "每月报送", "basis": "consent"}
        service.record_disclosure(t, **street, ledgers=("home", "pact"), rows=homes, clear=False)
        t.say("已送出每月报送")
