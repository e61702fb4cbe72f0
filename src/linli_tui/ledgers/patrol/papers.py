"""The papers of patrols: a sheet for a pencil and gloves, the month's list for the wall, the hours of volunteers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from linli_tui.core import times
from linli_tui.core.access import READ, Actor
from linli_tui.core.names import surname
from linli_tui.core.refusal import Refused
from linli_tui.core.words import _, say
from linli_tui.ledgers.patrol import planning, rules, service
from linli_tui.paper.document import Document, Heading, Pairs, Para, Table

if TYPE_CHECKING:
    from linli_tui.book.book import Book

Row = dict[str, Any]
ROWS = 6
SHEET = (_("谁"), _("几点到"), _("几点走"))
POINTS = (_("巡查点"), _("到了打勾"))
FOUND = (_("看见什么"), _("在哪里"), _("当场怎么办的"))
LIST = (_("日子"), _("星期"), _("几点"), _("队伍"), _("值班人"))
CLEAN = (_("哪几天"), _("哪个单元"), _("轮到哪户"))
HOURS = (_("姓名"), _("次数"), _("时长"), _("时长不全的次数"))
MONTH = """
SELECT * FROM duty_list WHERE voided = 0 AND day >= ? AND day < ? AND (kind = 'clean') = ?
ORDER BY day, ifnull(started, 9999), id
"""
WALKED = """
SELECT w.person, p.name, w.came, w.on_at, w.off_at, n.day, n.started, n.ended
FROM walker w JOIN round n ON n.id = w.round JOIN person p ON p.id = w.person
WHERE w.voided = 0 AND n.voided = 0 AND w.came IN ('came', 'early') AND n.day >= ? AND n.day < ? ORDER BY p.name, p.id
"""


def sheet(book: Book, actor: Actor, duty: str) -> Document:
    """夜巡单 of one duty: its head filled in, six big rows for people and for what is found, the rest for a pencil."""
    row = book.read.get("duty", duty) or {}
    day = date.fromisoformat(row["day"])
    people = [each["name"] for each in book.read.sql(planning.ON_IT, (duty,))]
    return _sheet(book, rules.weekday(day), row["label"], rules.hours(row), people)


def blank_sheet(book: Book, day: date) -> Document:
    """The same without a day, for the evenings on which nobody can print."""
    return _sheet(book, "", "", "", ())


def roster(book: Book, actor: Actor, duty: str) -> Document:
    """值班表 of the month of a duty, for the wall."""
    return month_roster(book, date.fromisoformat((book.read.get("duty", duty) or {})["day"]))


def month_roster(book: Book, day: date) -> Document:
    """值班表 of a month: who agreed to be posted stands with his name, everybody else with the surname only.

    Raises Refused where the month has none.
    """
    duties = book.read.sql(MONTH, (*_month(day), 0))
    cleaning = book.read.sql(MONTH, (*_month(day), 1))
    if not duties and not cleaning:
        raise Refused(say("{month}月还没有排班。", month=day.month), say("什么也没有打印。"), say("请先排班。"))
    posted = _posted(book)
    rows = tuple(_on_the_wall(book, duty, posted) for duty in duties)
    blocks: list[Any] = [Table(tuple(map(say, LIST)), rows, (12, 8, 14, 14, 24))] if rows else []
    if cleaning:
        homes = tuple(
            (_days(each), _label(book, "place", each["place"]), _label(book, "home", each["home"])) for each in cleaning
        )
        blocks += [Heading(say("楼道保洁")), Table(tuple(map(say, CLEAN)), homes, (24, 24, 24))]
    title = say("{year}年{month}月值班表", year=day.year, month=day.month)
    foot = say("有事来不了，请早一点告诉带队的人。只写姓的，是没有同意公示姓名的。")
    return Document(title, "大家看", "", tuple(blocks), foot=foot)


def hours(book: Book, actor: Actor, record: str) -> Document:
    """志愿者时长汇总 of the month of a round."""
    return month_hours(book, date.fromisoformat((book.read.get("round", record) or {})["day"]))


def month_hours(book: Book, day: date) -> Document:
    """志愿者时长汇总 of a month: how often each volunteer walked and how long, what overlaps counted once."""
    rows = book.read.sql(WALKED, _month(day))
    if not rows:
        raise Refused(say("{month}月还没有巡逻记录。", month=day.month), say("什么也没有打印。"))
    summed = summary(rows)
    lines = tuple((name, str(n), times.show_length(minutes), str(open_) if open_ else "")
                  for name, n, minutes, _all, open_ in summed)  # fmt: skip
    total, every = sum(each[2] for each in summed), sum(each[3] for each in summed)
    told = say("一共 {n} 人，{rounds} 人次，{length}。", n=len(summed), rounds=sum(each[1] for each in summed),
               length=times.show_length(total))  # fmt: skip
    blocks: list[Any] = [Table(tuple(map(say, HOURS)), lines, (24, 12, 20, 16)), Para(told, indent=False)]
    if every > total:
        twice = say("其中时间重叠 {length}，只算一次；台账里一条一条加起来是 {every}。", every=times.show_length(every),
                    length=times.show_length(every - total))  # fmt: skip
        blocks.append(Para(twice, indent=False))
    title = say("{year}年{month}月志愿者时长汇总", year=day.year, month=day.month)
    foot = say("时长从到的时候算到走的时候；过了半夜算前一晚的；不知道几点的没有算。")
    return Document(title, "内部", "", tuple(blocks), (say("汇总人"), say("负责人")), foot)


def summary(rows: Iterable[Row]) -> list[tuple[str, int, int, int, int]]:
    """For each person name, rounds, minutes with overlaps once, minutes with all of them, rounds of unknown length."""
    spans: dict[str, dict[str, list[tuple[int, int]]]] = {}
    names: dict[str, str] = {}
    rounds: dict[str, int] = {}
    unknown: dict[str, int] = {}
    for row in rows:
        person = row["person"]
        names[person], rounds[person] = row["name"], rounds.get(person, 0) + 1
        span = rules.span(row["came"], row["on_at"], row["off_at"], row["started"], row["ended"])
        unknown[person] = unknown.get(person, 0) + (span is None)
        if span:
            spans.setdefault(person, {}).setdefault(row["day"], []).append(span)
    return [
        (
            name,
            rounds[person],
            sum(rules.together(each) for each in spans.get(person, {}).values()),
            sum(end - begin for each in spans.get(person, {}).values() for begin, end in each),
            unknown[person],
        )
        for person, name in names.items()
    ]


OF_MONTH: dict[str, tuple[Callable[[Book, date], Document], str]] = {
    "sheet": (blank_sheet, "duty"),
    "roster": (month_roster, "duty"),
    "hours": (month_hours, "round"),
}


def of_month(book: Book, name: str, day: date) -> Document:
    """The paper of that name for a day's month, or tonight's sheet. Raises Refused for whom it is not to be read."""
    made, ledger = OF_MONTH[name]
    book.rights.refuse(READ, ledger)
    shifts = [shift for shift in service.tonight(book, day) if not shift.round] if name == "sheet" else []
    return sheet(book, book.actor, shifts[0].duty["id"]) if shifts else made(book, day)


def _sheet(book: Book, day: str, label: str, planned: str, people: Iterable[str]) -> Document:
    """One page: who, the points to tick, six rows big enough for gloves."""
    named = list(people)
    filled = tuple((name, "", "") for name in [*named, *[""] * (ROWS - len(named))])
    points = [point["label"] for point in service.points(book)] or [""] * ROWS
    half = -(-len(points) // 2)
    beside = [*points[half:], ""]
    ticks = tuple((point, "", beside[n], "") for n, point in enumerate(points[:half]))
    head = ((say("哪一晚"), " ".join(filter(None, (day, label, planned)))), (say("几点起"), ""), (say("几点止"), ""))
    blocks = (
        Pairs(head),
        Table(tuple(map(say, SHEET)), filled, (32, 20, 20)),
        Table(tuple(map(say, POINTS * 2)), ticks, (20, 16, 20, 16)),
        Table(tuple(map(say, FOUND)), (("", "", ""),) * ROWS, (32, 20, 20), by_hand=True),
        Pairs(((say("交班"), ""), (say("带队人"), ""))),
    )
    return Document(say("夜巡单"), "内部", "", blocks, foot=say("记不清的空着就行，电脑里可以以后再补。"))


def _on_the_wall(book: Book, duty: Row, posted: Callable[[Row], str]) -> tuple[str, ...]:
    day = date.fromisoformat(duty["day"])
    people = "、".join(posted(each) for each in book.read.sql(planning.ON_IT, (duty["id"],)))
    team = _label(book, "team", duty["team"]) or say(rules.KINDS[duty["kind"]])
    return _days(duty), rules.weekday(day), rules.hours(duty), team, people


def _posted(book: Book) -> Callable[[Row], str]:
    """How somebody is called on a posting: by name where that was agreed to, else by surname."""
    without = book.catalog.offer("consent.without")
    barred = without(book, "posting").people if without else None
    return lambda row: row["name"] if barred is not None and row["person"] not in barred else _family(row["name"])


def _family(name: str) -> str:
    return say("{surname}某", surname=surname(name)[0] or name[:1])


def _days(duty: Row) -> str:
    first, last = rules.short(duty["day"]), rules.short(duty["last"])
    return say("{first}到{last}", first=first, last=last) if last and last != first else first


def _label(book: Book, ledger: str, record: str | None) -> str:
    return book.read.label(ledger, record) if record else ""


def _month(day: date) -> tuple[str, str]:
    return day.replace(day=1).isoformat(), rules.next_month(day).isoformat()
