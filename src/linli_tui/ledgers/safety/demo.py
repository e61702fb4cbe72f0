"""The laptops of the invented compound: one worn out and struck off, one in use; two sticks, one of them mislaid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from linli_tui.book import people
from linli_tui.core import clock, dates
from linli_tui.core.access import OFFICERS, OWNER
from linli_tui.ledgers.safety import losses, service

if TYPE_CHECKING:
    from linli_tui.book.book import Book

OLD = {"name": "旧的惠普", "lies_at": "活动室的铁柜", "note": "屏幕坏了"}
NEW = {"name": "办公室的联想", "lies_at": "活动室的铁柜"}
STICKS = ("黑色贴红条的", "银色小的")
STRUCK, LOST, FOUND = 40, 200, 203
"""Days after the first: the old machine is struck off, a stick is mislaid, it is there again."""
ASKED = 6
"""Of a month, when somebody asks where the sticks are."""


def fill(book: Book, rng: Random, size: int, years: int) -> Iterator[str]:
    """Machines and sticks in the first weeks, the question of every month but the last, one loss that ended well."""
    first = clock.today()
    last = dates.add_months(first, 12 * years)
    yield (first + timedelta(8)).isoformat()
    holders = _begin(book)
    months = (dates.add_months(first.replace(day=1), n) + timedelta(ASKED - 1) for n in range(1, 12 * years))
    acts = [*((day, "ask") for day in months), *((first + timedelta(n), str(n)) for n in (STRUCK, LOST, FOUND))]
    for day, act in sorted(acts):
        if first + timedelta(8) < day < last:
            yield day.isoformat()
            _act(book, act, holders, day)


def _begin(book: Book) -> list[str]:
    members = people.members(book)
    holders = [member.person for member in members if "chair" not in member.posts][:2]
    keeper = holders[0]
    service.write_laptop(book, OWNER, {**NEW, "keeper": keeper})
    service.write_laptop(book, OWNER, {**OLD, "keeper": keeper})
    for name, holder in zip(STICKS, holders, strict=True):
        service.write_stick(book, OWNER, {"name": name, "lies": "away", "holder": holder})
    return holders


def _act(book: Book, act: str, holders: list[str], day: date) -> None:
    sticks = {row["name"]: row for row in service.sticks(book)}
    if act == "ask":
        for row in sticks.values():
            if row["lies"] == "away":
                service.still_there(book, OWNER, row["id"])
    elif act == str(STRUCK):
        _strike(book, day)
    elif act == str(LOST):
        losses.lose_stick(book, OWNER, sticks[STICKS[1]]["id"])
    else:
        _settle(book, sticks[STICKS[1]]["id"], holders, day)


def _strike(book: Book, day: date) -> None:
    second = next(member.actor for member in people.members(book) if set(member.posts).intersection(OFFICERS))
    old = book.read.one("SELECT id FROM laptop WHERE name = ?", (OLD["name"],))
    on = day.isoformat()
    service.strike(book, OWNER, old, on=on, reason="屏幕坏了，不再用", second=second)
    service.tell_street(book, OWNER, old, on=on, who="街道社建办")


def _settle(book: Book, stick: str, holders: list[str], day: date) -> None:
    """It lay in the box of the consent forms; nobody had it."""
    loss, on = book.read.one("SELECT id FROM loss WHERE state = 'open' ORDER BY id LIMIT 1"), day.isoformat()
    service.hand_stick(book, OWNER, stick, holder=holders[1], on=on)
    losses.tick(book, OWNER, loss, called_on=on)
    decided = {"decision": "none", "decided_by": holders[0], "decided_why": "在铁柜里找到，没有人拿走过"}
    losses.tick(book, OWNER, loss, decided_on=on, **decided)
    with book.transaction(OWNER, "change") as t:
        t.move("loss", loss, "end", lesson="U盘贴上红条，用完当天送回")
        t.say("丢失处置办完了")
