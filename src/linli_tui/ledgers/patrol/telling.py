"""How a round is told item by item: the lines to go through, and what each digit means on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from linli_tui.core import times
from linli_tui.core.refusal import Refused
from linli_tui.core.words import _, say
from linli_tui.ledgers.patrol import evenings, rules, service
from linli_tui.ledgers.patrol.ledger import CAME, SEEN

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.change import Change
    from linli_tui.core.access import Actor

Row = dict[str, Any]
PERSON, ADD, BEGIN, END, POINT, WORDS, FINDING, DONE = (
    "person", "add", "started", "ended", "point", "words", "finding", "done",
)  # fmt: skip
TIME_WAYS = (_("写几点"), _("照班表"), _("现在"), _("约几点"), _("不清楚"))
BY_LIST, NOW, ABOUT, NOBODY_KNOWS = 2, 3, 4, 5
"""Their digits, after 1 for a time that is typed."""
EARLIER, LATER, THE_REST = 2, 5, 6
"""Digits of a person that ask for a time, and of all people not spoken of."""
TAKE_OUT = 3
"""The digit that takes words out again."""
WAYS: dict[str, tuple[str, ...]] = {
    PERSON: (*(title for _key, title in CAME), _("晚到"), _("余下的都到了")),
    ADD: (_("添一个人"),),
    BEGIN: TIME_WAYS,
    END: TIME_WAYS,
    POINT: (*(title for _key, title in SEEN), _("余下的都到了")),
    WORDS: (_("写一句"), _("没有，下一行"), _("不要了，去掉")),
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


@dataclass(slots=True)
class Telling:
    """A round while it is told: every piece is saved at once, the first one makes the round."""

    book: Book
    actor: Actor
    day: date
    duty: Row
    team: str | None
    record: str = ""
    change: Change | None = None

    @classmethod
    def of(cls, book: Book, actor: Actor, record: str) -> Telling:
        """Of a round that is begun."""
        row = book.read.get("round", record) or {}
        duty = (book.read.get("duty", row["duty"]) if row["duty"] else None) or {}
        return cls(book, actor, date.fromisoformat(row["day"]), duty, row["team"], record)

    @property
    def row(self) -> Row:
        """The round as far as it is told."""
        return (self.book.read.get("round", self.record) if self.record else None) or {}

    @property
    def plan(self) -> Row:
        """When it was to begin and end: by the list, else as the team usually does."""
        team = (self.book.read.get("team", self.team) if self.team else None) or {}
        return self.duty if self.duty.get("started") is not None else team

    @property
    def label(self) -> str:
        """How the round is called."""
        team = self.book.read.label("team", self.team) if self.team else ""
        return rules.round_label(self.day.isoformat(), team)

    def items(self) -> list[Item]:
        """The lines of the round: people, times, points, words."""
        row, record, read = self.row, self.record, self.book.read
        walkers = {each["person"]: each for each in read.parts("walker", record)} if record else {}
        passed = {each["checkpoint"]: each["state"] for each in read.parts("passing", record)} if record else {}
        names = dict(evenings.on_it(self.book, self.duty.get("id") or "", self.team, self.day))
        names |= {person: read.label("person", person) for person in walkers if person not in names}
        return [
            *(Item(PERSON, person, name, *_walked(walkers.get(person))) for person, name in names.items()),
            Item(BEGIN, BEGIN, say("几点起"), *_time(row, BEGIN)),
            Item(END, END, say("几点止"), *_time(row, END)),
            *(_passed(point, passed) for point in service.points(self.book)),
            *(_written(name, say(title), row.get(name)) for name, title in IN_WORDS),
            Item(FINDING, "", say("有问题要记")),
            Item(ADD, "", say("还有别人走了")),
            Item(DONE, "", say("记完了")),
        ]

    def near(self) -> list[int]:
        """Times of day to choose from for somebody who came later or left earlier, eight at most."""
        row = {**self.plan, **{name: value for name, value in self.row.items() if value is not None}}
        started, ended, now = row.get("started"), row.get("ended"), service.minute_now(self.day)
        return half_hours(started, ended, now)

    def save(self, values: Row | None = None, people: Iterable[Row] = (), checks: Iterable[Row] = ()) -> Change:
        """Saves a piece."""
        begun = {"day": self.day.isoformat(), "duty": self.duty.get("id"), "team": self.team} if not self.record else {}
        told = {**begun, **(values or {})}
        self.change = service.write_down(self.book, self.actor, told, tuple(people), tuple(checks), self.record or None)
        self.record = self.record or next(record for table, record in self.change.records if table == "round")
        return self.change

    def save_person(self, person: str, digit: int, at: int | None = None) -> Change:
        """Whether somebody came; `at` is when he came or went, where he was not there the whole time."""
        hours = {"on_at": at if digit == LATER else None, "off_at": at if digit == EARLIER else None}
        came = CAME[0][0] if digit == LATER else CAME[digit - 1][0]
        return self.save(people=[{"person": person, "came": came, **hours}])

    def save_time(self, name: str, at: int | None, *, about: bool = False) -> Change:
        """When it began or ended; None for nobody knows it tonight, which is left to be told."""
        unsure = {"unsure": 1 if about else None} if about or name == END else {}
        return self.save({name: at, "todo": told(self.row.get("todo"), name, known=at is not None), **unsure})

    def save_rest(self, kind: str) -> Change:
        """All the people, or points, of whom nothing was said yet: they were there."""
        rest = [each.of for each in self.items() if each.kind == kind and not each.state]
        if kind == PERSON:
            return self.save(people=[{"person": person, "came": "came"} for person in rest])
        return self.save(checks=[{"checkpoint": point, "state": "seen"} for point in rest])

    def known_time(self, name: str, digit: int) -> int:
        """The time by the list, or now. Raises Refused where the list says none, or the evening is over."""
        at = self.plan.get(name) if digit == BY_LIST else service.minute_now(self.day)
        kept, do = say("什么也没有记。"), say("请按 1 写几点。")
        if at is None:
            raise Refused(say("班表上没有写几点。"), kept, do)
        if not 0 <= at < times.DAY + rules.TURN_OF_DAY:
            raise Refused(say("这一晚已经过去了。"), kept, do)
        return int(at)


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


def _passed(point: Row, passed: dict[str, str]) -> Item:
    return Item(POINT, point["id"], point["label"], say(dict(SEEN).get(passed.get(point["id"], ""), "")))


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
