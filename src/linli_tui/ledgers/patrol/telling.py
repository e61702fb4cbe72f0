"""How a round is told item by item: the lines to go through, and what each digit means on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from linli_tui.core import times
from linli_tui.core.words import _, say
from linli_tui.ledgers.patrol import rules
from linli_tui.ledgers.patrol.ledger import CAME, SEEN

if TYPE_CHECKING:
    from linli_tui.book.book import Book

Row = dict[str, Any]
PERSON, ADD, BEGIN, END, POINT, WORDS, FINDING, DONE = (
    "person", "add", "started", "ended", "point", "words", "finding", "done",
)  # fmt: skip
TIME_WAYS = (_("写几点"), _("照班表"), _("现在"), _("约几点"), _("不清楚"))
WAYS: dict[str, tuple[str, ...]] = {
    PERSON: (*(title for _key, title in CAME), _("晚到"), _("余下的都到了")),
    ADD: (_("添一个人"),),
    BEGIN: TIME_WAYS,
    END: TIME_WAYS,
    POINT: (*(title for _key, title in SEEN), _("余下的都到了")),
    WORDS: (_("写一句"), _("没有，不用写")),
    FINDING: (_("记一个问题"),),
    DONE: (_("记完了"),),
}
"""What the digits mean on a line of each kind."""
IN_WORDS = (("sheet", _("巡逻单号")), ("handover", _("交班")), ("todo", _("待补")))
UNKNOWN = {"started": _("几点起不清楚"), "ended": _("几点止不清楚")}
"""What is left as 待补 where nobody remembers a time tonight."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line: what kind it is, of which record or column, what it is called, what was said of it."""

    kind: str
    of: str
    label: str
    state: str = ""
    aside: str = ""

    @property
    def id(self) -> str:
        """Its name among the lines."""
        return f"{self.kind}:{self.of}"


def items(book: Book, record: str, people: list[tuple[str, str]], points: list[Row]) -> list[Item]:
    """The lines of a round, as far as it is told; `record` is "" for one that is not begun."""
    row = (book.read.get("round", record) if record else None) or {}
    walkers = {each["person"]: each for each in book.read.parts("walker", record)} if record else {}
    passed = {each["checkpoint"]: each["state"] for each in book.read.parts("passing", record)} if record else {}
    return [
        *_people(book, people, walkers),
        Item(BEGIN, BEGIN, say("几点起"), *_time(row, BEGIN)),
        Item(END, END, say("几点止"), *_time(row, END)),
        *(Item(POINT, p["id"], p["label"], dict(SEEN).get(passed.get(p["id"], ""), "")) for p in points),
        *(_written(name, say(title), row.get(name)) for name, title in IN_WORDS),
        Item(FINDING, "", say("有问题要记")),
        Item(ADD, "", say("还有别人走了")),
        Item(DONE, "", say("记完了")),
    ]


def told(todo: str | None, name: str, known: bool) -> str | None:
    """What is left to be told once a time is known, or is said not to be."""
    words = [each for each in (todo or "").split("；") if each and each != say(UNKNOWN[name])]
    return "；".join([*words, *([] if known else [say(UNKNOWN[name])])]) or None


def half_hours(started: int | None, ended: int | None, now: int) -> list[int]:
    """Times of day to choose from for somebody who came later or left earlier, eight at most."""
    if started is None:
        return []
    end = times.after(started, ended) if ended is not None else min(now, started + rules.LONGEST)
    return list(range(started // 30 * 30 + 30, end + 1, 30))[:8]


def _people(book: Book, people: list[tuple[str, str]], walkers: dict[str, Row]) -> Iterator[Item]:
    names = dict(people)
    names |= {person: book.read.label("person", person) for person in walkers if person not in names}
    for person, name in names.items():
        yield Item(PERSON, person, name, *_walked(walkers.get(person)))


def _walked(walker: Row | None) -> tuple[str, str]:
    """What was said of somebody, and from when to when he was there where that was not the whole time."""
    if walker is None:
        return "", ""
    came, _comma, how = say(dict(CAME)[walker["came"]]).partition("，")
    on_at, off_at = (None if walker[name] is None else times.show_time(walker[name]) for name in ("on_at", "off_at"))
    late = say("{at} 才到", at=on_at) if on_at else ""
    early = say("{at} 先走", at=off_at) if off_at else ""
    return came, "，".join(filter(None, (how, late, early)))


def _written(name: str, title: str, words: str | None) -> Item:
    return Item(WORDS, name, title, say("已写") if words else "", words or "")


def _time(row: Row, name: str) -> tuple[str, str]:
    """A time, or that nobody knew it so far, which leaves the line open."""
    if row.get(name) is None:
        return "", say("不清楚") if say(UNKNOWN[name]) in str(row.get("todo") or "") else ""
    at = times.show_time(row[name])
    return (say("约 {at}", at=at) if row.get("unsure") else at), ""
