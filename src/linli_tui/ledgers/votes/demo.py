"""The invented compound's votes: a committee, a meeting, one thing the owners want and one too few answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from linli_tui.book import acting, writing
from linli_tui.core import clock
from linli_tui.core.access import OWNER
from linli_tui.core.refusal import Refused
from linli_tui.ledgers.votes import registry, service

if TYPE_CHECKING:
    from linli_tui.book.book import Book

MOTIONS = (
    (60, "修三幢楼道灯，用公用经费八百元", "公用经费出八百元，三幢楼长找人修，发票贴在公告栏。", "1111113"),
    (150, "小区大门晚上十点以后关半边", "晚上十点到早上五点只开右边的门。", "1122234"),
)
"""The day, the title, the words, and the digit of every member."""
OPEN = (354, "楼道里统一放灭火器", "每个单元一楼放两只，由楼长看管。", "")
"""One that has just been put to the members."""
ASSEMBLY = (120, "邻里公约提请居民会议讨论通过")
PASSED = (200, "use_fund", "用维修资金翻修六幢、七幢的屋面", 17, (17, 2, 1))
FAILED = (280, "change_common_use", "北门边的空地租出去放快递柜", 11, (8, 9, 3))
"""The day, the matter, the title, of twenty doors how many sent a ballot back, and the weights of the answers."""
SEVERAL = 13
"""Of twenty, more than two thirds."""
WEEKS = 3
"""How long a ballot is out."""


def fill(book: Book, rng: Random, size: int, years: int) -> Iterator[str]:
    """Two motions decided and one being discussed, a meeting, a proposal that passed, and one too few took part in."""
    first = clock.today()
    acts: list[tuple[int, Callable[..., None], tuple[Any, ...]]] = []
    acts += [(day, _hold, (title, text, digits, True)) for day, title, text, digits in MOTIONS]
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
    numbers: dict[str, Any] = {"heads": size, "came": came, "yes": yes, "no": no, "abstained": came - yes - no}
    assembly = _write(book, "assembly", {"title": title, "body": "residents_meeting"})
    acting.move(book, OWNER, "assembly", "decide", assembly, held_on=clock.today().isoformat(), **numbers)


def _announce(book: Book, matter: str, title: str) -> None:
    today = clock.today()
    proposal = _write(book, "proposal", {"title": title, "matter": matter, "text": title})
    dates = {"posted_on": today.isoformat(), "closes_on": (today + timedelta(7 * WEEKS)).isoformat()}
    acting.move(book, OWNER, "proposal", "post", proposal, **dates)


def _count(book: Book, rng: Random, title: str, of_twenty: int, weights: tuple[int, int, int]) -> None:
    """Ballots come back, one of every owner who sends one, by a home of his; then they are counted.

    Who owns a home of unknown area agrees where most take part, so that the count does not hang on it.
    """
    row = book.read.sql("SELECT * FROM proposal WHERE title = ? ORDER BY id DESC LIMIT 1", (title,))[0]
    day = clock.today().isoformat()
    fixed, sitting = {"proposal": row["id"], "returned_on": day}, f"{rng.getrandbits(64):016x}"
    heads = _heads(book, row, day)
    many = len(heads) * of_twenty // 20
    missing = [home for home, known in heads if not known] if of_twenty > SEVERAL else []
    others = [home for home, _ in heads if home not in missing]
    for place in sorted(missing + rng.sample(others, min(max(many - len(missing), 0), len(others)))):
        choice = "for" if place in missing else rng.choices(("for", "against", "abstain"), weights)[0]
        service.take_ballot(book, OWNER, fixed, place, {"choice": choice}, sitting)
    with suppress(Refused):
        acting.move(book, OWNER, "proposal", "decide", row["id"])


def _heads(book: Book, proposal: dict[str, Any], day: str) -> list[tuple[str, bool]]:
    """The first home of every head, and whether all areas of the head are known."""
    heads: dict[object, tuple[str, bool]] = {}
    case = registry.owners_case(book, proposal, day)
    for part, home in zip(book.read.sql(registry.PARTS), case.homes, strict=True):
        if not home.parking:
            whose = "developer" if home.kind != "owner" else home.owners or home.id
            first, known = heads.get(whose, (part["id"], True))
            heads[whose] = first, known and home.area is not None
    return list(heads.values())


def _write(book: Book, ledger: str, values: dict[str, Any]) -> str:
    change = writing.write(book, OWNER, ledger, values)
    return next(record for name, record in change.records if name == ledger)
