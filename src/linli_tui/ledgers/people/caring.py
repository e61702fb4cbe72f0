"""What people do for those one looks after: write down with consent and renew it, only where that is settled."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from linli_tui.core import clock, dates
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.change import Change
    from linli_tui.book.writing import Transaction
    from linli_tui.core.access import Actor

Row = dict[str, Any]
SWITCH = "care.enabled"
MONTHS = 12
"""How long a consent lasts unless it is renewed."""


def guard_care(t: Transaction, old: Row | None, new: Row) -> None:
    """Nothing is written while the council has not settled that it keeps this; what stands may be ended or voided."""
    less = old is not None and (new["voided"] or (new["until"] or "") < (old["until"] or "9999"))
    if not less and t.book.setting(SWITCH) != "yes":
        raise Refused(
            say("这个小区没有登记关爱对象。"),
            say("什么也没有写。"),
            say("大家商量定了，在「设置」里打开「关爱对象登不登记」。"),
        )


def write_care(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """Writes down that somebody is looked after, for a year unless another day is given, or corrects it."""
    with book.transaction(actor, "correct" if record else "start") as t:
        if not record:
            since = values.get("since") or clock.today().isoformat()
            values = {**values, "since": since, "until": values.get("until") or _year_after(since)}
        row = t.row("care", t.save("care", {**values, "id": record} if record else values)) or {}
        done = "已更正一位关爱对象" if record else "已登记一位关爱对象，到{day}，到期要再问一次"
        t.say(say(done, day=row["until"]))
    return t.change


def renew(book: Book, actor: Actor, record: str, *, consent_on: str) -> Change:
    """Consent was given again: a year more from the day it ends, or from that consent when it has ended already."""
    with book.transaction(actor, "renew") as t:
        row = t.row("care", record) or {}
        until = _year_after(max(row["until"] or consent_on, consent_on))
        t.save("care", {"id": record, "consent_on": consent_on, "until": until})
        t.say(say("已续到{day}", day=until))
    return t.change


def _year_after(day: str) -> str:
    return dates.add_months(date.fromisoformat(day), MONTHS).isoformat()
