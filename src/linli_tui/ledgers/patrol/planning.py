"""The duty list: one duty by hand, a month by group in turn or as the month before, a stairwell by household."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from linli_tui.core import times
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ledgers.patrol import rules

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.change import Change
    from linli_tui.book.writing import Transaction
    from linli_tui.core.access import Actor

Row = dict[str, Any]
HOURS = ("started", "ended")
ON_IT = """
SELECT o.person, p.name FROM on_duty o JOIN person p ON p.id = o.person
WHERE o.duty = ? AND o.voided = 0 AND p.voided = 0 ORDER BY o.id
"""
OF_TEAM = """
SELECT m.person, p.name FROM team_member m JOIN person p ON p.id = m.person
WHERE m.team = ? AND m.voided = 0 AND p.voided = 0 AND ifnull(m.since, '') <= ? AND ifnull(m.until, '9999') > ?
ORDER BY m.since, m.id
"""
TEAMS = """
SELECT t.*, p.name AS led FROM team t LEFT JOIN person p ON p.id = t.leader WHERE t.voided = 0 ORDER BY t.id
"""
LAST_TEAM = """
SELECT team FROM duty WHERE voided = 0 AND kind = 'patrol' AND day < ? AND team IN ({teams})
ORDER BY day DESC, id DESC LIMIT 1
"""
LAST_TO_CLEAN = "SELECT home FROM duty WHERE kind = 'clean' AND place = ? AND voided = 0 ORDER BY day DESC LIMIT 1"
BEFORE = """
SELECT * FROM duty WHERE voided = 0 AND day >= ? AND day < ? AND kind <> 'clean' ORDER BY day, id
"""


def teams(book: Book) -> list[Row]:
    """The teams there are, in the order in which they were founded, which is that of their turns."""
    return book.read.sql(TEAMS)


def members(book: Book, team: str, day: date) -> list[Row]:
    """The people (person, name) who belong to a team on a day."""
    return book.read.sql(OF_TEAM, (team, day.isoformat(), day.isoformat()))


def write_duty(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """A duty as the form gives it; one of a team has the team's people and times where none are given."""
    with book.transaction(actor, "change" if record else "new") as t:
        duty = _save(t, values, record)
        label = (t.row("duty", duty) or {})["label"]
        t.say(say("已修改值班「{label}」" if record else "已排上「{label}」", label=label))
    return t.change


def turns(book: Book, actor: Actor, month: date, groups: Sequence[str], weekdays: Sequence[int] = ()) -> Change:
    """A month of patrols by group in turn; evenings that have one already stay as they are.

    A team of a weekday of its own has that one, several of the same one take turns at it; the others share what is left
    of `weekdays` (1 Monday to 7; all of them where none is named).
    """
    if not groups:
        raise Refused(say("还没有队伍，没法轮。"), say("什么也没有排。"), say("请先登记队伍和队员。"))
    first = month.replace(day=1)
    with book.transaction(actor, "plan") as t:
        taken, planned = _taken(t, first), 0
        for days, those in _shared(t, first, groups, weekdays):
            free = [day for day in days if (day.isoformat(), "patrol") not in taken]
            for day, team in rules.in_turn(free, those, _last_team(t, those, free[0]) if free else None):
                _save(t, {"day": day.isoformat(), "kind": "patrol", "team": team})
                planned += 1
        _say_planned(t, first, planned)
    return t.change


def as_last_month(book: Book, actor: Actor, month: date) -> Change:
    """A month as the one before: each duty on the same weekday of the same week; what is planned already stays."""
    first = month.replace(day=1)
    before = (first - timedelta(days=1)).replace(day=1)
    with book.transaction(actor, "plan") as t:
        taken, standing = _taken(t, first), {team["id"] for team in t.sql(TEAMS)}
        duties = t.sql(BEFORE, (before.isoformat(), first.isoformat()))
        placed = [(rules.same_day(date.fromisoformat(duty["day"]), first), duty) for duty in duties]
        free = [(day, duty) for day, duty in placed if day and (day.isoformat(), duty["kind"]) not in taken]
        free = [(day, duty) for day, duty in free if not duty["team"] or duty["team"] in standing]
        for day, duty in free:
            kept = {name: duty[name] for name in ("kind", "team", "place", "started", "ended")}
            last = duty["last"] and day + (date.fromisoformat(duty["last"]) - date.fromisoformat(duty["day"]))
            people = None if duty["team"] else [row["person"] for row in t.sql(ON_IT, (duty["id"],))]
            _save(t, {"day": day.isoformat(), "last": last and last.isoformat(), **kept}, people=people)
        _say_planned(t, first, len(free))
    return t.change


def cleaning(book: Book, actor: Actor, entrance: str, month: date, months: int = 12) -> Change:
    """楼道保洁 of a stairwell by household and month, in walking order, going on after whoever was last.

    Months that are planned already stay as they are.
    """
    with book.transaction(actor, "plan") as t:
        query = "SELECT id FROM home WHERE entrance = ? AND voided = 0 ORDER BY place_key"
        homes = [row["id"] for row in t.sql(query, (entrance,))]
        if not homes:
            raise Refused(say("这个单元里还没有房屋。"), say("什么也没有排。"), say("请先在楼幢里登记房屋。"))
        last = t.sql(LAST_TO_CLEAN, (entrance,))
        query = "SELECT day FROM duty WHERE kind = 'clean' AND place = ? AND voided = 0"
        taken = {row["day"] for row in t.sql(query, (entrance,))}
        firsts = [first for first in rules.months(month, months) if first.isoformat() not in taken]
        for first, home in rules.in_turn(firsts, homes, last[0]["home"] if last else None):
            end = rules.next_month(first) - timedelta(days=1)
            days = {"day": first.isoformat(), "last": end.isoformat()}
            _save(t, {**days, "kind": "clean", "place": entrance, "home": home})
        if not firsts:
            raise Refused(say("这几个月的楼道保洁都排好了。"), say("原来排的没有动。"))
        t.say(say("已排好 {n} 个月的楼道保洁", n=len(firsts)))
    return t.change


def _save(t: Transaction, values: Row, record: str | None = None, people: Sequence[str] | None = None) -> str:
    team = (t.row("team", values["team"]) if values.get("team") else None) or {}
    old = (t.row("duty", record) if record else None) or {}
    known = {**old, **{name: value for name, value in values.items() if record or value is not None}}
    hours = {name: known.get(name) if record or known.get(name) is not None else team.get(name) for name in HOURS}
    if hours["started"] is not None and hours["ended"] is not None:
        hours["ended"] = times.after(hours["started"], hours["ended"])
    if record is not None:
        return t.save("duty", {**values, **hours, "id": record})
    duty = t.save("duty", {**values, **hours})
    if people is None and team:
        people = [row["person"] for row in t.sql(OF_TEAM, (team["id"], values["day"], values["day"]))]
    t.save_all("on_duty", [{"duty": duty, "person": person} for person in people or ()])
    return duty


def _shared(
    t: Transaction, first: date, groups: Sequence[str], weekdays: Sequence[int]
) -> Iterable[tuple[list[date], list[str]]]:
    """Which days which teams share: a weekday by those whose it is, the rest by those that have none."""
    fixed: dict[int, list[str]] = {}
    rest: list[str] = []
    for group in groups:
        weekday = (t.row("team", group) or {}).get("weekday")
        (fixed.setdefault(int(weekday), []) if weekday else rest).append(group)
    yield from ((rules.days_of(first, (weekday,)), those) for weekday, those in fixed.items())
    yield [day for day in rules.days_of(first, weekdays) if day.isoweekday() not in fixed], rest


def _last_team(t: Transaction, those: Sequence[str], day: date) -> str | None:
    """Whose turn it was last before a day, of these teams."""
    found = t.sql(LAST_TEAM.format(teams=",".join("?" * len(those))), (day.isoformat(), *those))
    return str(found[0]["team"]) if found else None


def _taken(t: Transaction, first: date) -> set[tuple[str, str]]:
    """The (day, kind) of the duties a month has already."""
    rows = t.sql(BEFORE, (first.isoformat(), rules.next_month(first).isoformat()))
    return {(row["day"], row["kind"]) for row in rows}


def _say_planned(t: Transaction, month: date, n: int) -> None:
    if not n:
        raise Refused(say("{month}月没有空着的晚上可排。", month=month.month), say("原来排的没有动。"))
    t.say(say("已排好{month}月的 {n} 班", month=month.month, n=n))
