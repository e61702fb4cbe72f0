"""What the mediators of the invented compound did in a year: talks by home, nobody named, and a few disputes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from heapq import heappop, heappush
from random import Random
from typing import TYPE_CHECKING, Any

from linli_tui.book import acting, writing
from linli_tui.core import clock
from linli_tui.core.access import OWNER
from linli_tui.ledgers.mediation import parties, rules, service

if TYPE_CHECKING:
    from linli_tui.book.book import Book

HOMES_PER_TALK, HOMES_PER_CASE = 7, 30
"""So many homes make one talk, and one dispute, a year."""
SAID = {
    "0201": ("厨房顶上往下滴水，楼上说自家没有漏", "一起关了阀门看，水表不走，说好请人来查"),
    "0202": ("晚上十点以后楼上还在拖桌子", "楼上说不知道这么响，桌脚包上毡子"),
    "0203": ("鞋柜和纸箱堆在楼道，老人走不过去", "答应周末清走，只留一辆儿童车"),
    "1101": ("两辆车抢一个位子，吵到半夜", "各让一步，单双日轮着停"),
    "0204": ("小狗白天一直叫", "白天送到女儿家，晚上再接回来"),
    "0207": ("楼上晾的衣服往下滴水", "说好甩干了再晾"),
}
FIRST = 20
"""Days after the start before the first talk, so that there is a council."""


def fill(book: Book, rng: Random, size: int, years: int) -> Iterator[str]:
    """Talks all year, most of them settled; disputes that end in all the ways there are; two still running."""
    first = clock.today()
    days = 365 * years - 6
    waiting: list[tuple[int, float, Callable[[], None]]] = []

    def later(day: int, act: Callable[[], None]) -> None:
        if day <= days:
            heappush(waiting, (day, rng.random(), act))

    for _ in range(max(size * years // HOMES_PER_TALK, 6)):
        later(rng.randint(FIRST, days), partial(_talk, book, rng))
    for n in range(max(size * years // HOMES_PER_CASE, 7)):
        day = days - 9 * n if n < 2 else rng.randint(FIRST, days - 75)
        later(day, partial(_case, book, rng, n, day, later))
    yield (first + timedelta(FIRST)).isoformat()
    while waiting:
        day, _, act = heappop(waiting)
        yield (first + timedelta(day)).isoformat()
        act()


def _mediator(book: Book, rng: Random) -> str | None:
    held = "SELECT person FROM post WHERE post = 'mediator' AND voided = 0 AND until > ? ORDER BY id"
    people = [row["person"] for row in book.read.sql(held, (clock.today().isoformat(),))]
    return rng.choice(people) if people else None


def _two_homes(book: Book, rng: Random) -> tuple[str, str]:
    """A home and one of the same entrance."""
    homes = book.read.sql("SELECT id, parent FROM home WHERE voided = 0 ORDER BY place_key")
    home = rng.choice(homes)
    near = [h["id"] for h in homes if h["parent"] == home["parent"] and h["id"] != home["id"]]
    return home["id"], rng.choice(near)


def _talk(book: Book, rng: Random) -> None:
    matter = rng.choice(tuple(SAID))
    home, other = _two_homes(book, rng)
    conduct = matter in ("0203", "0204") and rng.random() < 0.6
    result = rng.choices(("settled", "eased", "none"), (6, 3, 1))[0]
    values: dict[str, Any] = {
        "kind": "conduct" if conduct else "quarrel",
        "home": home,
        "other": None if conduct else other,
        "matter": matter,
        "said": SAID[matter][0],
        "result": result,
        "mediator": _mediator(book, rng),
    }
    if result != "none":
        until = clock.today() + timedelta(rng.randint(3, 20))
        values |= {"promise": SAID[matter][1], "until": until.isoformat()}
    change = writing.write(book, OWNER, "talk", values)
    if rng.random() < 0.8 and "until" in values:
        kept = rng.choices(("yes", "partly", "no"), (7, 2, 1))[0]
        service.look_back(book, OWNER, change.records[0][1], kept=kept, seen_on=clock.today().isoformat())


def _case(book: Book, rng: Random, n: int, day: int, later: Callable[[int, Callable[[], None]], None]) -> None:
    """One dispute from its registration on; `n` says how it ends."""
    matter = rng.choice(tuple(SAID))
    home, other = _two_homes(book, rng)
    values: dict[str, Any] = {"source": "own" if n % 3 else "apply", "home": home, "other": other, "matter": matter}
    values |= {"facts": SAID[matter][0], "title": rules.matter_title(matter), "mediator": _mediator(book, rng)}
    case = _record(writing.write(book, OWNER, "case", values))
    if n == 3:
        move(book, case, "decline", declined="taken", go_to="派出所已经在处理")
        return
    move(book, case, "accept")
    if n == 6:
        _stand_aside(book, rng, case)
    later(day + 3, partial(_tell, book, case, n))
    if n >= 2:
        later(day + 5, partial(_sit_down, book, case))
        later(day + 12, partial(_end, book, case, n, matter, day, later))


def _tell(book: Book, case: str, n: int) -> None:
    today = clock.today().isoformat()
    for party in book.read.parts("party", case):
        refuses = n == 4 and party["side"] == "b"
        parties.tell_rights(book, OWNER, party["id"], answer="refused" if refuses else "agreed", told_on=today)


def _sit_down(book: Book, case: str) -> None:
    if any(party["answer"] == "refused" for party in book.read.parts("party", case)):
        move(book, case, "fail", failed="refused", routes="all")
        return
    move(book, case, "begin")
    service.register_paper(book, OWNER, case, kind="talk", pages=3, signed="both", paper_at="调解卷宗柜第二格")


def _end(
    book: Book, case: str, n: int, matter: str, day: int, later: Callable[[int, Callable[[], None]], None]
) -> None:
    if (book.read.get("case", case) or {})["state"] != "mediating":
        later(day + 20, partial(move, book, case, "close"))
        return
    today = clock.today().isoformat()
    if n == 5:
        move(book, case, "pass", passed_to="police")
    elif n % 2:
        move(book, case, "speak", agreed_on=today, terms=SAID[matter][1])
    else:
        marks = dict.fromkeys(("signed_a", "signed_b", "signed_m"), today)
        move(book, case, "write", agreed_on=today, **marks)
        later(day + 14, partial(_seal, book, case))
        until = (clock.today() + timedelta(20)).isoformat()
        promised = {"case": case, "who": "a", "what": SAID[matter][1], "until": until}
        duty = _record(writing.write(book, OWNER, "obligation", promised))
        later(day + 30, partial(_done, book, duty))
    later(day + 45, partial(move, book, case, "close"))


def _seal(book: Book, case: str) -> None:
    service.sign(book, OWNER, case, sealed_on=clock.today().isoformat())


def _done(book: Book, obligation: str) -> None:
    parties.tick_done(book, OWNER, obligation, done_on=clock.today().isoformat())


def _stand_aside(book: Book, rng: Random, case: str) -> None:
    chair = book.read.one("SELECT person FROM post WHERE post = 'chair' AND voided = 0 ORDER BY since DESC LIMIT 1")
    if chair:
        writing.write(book, OWNER, "recusal", {"case": case, "person": chair, "why": "kin"})


def move(book: Book, case: str, key: str, **asked: Any) -> None:
    """One step of a dispute."""
    acting.move(book, OWNER, "case", key, case, **asked)


def _record(change: Any) -> str:
    return str(change.records[0][1])
