"""Who owns what on a day, how shares add up, and what of a person does not fit together; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from linli_tui.core import identity
from linli_tui.core.fold import clean, fold
from linli_tui.core.names import pinyin_keys
from linli_tui.core.words import say

Row = Mapping[str, Any]

FLAGS = (
    ("alone", "独居"),
    ("empty_nest", "空巢"),
    ("dependent", "失能"),
    ("disabled", "残疾"),
    ("chronic", "慢病"),
    ("other", "其他"),
)
"""Why somebody is looked after."""

BANDS = ((6, "0-5岁"), (14, "6-13岁"), (18, "14-17岁"), (60, "成年"), (80, "60岁以上"), (200, "80岁以上"))
"""The bands an age is shown in: the first whose bound it is below."""


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


def age_band(born: str | None, today: str) -> str:
    """The band of an age from two ISO dates; "" where the birth is not known or lies ahead."""
    if not born or born > today:
        return ""
    age = int(today[:4]) - int(born[:4]) - (today[5:] < born[5:])
    return next(band for bound, band in BANDS if age < bound)


def flag_title(flag: str | None) -> str:
    """What a reason to look after somebody is called."""
    return dict(FLAGS).get(flag or "", flag or "")


def clean_plate(text: str) -> str:
    """A number plate in the one form that is kept: 浙D12345 of 「浙d·12345」."""
    return re.sub(r"[\s\u00b7.-]", "", fold(clean(text)).upper())


def has_number(plate: str) -> bool:
    """Whether it is a plate at all; of those without one people write 无牌."""
    return any(character.isdigit() for character in plate)


def alike(one: Row, other: Row, same_home: bool) -> list[str]:
    """Why two records may be one person, in words; none when they are probably two.

    One identity number is enough; else the names sound the same and a telephone or a home is the same too. Two
    identity numbers, birth dates or sexes that differ speak against everything.
    """
    for name in ("id_number", "birth", "sex"):
        if one[name] and other[name] and one[name] != other[name]:
            return []
    number = [say("身份证号一样")] if one["id_number"] and one["id_number"] == other["id_number"] else []
    sounds = {row["name_key"].partition(" ")[0] for row in (one, other)}
    sound = [say("名字一样")] if one["name"] == other["name"] else []
    if not sound and len(sounds) == 1 and sounds != {""}:
        sound = [say("名字读音一样")]
    phones = {one["phone"], one["phone2"]} & {other["phone"], other["phone2"]} - {None}
    around = [say("电话一样")] * bool(phones) + [say("在同一套房")] * same_home
    return [*number, *sound, *around] if number or (sound and around) else []


def missing(kept: Row, gone: Row) -> dict[str, Any]:
    """What the record that stays lacks and the one merged into it has; another telephone becomes the second one."""
    found = {name: gone[name] for name in FILLED if not kept[name] and gone[name]}
    known = {kept["phone"], kept["phone2"], found.get("phone"), found.get("phone2"), None}
    if gone["phone"] not in known and not kept["phone2"] and "phone2" not in found:
        found["phone2"] = gone["phone"]
    return found


FILLED = ("sex", "phone", "phone2", "id_number", "birth", "party_member", "note")
