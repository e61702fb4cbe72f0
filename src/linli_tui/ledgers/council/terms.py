"""Terms of office by calendar and law: when to elect, to hand over, to file; how many seats. Pure, in whole days.

Days are counted after 民法典 第201至204条: the day a period begins is not counted; months end on the corresponding day,
else on the last of the month. A last day on a day of rest may be moved on by law (第203条); what is computed here is
the day before that, so that whoever goes by it is never late. The rules themselves are data/rules/terms.toml.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from linli_tui.core import dates
from linli_tui.core.data import read_toml
from linli_tui.core.words import say

GENERAL = "general"


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table: for which bodies of which profile, what it asks, by which article, from which day.

    A clock is `amount` of `unit` ("day", "month") `side` ("before", "within") a day; a size lies from `least` to
    `most`, 0 for no bound.
    """

    id: str
    what: str
    profile: str
    bodies: tuple[str, ...]
    effective_from: str
    confidence: str
    effective_to: str = ""
    law: str = ""
    article: int = 0
    side: str = ""
    amount: int = 0
    unit: str = "day"
    papers: tuple[str, ...] = ()
    least: int = 0
    most: int = 0
    odd: bool = False
    small: int = 0
    small_homes: int = 0


@cache
def rules() -> tuple[Rule, ...]:
    """All lines of the table."""
    lines = read_toml("rules", "terms.toml")["rule"]
    lists = ("bodies", "papers")
    return tuple(Rule(**{**line, **{name: tuple(line.get(name, ())) for name in lists}}) for line in lines)


def find(what: str, profile: str | None, body: str | None, day: str) -> Rule | None:
    """The rule for a kind of body on an ISO day: the profile's own, else the general one; None where there is none."""
    held = [
        rule
        for rule in rules()
        if rule.what == what
        and body in rule.bodies
        and rule.profile in (profile, GENERAL)
        and rule.effective_from <= day < (rule.effective_to or "9999")
    ]
    return max(held, key=lambda rule: (rule.profile == profile, rule.effective_from), default=None)


def citation(rule: Rule) -> str:
    """Law and article, as papers name them; "" where it is not certain that they bind this body."""
    if rule.confidence != "certain":
        return ""
    law = read_toml("rules", "terms.toml")["laws"][rule.law]
    return say("《{law}》第{article}条", law=law, article=rule.article)


def basis(rule: Rule) -> str:
    """What a rule rests on, in words: its citation, or that people go by what owners' committees do."""
    return citation(rule) or say("参照业委会的做法")


# Days


def last_within(day: date, amount: int, unit: str) -> date:
    """The last day of a period that begins with `day`, which is not counted (民法典 第201、202条)."""
    return dates.add_months(day, amount) if unit == "month" else dates.last_day(day, amount)


def last_before(day: date, amount: int, unit: str) -> date:
    """The last day on which one is so long before `day`: neither of the two is counted.

    Of months: the last day whose corresponding day lies before `day`.
    """
    if unit != "month":
        return dates.latest_notice(day, amount)
    found = dates.add_months(day, -amount)
    return found if dates.add_months(found, amount) < day else dates.last_day(found, -1)


def due(rule: Rule, day: date) -> date:
    """The last day on which a rule can be kept, seen from the day it is about."""
    return (last_before if rule.side == "before" else last_within)(day, rule.amount, rule.unit)


def _due(what: str, day: str | None, body: str | None, profile: str | None) -> str | None:
    rule = find(what, profile, body, day) if day else None
    return due(rule, date.fromisoformat(day)).isoformat() if rule and day else None


def renew_by(until: str | None, body: str | None, profile: str | None) -> str | None:
    """The last day to hold the next election, for a term that ends on `until`; ISO, None where nothing asks for it."""
    return _due("renewal", until, body, profile)


def hand_over_by(until: str | None, body: str | None, profile: str | None) -> str | None:
    """The last day to hand over after a term that ended on `until`."""
    return _due("hand_over", until, body, profile)


def file_by(paper: str | None, made_on: str | None, body: str | None, profile: str | None) -> str | None:
    """The last day to file a paper made on a day; None where this kind of paper or body is not filed."""
    rule = find("filing", profile, body, made_on) if made_on else None
    return _due("filing", made_on, body, profile) if rule and paper in rule.papers else None


def gaps(terms: Iterable[tuple[str | None, str | None]]) -> list[tuple[str, str]]:
    """The spans [end, start) of ISO days on which no term held, between the first one and the last; empty for none."""
    found: list[tuple[str, str]] = []
    reached = ""
    for n, (since, until) in enumerate(sorted((since or "", until or "9999-99-99") for since, until in terms)):
        if n and since > reached:
            found.append((reached, since))
        reached = max(reached, until)
    return found


# Sizes


def wrong_seats(seats: int | None, body: str | None, profile: str | None, day: str, homes: int = 0) -> str:
    """A sentence when a body of so many seats is not as the law has it; "" when it is, or nothing is said of it."""
    rule = find("seats", profile, body, day)
    if rule is None or not seats:
        return ""
    if rule.small == seats and 0 < homes <= rule.small_homes:
        return ""
    if (not rule.odd or seats % 2) and rule.least <= seats <= (rule.most or seats):
        return ""
    meant = say("{least}到{most}个", least=rule.least, most=rule.most) if rule.most else ""
    odd = say("单数") if rule.odd else ""
    wanted = "、".join(filter(None, (meant, odd)))
    return say("席位是{n}个，不是{wanted}（{basis}）", n=seats, wanted=wanted, basis=basis(rule))


def wrong_years(since: str | None, until: str | None, body: str | None, profile: str | None) -> str:
    """A sentence when a term is longer or shorter than the law has it; "" when it is not, or not known."""
    rule = find("years", profile, body, since) if since else None
    if rule is None or not since or not until:
        return ""
    begin, end = date.fromisoformat(since), date.fromisoformat(until)
    if dates.add_months(begin, 12 * rule.least) <= end <= dates.add_months(begin, 12 * rule.most):
        return ""
    wanted = (
        say("{least}到{most}年", least=rule.least, most=rule.most)
        if rule.least
        else say("不超过{most}年", most=rule.most)
    )
    return say("任期一般{wanted}（{basis}）", wanted=wanted, basis=basis(rule))


def term_label(ordinal: int | None) -> str:
    """What a term is called: 第3届."""
    return say("第{n}届", n=ordinal) if ordinal else say("不清楚第几届")
