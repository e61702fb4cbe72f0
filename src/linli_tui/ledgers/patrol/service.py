"""What people do with patrols: make the duty list, write down a round, add to it later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from linli_tui.core import clock
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ledgers.patrol import rules

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.change import Change
    from linli_tui.book.dropbox import Entry
    from linli_tui.book.writing import Transaction
    from linli_tui.core.access import Actor

Row = dict[str, Any]
PEOPLE = "SELECT o.person, p.name FROM on_duty o JOIN person p ON p.id = o.person WHERE o.duty = ? AND o.voided = 0"
OF_TEAM = (
    "SELECT m.person FROM team_member m WHERE m.team = ? AND m.voided = 0 AND ifnull(m.since, '') <= ? "
    "AND ifnull(m.until, '9999') > ? ORDER BY m.since, m.id"
)
LAST_TO_CLEAN = "SELECT home FROM duty WHERE kind = 'clean' AND place = ? AND voided = 0 ORDER BY day DESC LIMIT 1"
POINTS = "SELECT id, label FROM checkpoint WHERE voided = 0 ORDER BY place_key"


@dataclass(frozen=True, slots=True)
class Shift:
    """One duty of an evening: the row, (person, name) of those on it, and the round already written, if any."""

    duty: Row
    people: tuple[tuple[str, str], ...]
    round: Row | None


def evening() -> date:
    """The evening it is: after midnight still the one before."""
    now = clock.now().astimezone(clock.CHINA)
    return rules.service_day(now.date(), now.hour * 60 + now.minute)


def minute_now(day: date) -> int:
    """The present minute counted from midnight of the evening's day."""
    now = clock.now().astimezone(clock.CHINA)
    return (now.date() - day).days * 24 * 60 + now.hour * 60 + now.minute


def tonight(book: Book, day: date) -> list[Shift]:
    """What is on an evening's duty list, by time."""
    duties = book.read.sql(
        "SELECT * FROM duty_list WHERE voided = 0 AND kind <> 'clean' AND day <= ? AND ifnull(last, day) >= ? "
        "ORDER BY ifnull(started, 9999), id",
        (day.isoformat(), day.isoformat()),
    )
    return [_shift(book, duty, day) for duty in duties]


def points(book: Book) -> list[Row]:
    """The checkpoints there are, in their order."""
    return book.read.sql(POINTS)


def write_duty(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """A duty as the form gives it; one of a team has the team's people and times where none are given."""
    with book.transaction(actor, "change" if record else "new") as t:
        duty = _save_duty(t, values, record)
        label = (t.row("duty", duty) or {})["label"]
        t.say(say("已修改值班「{label}」" if record else "已排上「{label}」", label=label))
    return t.change


def turns(book: Book, actor: Actor, month: date, teams: Sequence[str], weekdays: Sequence[int] = ()) -> Change:
    """A month of patrols by group in turn; evenings that have one already stay as they are."""
    if not teams:
        raise Refused(say("还没有队伍，没法轮。"), say("什么也没有排。"), say("请先登记队伍和队员。"))
    with book.transaction(actor, "plan") as t:
        days = [day for day in rules.days_of(month, weekdays) if not _taken(t, day)]
        last = t.sql("SELECT team FROM duty WHERE voided = 0 AND kind = 'patrol' AND day < ? ORDER BY day DESC LIMIT 1",
                     (month.replace(day=1).isoformat(),))  # fmt: skip
        for day, team in rules.in_turn(days, teams, last[0]["team"] if last else None):
            _save_duty(t, {"day": day.isoformat(), "kind": "patrol", "team": team})
        _say_planned(t, month, len(days))
    return t.change


def as_last_month(book: Book, actor: Actor, month: date) -> Change:
    """A month as the one before: each duty on the same weekday of the same week; evenings taken stay as they are."""
    first = month.replace(day=1)
    before = (first - timedelta(days=1)).replace(day=1)
    with book.transaction(actor, "plan") as t:
        duties = t.sql(
            "SELECT * FROM duty WHERE voided = 0 AND day >= ? AND day < ? AND kind <> 'clean' ORDER BY day, id",
            (before.isoformat(), first.isoformat()),
        )
        placed = [(rules.same_day(date.fromisoformat(duty["day"]), first), duty) for duty in duties]
        free = [(day, duty) for day, duty in placed if day and not _taken(t, day)]
        for day, duty in free:
            kept = {name: duty[name] for name in ("kind", "team", "place", "started", "ended")}
            people = None if duty["team"] else [row["person"] for row in t.sql(PEOPLE, (duty["id"],))]
            _save_duty(t, {"day": day.isoformat(), **kept}, people=people)
        _say_planned(t, first, len(free))
    return t.change


def cleaning(book: Book, actor: Actor, entrance: str, month: date, months: int = 12) -> Change:
    """楼道保洁 of a stairwell by household and month, in walking order, going on after whoever was last."""
    with book.transaction(actor, "plan") as t:
        homes = [row["id"] for row in t.sql(
            "SELECT id FROM home WHERE entrance = ? AND voided = 0 ORDER BY place_key", (entrance,))]  # fmt: skip
        if not homes:
            raise Refused(say("这个单元里还没有房屋。"), say("什么也没有排。"))
        last = t.sql(LAST_TO_CLEAN, (entrance,))
        firsts = [month.replace(day=1)]
        while len(firsts) < months:
            firsts.append(rules.next_month(firsts[-1]))
        for first, home in rules.in_turn(firsts, homes, last[0]["home"] if last else None):
            end = rules.next_month(first) - timedelta(days=1)
            values = {
                "day": first.isoformat(),
                "last": end.isoformat(),
                "kind": "clean",
                "place": entrance,
                "home": home,
            }
            _save_duty(t, values)
        t.say(say("已排好 {n} 个月的楼道保洁", n=months))
    return t.change


def as_planned(book: Book, actor: Actor, duty: str, day: date) -> Change:
    """A round as the list has it, all well: everybody on it, its times, and nothing said of single checkpoints."""
    with book.transaction(actor, "round") as t:
        row = _not_yet(t, duty, day)
        people = [person["person"] for person in t.sql(PEOPLE, (duty,))]
        now = minute_now(day)
        ended = row["ended"] if row["ended"] is not None and row["ended"] <= now else now
        values = {"day": day.isoformat(), "duty": duty, "team": row["team"], "started": row["started"], "ended": ended}
        made = _save_round(
            t, {**values, "as_planned": 1}, [{"person": person, "came": "came"} for person in people], ()
        )
        _say_round(t, made, len(people))
    return t.change


def write_down(
    book: Book, actor: Actor, values: Row, people: Sequence[Row], checks: Sequence[Row], record: str | None = None
) -> Change:
    """A round as somebody tells it: values of the round, a row a person and a checkpoint; what is missing is 待补."""
    with book.transaction(actor, "round") as t:
        if record is None and values.get("duty"):
            _not_yet(t, values["duty"], date.fromisoformat(values["day"]))
        made = _save_round(t, {**values, "id": record} if record else values, people, checks)
        _say_round(t, made, sum(person["came"] in ("came", "early") for person in people))
    return t.change


def write_round(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """A round as the form gives it, without its people; a new one of a duty has the duty's people."""
    people: list[Row] = []
    if record is None and values.get("duty"):
        people = [{"person": row["person"], "came": "came"} for row in book.read.sql(PEOPLE, (values["duty"],))]
        team = (book.read.get("duty", values["duty"]) or {}).get("team")
        values = {"team": team, **{name: value for name, value in values.items() if value is not None}}
    return write_down(book, actor, values, people, (), record)


def take_in(t: Transaction, entry: Entry) -> None:
    """A round dropped in while the book was closed, 待补 until somebody confirms it; an offer to the drop box.

    `entry.values` are day and, as far as somebody said: started, ended (minutes as text), people (as they are
    called), words, all_well.
    """
    told = entry.values
    words = "，".join(filter(None, (told.get("people"), told.get("words"), told.get("all_well") and say("一切正常"))))
    times = {name: int(told[name]) for name in ("started", "ended") if told.get(name, "").isdigit()}
    todo = say("{who}夜里投进来的，请核对", who=entry.who)
    t.save("round", {"id": entry.id, "day": told["day"], **times, "todo": todo, "note": words or None})
    t.say(say("{who}夜里投进来一次巡逻", who=entry.who))


def _shift(book: Book, duty: Row, day: date) -> Shift:
    people = tuple((row["person"], row["name"]) for row in book.read.sql(PEOPLE, (duty["id"],)))
    rounds = book.read.sql(
        "SELECT * FROM round_list WHERE voided = 0 AND duty = ? AND day = ?", (duty["id"], day.isoformat())
    )
    return Shift(duty, people, rounds[0] if rounds else None)


def _save_duty(t: Transaction, values: Row, record: str | None = None, people: Sequence[str] | None = None) -> str:
    team = (t.row("team", values["team"]) if values.get("team") else None) or {}
    if record is not None:
        return t.save("duty", {**values, "id": record})
    times = {name: values[name] if values.get(name) is not None else team.get(name) for name in ("started", "ended")}
    duty = t.save("duty", {**values, **times})
    if people is None and team:
        people = [row["person"] for row in t.sql(OF_TEAM, (team["id"], values["day"], values["day"]))]
    t.save_all("on_duty", [{"duty": duty, "person": person} for person in people or ()])
    return duty


def _save_round(t: Transaction, values: Row, people: Sequence[Row], checks: Sequence[Row]) -> str:
    made = t.save("round", values)
    t.save_all("walker", [{**person, "round": made} for person in people])
    t.save_all("passing", [{**check, "round": made} for check in checks])
    return made


def _not_yet(t: Transaction, duty: str, day: date) -> Row:
    """The duty, where nobody has written its round yet."""
    if t.sql("SELECT 1 FROM round WHERE duty = ? AND day = ? AND voided = 0", (duty, day.isoformat())):
        raise Refused(say("这一班已经记过了。"), say("原来记的没有动。"), say("要改就打开那一条。"))
    return t.row("duty", duty) or {}


def _taken(t: Transaction, day: date) -> bool:
    return bool(t.sql("SELECT 1 FROM duty WHERE day = ? AND kind = 'patrol' AND voided = 0", (day.isoformat(),)))


def _say_planned(t: Transaction, month: date, n: int) -> None:
    if not n:
        raise Refused(say("{month}月没有空着的晚上可排。", month=month.month), say("原来排的没有动。"))
    t.say(say("已排好{month}月的 {n} 班", month=month.month, n=n))


def _say_round(t: Transaction, made: str, n: int) -> None:
    label = (t.row("round", made) or {})["label"]
    t.say(say("已记下巡逻「{label}」，{n} 人", label=label, n=n))
