"""The invented compound's votes: a committee, a meeting, one thing the owners want and one too few answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from linli_tui.book import acting, writing
from linli_tui.core import clock
from linli_tui.core.access import OWNER
from linli_tui.ledgers.votes import registry, service

if TYPE_CHECKING:
    from linli_tui.book.book import Book

MOTIONS = (
    (60, "修三幢楼道灯，用公用经费八百元", "公用经费出八百元，三幢楼长找人修，发票贴在公告栏。", "1111113"),
    (150, "小区大门晚上十点以后关半边", "晚上十点到早上五点只开右边的门。", "1122234"),
)
"""The day, the title, the words, and the digit of every member."""
OPEN = (354, "楼道里统一放灭火器", "每个单元一楼放两只，由楼长看管。", "11")
"""One at which the meeting is still sitting."""
ASSEMBLY = (120, "邻里公约提请居民会议讨论通过")
PASSED = (200, "use_fund", "用维修资金翻修六幢、七幢的屋面", 20, (17, 2, 1))
FAILED = (280, "change_common_use", "北门边的空地租出去放快递柜", 11, (8, 9, 3))
"""The day, the matter, the title, of twenty doors how many sent a ballot back, and the weights of the answers."""
WEEKS = 3
"""How long a ballot is out."""


def fill(book: Book, rng: Random, size: int, years: int) -> Iterator[str]:
    """Two motions decided and one being discussed, a meeting, a proposal that passed, and one too few took part in."""
    first = clock.today()
    acts = [(day, _hold, (title, text, digits, True)) for day, title, text, digits in MOTIONS]
    acts.append((OPEN[0], _hold, (*OPEN[1:], False)))
    acts.append((ASSEMBLY[0], _meet, (rng, ASSEMBLY[1], size)))
    for day, matter, title, of_twenty, weights in (PASSED, FAILED):
        acts.append((day, _announce, (matter, title)))
        acts.append((day + 7 * WEEKS, _count, (rng, title, of_twenty, weights)))
    for day, act, told in sorted(acts, key=lambda each: each[0]):
        yield (first + timedelta(day)).isoformat()
        act(book, *told)


def _hold(book: Book, title: str, text: str, digits: str, decided: bool) -> None:
    """A committee sits: its members answer one after another."""
    motion = _write(book, "motion", {"title": title, "text": text})
    acting.move(book, OWNER, "motion", "open", motion)
    voices = book.read.sql("SELECT id FROM voice WHERE motion = ? ORDER BY seat", (motion,))
    choices = ("for", "against", "abstain", "absent")
    for voice, digit in zip(voices, digits, strict=False):
        service.say_voice(book, OWNER, {}, voice["id"], {"choice": choices[int(digit) - 1]}, motion)
    if decided:
        acting.move(book, OWNER, "motion", "decide", motion)


def _meet(book: Book, rng: Random, title: str, size: int) -> None:
    """Residents meet by households."""
    came = size // 2 + 1 + rng.randrange(size // 10 + 1)
    yes = came * 17 // 20
    no = (came - yes) // 2
    numbers = {"heads": size, "came": came, "yes": yes, "no": no, "abstained": came - yes - no}
    assembly = _write(book, "assembly", {"title": title, "body": "residents_meeting"})
    acting.move(book, OWNER, "assembly", "decide", assembly, held_on=clock.today().isoformat(), **numbers)


def _announce(book: Book, matter: str, title: str) -> None:
    today = clock.today()
    proposal = _write(book, "proposal", {"title": title, "matter": matter, "text": title})
    dates = {"posted_on": today.isoformat(), "closes_on": (today + timedelta(7 * WEEKS)).isoformat()}
    acting.move(book, OWNER, "proposal", "post", proposal, **dates)


def _count(book: Book, rng: Random, title: str, of_twenty: int, weights: tuple[int, int, int]) -> None:
    """Ballots come back, one of every owner who sends one, by a home of his; then they are counted."""
    row = book.read.sql("SELECT * FROM proposal WHERE title = ? ORDER BY id DESC LIMIT 1", (title,))[0]
    day = clock.today().isoformat()
    fixed, sitting = {"proposal": row["id"], "returned_on": day}, f"{rng.getrandbits(64):016x}"
    seen: set[object] = set()
    for place, whose, known in _doors(book, row, day):
        if whose in seen:
            continue
        seen.add(whose)
        choice = rng.choices(("for", "against", "abstain"), weights)[0] if known else "for"
        if rng.randrange(20) < of_twenty:
            service.take_ballot(book, OWNER, fixed, place, {"choice": choice}, sitting)
    acting.move(book, OWNER, "proposal", "decide", row["id"])


def _doors(book: Book, proposal: dict[str, object], day: str) -> Iterator[tuple[str, object, bool]]:
    """Every part that counts, whose head it is, and whether its area is known."""
    case = registry.owners_case(book, proposal, day)
    parts = book.read.sql(registry.PARTS)
    for part, home in zip(parts, case.homes, strict=True):
        if not home.parking:
            whose = "developer" if home.kind != "owner" else home.owners or home.id
            yield part["id"], whose, home.area is not None


def _write(book: Book, ledger: str, values: dict[str, object]) -> str:
    change = writing.write(book, OWNER, ledger, values)
    return next(record for name, record in change.records if name == ledger)
