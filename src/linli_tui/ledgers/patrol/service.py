"""What people do with rounds: look at the evening, write a round down whole or bit by bit, complete it later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from linli_tui.book import people as holders
from linli_tui.core import clock, times
from linli_tui.core.names import surname
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ledgers.patrol import rules
from linli_tui.ledgers.patrol.planning import ON_IT, members

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.change import Change
    from linli_tui.book.dropbox import Entry
    from linli_tui.book.writing import Transaction
    from linli_tui.core.access import Actor

Row = dict[str, Any]
POINTS = "SELECT id, label FROM checkpoint WHERE voided = 0 ORDER BY place_key"
DUTIES = """
SELECT * FROM duty_list WHERE voided = 0 AND kind <> 'clean' AND day <= :day AND ifnull(last, day) >= :day
ORDER BY ifnull(started, 9999), id
"""
LOOSE = "SELECT * FROM round_list WHERE voided = 0 AND day = ? AND duty IS NULL ORDER BY number"
TIMES = ("started", "ended", "on_at", "off_at")


@dataclass(frozen=True, slots=True)
class Shift:
    """One duty of an evening: the row, (person, name) of those on it, and the round already written, if any."""

    duty: Row
    people: tuple[tuple[str, str], ...]
    round: Row | None


def evening(moment: datetime | None = None) -> date:
    """The evening it is, or was at a moment: after midnight still the one before."""
    now = (moment or clock.now()).astimezone(clock.CHINA)
    return rules.service_day(now.date(), now.hour * 60 + now.minute)


def minute_now(day: date) -> int:
    """The present minute counted from midnight of the evening's day."""
    now = clock.now().astimezone(clock.CHINA)
    return (now.date() - day).days * times.DAY + now.hour * 60 + now.minute


def tonight(book: Book, day: date) -> list[Shift]:
    """What is on an evening's duty list, by time."""
    return [_shift(book, duty, day) for duty in book.read.sql(DUTIES, {"day": day.isoformat()})]


def loose(book: Book, day: date) -> list[Row]:
    """The rounds of an evening that were on no list."""
    return book.read.sql(LOOSE, (day.isoformat(),))


def points(book: Book) -> list[Row]:
    """The checkpoints there are, in their order."""
    return book.read.sql(POINTS)


def at_the_door(book: Book) -> tuple[str, ...]:
    """The short names before the closed book: who is on duty tonight, then the council; an offer to the drop box."""
    tonights = [_at_the_door(shift.duty, name) for shift in tonight(book, evening()) for _person, name in shift.people]
    return tuple(dict.fromkeys([*tonights, *(member.short for member in holders.members(book))]))


def planned_end(duty: Row, day: date) -> int | None:
    """The minute a round of this duty is over when all went as planned. Raises Refused before it has begun."""
    now, begin = minute_now(day), duty.get("started")
    if now < 0 or (begin is not None and now < begin):
        at = times.show_time(begin or 0)
        raise Refused(
            say("这一班 {at} 才开始。", at=at), say("什么也没有记。"), say("走完了再记；已经走了就一项一项记。")
        )
    return rules.end_of(begin, duty.get("ended"), now)


def as_planned(book: Book, actor: Actor, duty: str, day: date) -> Change:
    """A round as the list has it, all well: everybody on it, its times, and nothing said of single checkpoints."""
    with book.transaction(actor, "round") as t:
        row = _not_yet(t, duty, day)
        people = [{"person": each["person"], "came": "came"} for each in t.sql(ON_IT, (duty,))]
        hours = {"started": row["started"], "ended": planned_end(row, day)}
        values = {"day": day.isoformat(), "duty": duty, "team": row["team"], "as_planned": 1, **hours}
        _say_round(t, _save(t, values, people, ()), len(people))
    return t.change


def team_as_planned(book: Book, actor: Actor, team: str, day: date) -> Change:
    """The same of an evening without a list: the team's people and its usual times."""
    with book.transaction(actor, "round") as t:
        row = t.row("team", team) or {}
        people = [{"person": each["person"], "came": "came"} for each in members(book, team, day)]
        hours = {"started": row.get("started"), "ended": planned_end(row, day)}
        values = {"day": day.isoformat(), "team": team, "as_planned": 1, **hours}
        _say_round(t, _save(t, values, people, ()), len(people))
    return t.change


def write_down(
    book: Book,
    actor: Actor,
    values: Row,
    people: Sequence[Row] = (),
    checks: Sequence[Row] = (),
    record: str | None = None,
) -> Change:
    """A round as somebody tells it, or a part of it: values of the round, a row for each person and checkpoint.

    What was said of a person or checkpoint before is said anew; what nobody says is left open. A round of which single
    checkpoints are told is no longer one that went as planned without them.
    """
    values = {**values, "as_planned": None} if checks else values
    with book.transaction(actor, "round") as t:
        if record is None and values.get("duty"):
            _not_yet(t, values["duty"], date.fromisoformat(values["day"]))
        made = _save(t, {**values, "id": record} if record else values, people, checks)
        there = "SELECT count(*) AS n FROM walker WHERE round = ? AND voided = 0 AND came IN ('came', 'early')"
        _say_round(t, made, t.sql(there, (made,))[0]["n"], values.get("sheet"))
    return t.change


def write_round(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """A round as the form gives it; a new one has the people of its duty, or of its team."""
    people: list[Row] = []
    if record is None:
        duty = (book.read.get("duty", values["duty"]) if values.get("duty") else None) or {}
        values = {"team": duty.get("team"), **{name: value for name, value in values.items() if value is not None}}
        if duty:
            people = book.read.sql(ON_IT, (duty["id"],))
        elif values["team"]:
            people = members(book, values["team"], date.fromisoformat(values["day"]))
    return write_down(book, actor, values, [{"person": each["person"], "came": "came"} for each in people], (), record)


def take_in(t: Transaction, entry: Entry) -> None:
    """A round dropped in while the book was closed, 待补 until somebody confirms it; an offer to the drop box.

    `entry.values` are, as far as somebody said: day (else the evening it was written), started, ended (minutes as
    text), people (as they are called), words, all_well. A round of the one duty of that evening becomes that duty's,
    unless it has one.
    """
    told = entry.values
    day = date.fromisoformat(told["day"]) if told.get("day") else evening(clock.read_instant(entry.at))
    words = "，".join(filter(None, (told.get("people"), told.get("words"), told.get("all_well") and say("一切正常"))))
    hours = {name: int(told[name]) for name in TIMES[:2] if told.get(name, "").isdigit()}
    shifts = [shift for shift in tonight(t.book, day) if shift.duty["kind"] == "patrol"]
    duty = shifts[0].duty if len(shifts) == 1 and shifts[0].round is None else {}
    whose = {"duty": duty.get("id"), "team": duty.get("team")}
    todo = say("{who}夜里投进来的，请核对", who=entry.who)
    values = {"id": entry.id, "day": day.isoformat(), **whose, **hours, "todo": todo, "note": words or None}
    _save(t, values, (), ())
    t.say(say("{who}夜里投进来一次巡逻", who=entry.who))


def _at_the_door(duty: Row, name: str) -> str:
    team = str(duty.get("label") or "").rpartition(" ")[2]
    return f"{team} {surname(name)[0] or name[:1]}"


def _shift(book: Book, duty: Row, day: date) -> Shift:
    people = tuple((row["person"], row["name"]) for row in book.read.sql(ON_IT, (duty["id"],)))
    rounds = book.read.sql(
        "SELECT * FROM round_list WHERE voided = 0 AND duty = ? AND day = ?", (duty["id"], day.isoformat())
    )
    return Shift(duty, people, rounds[0] if rounds else None)


def _save(t: Transaction, values: Row, people: Sequence[Row], checks: Sequence[Row]) -> str:
    made = t.save("round", _timed(values))
    for ledger, item, rows in (("walker", "person", people), ("passing", "checkpoint", checks)):
        query = f"SELECT id, {item} FROM {ledger} WHERE round = ? AND voided = 0"
        known = {row[item]: {"id": row["id"]} for row in t.sql(query, (made,))}
        t.save_all(ledger, [{**known.get(row[item], {}), **_timed(row), "round": made} for row in rows])
    return made


def _timed(values: Row) -> Row:
    """The same, with what is told of the small hours as of the night after."""
    return {**values, **{name: rules.of_evening(values[name]) for name in TIMES if name in values}}


def _not_yet(t: Transaction, duty: str, day: date) -> Row:
    """The duty, where nobody has written its round yet."""
    if t.sql("SELECT 1 FROM round WHERE duty = ? AND day = ? AND voided = 0", (duty, day.isoformat())):
        raise Refused(say("这一班已经记过了。"), say("原来记的没有动。"), say("要改就打开那一条。"))
    return t.row("duty", duty) or {}


def whole(record: str) -> str:
    """The sitting all acts that tell of one round belong to, so that it can be taken back whole."""
    return f"round:{record}"


def _say_round(t: Transaction, made: str, n: int, sheet: str | None = None) -> None:
    """Says what was written down, and warns where another round bears the number of the same sheet."""
    t.sitting = whole(made)
    row = t.row("round", made) or {}
    done = say("已记下巡逻「{label}」，{n} 人", label=row["label"], n=n)
    query = "SELECT label FROM round WHERE sheet = ? AND id <> ? AND voided = 0 ORDER BY day DESC LIMIT 1"
    same = t.sql(query, (sheet, made)) if sheet else []
    if same:
        label = same[0]["label"]
        done += say("；单号「{sheet}」在「{label}」也用过，请看看是不是写重了", sheet=sheet, label=label)
    t.say(done)
