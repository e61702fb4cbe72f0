"""Who owns what on a day, how shares add up, and what of a person does not fit together; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from linli_tui.core import identity
from linli_tui.core.names import pinyin_keys
from linli_tui.core.words import say

Row = Mapping[str, Any]


def name_key(name: str | None) -> str:
    """What people are sorted by: the pinyin of the name, then the name itself."""
    return f"{pinyin_keys(name)[0]} {name}" if name else ""


def holds(fact: Row, day: str) -> bool:
    """Whether an ownership holds on an ISO day: from `since` (None: always) until before `until` (None: still)."""
    return (fact["since"] or "") <= day < (fact["until"] or "9999-99-99")


def owners_on(facts: Iterable[Row], day: str) -> list[Row]:
    """Those of a home's ownerships that hold on a day; on the day of a sale the buyer's, no longer the seller's."""
    return [fact for fact in facts if holds(fact, day)]


def known_share(facts: Iterable[Row]) -> Fraction:
    """The sum of the shares that are known, 1 being the whole home."""
    return sum(
        (Fraction(f["share_num"], f["share_den"]) for f in facts if f["share_num"] and f["share_den"]), Fraction(0)
    )


def warn_of_shares(facts: Iterable[Row]) -> str:
    """A sentence when the known shares of a home are more than the whole; "" when they are not."""
    total = known_share(facts)
    if total <= 1:
        return ""
    over = total - 1
    return say("这套房的份额加起来多了{num}/{den}，请对照产权证核对", num=over.numerator, den=over.denominator)


def wrong_share(num: int | None, den: int | None) -> str:
    """A sentence when a share is no part of a whole: half filled in, or more than all of it; "" when it is one."""
    if (num is None) != (den is None):
        return say("份额只填了一半。")
    if num is not None and den is not None and not 0 < num <= den:
        return say("份额不能超过一整份。")
    return ""


def warn_of_person(person: Row) -> str:
    """A sentence when sex or birth date contradict the identity number; "" when nothing does."""
    number = person.get("id_number")
    if not number:
        return ""
    if person.get("birth") and person["birth"] != identity.birth_date(number).isoformat():
        return say("出生日期和身份证号对不上，请看一看")
    if person.get("sex") in ("1", "2") and person["sex"] != str(identity.sex(number)):
        return say("性别和身份证号对不上，请看一看")
    return ""
