"""Who somebody in a roster is: owner, tenant or resident, related how, and how the home is lived in; pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from linli_tui.core.fold import clean, fold
from linli_tui.core.sheets import Row
from linli_tui.ledgers.people import addresses

OWNER, TENANT, RESIDENT = "owner", "tenant", "resident"
_ROLES = (
    (TENANT, "租|承租|借住|暂住"),
    (RESIDENT, "家属|家庭|成员|同住|亲属|配偶|子女|父母|居民|住户|常住|家人|保姆"),
    (OWNER, "业主|产权|房主|共有|所有权|本人|购房"),
)
"""Words of which the first that is found tells: a 业主家属 is no owner."""

_RELATIONS = (
    ("other", "朋友|男友|女友|同事|同学|老乡"),
    ("helper", "保姆|护工|钟点工|家政|阿姨"),
    ("tenant", "租客|租户|承租|租住|房客|合租"),
    ("grandparent", "祖父|祖母|爷|奶|外公|外婆|姥|曾祖"),
    ("grandchild", "孙|外孙|曾孙"),
    ("kin", "儿媳|女婿|媳|婿|侄|甥|叔|伯|舅|姑|姨|婶|嫂|弟媳|姐夫|妹夫|堂|表|亲戚|亲属|岳|公婆|公公|婆婆"),
    ("sibling", "兄|弟|姐|妹|哥"),
    ("spouse", "配偶|夫|妻|爱人|老公|老婆|丈夫|太太|先生"),
    ("parent", "父|母|爸|妈|爹|娘|双亲"),
    ("child", "子|女|儿|长男|次男|闺"),
    ("head", "户主|本人|自己|业主|产权人|房主"),
)
"""Words of which the first that is found tells; 儿媳 before 儿, 弟媳 before 弟."""
_FATHER_IN_LAW = re.compile("岳父|岳母|公公|婆婆|公婆|继父|继母|养父|养母")

_LIVED = (
    ("vacant", "空置|空关|空房|空闲|闲置|未入住|无人|未住|没有人住|没人住|未居住|毛坯|未装修|空"),
    ("lent", "借住|借用|亲友|亲戚|亲属居住|父母居住|子女居住"),
    ("rent", "出租|租赁|租住|已租|租客|租户|群租|合租|租"),
    ("self", "自住|自用|自己住|业主居住|业主自住|常住|入住|居住|本人"),
)
_NOT_LIVED = re.compile("未出租|不出租|没有出租|非出租")

_SAYS_OWNERS = re.compile("业主|产权")
_SAYS_TENANTS = re.compile("租户|租客|承租|出租")
_SAYS_RESIDENTS = re.compile("住户|居民|常住|人口|入住|家庭|同住")
_TITLE = 30
_FIFTH = 5
"""Of a list that numbers people, not homes, at least one row in so many stands under a home without saying it."""


def survey(columns: Sequence[str], rows: Sequence[Row], texts: Sequence[str]) -> Mapping[str, Any]:
    """What a whole sheet tells of its rows: whose list it is, whom its numbers count, how its homes are written.

    `people` is what somebody is who stands under 姓名 or 户主 without a word of who that is.
    """
    there = set(columns)
    titles = [text for text in texts if len(text) <= _TITLE]
    people = OWNER
    if "relation" in there or ("name" in there and "person" in there):
        people = RESIDENT
    elif not any(map(_SAYS_OWNERS.search, titles)):
        if any(map(_SAYS_TENANTS.search, titles)):
            people = TENANT
        elif any(map(_SAYS_RESIDENTS.search, titles)):
            people = RESIDENT
    under = [row for row in rows if not any(row.get(name) for name in ("building", "entrance", "home"))]
    counted = sum(bool(row.get("counted")) for row in under)
    return {
        "columns": frozenset(there),
        "people": people,
        "counts_people": 1 < counted == len(under) and counted * _FIFTH > len(rows),
        "first_is_building": addresses.first_is_building(rows),
    }


def role(said: str | None, people: str) -> str:
    """Owner, tenant or resident, by the word that says so or else as the sheet tells."""
    text = _plain(said)
    return next((found for found, words in _ROLES if text and re.search(words, text)), people)


def relation(said: str | None) -> str | None:
    """The stored relation to the head of the household for any word people use; "other" for words nobody knows."""
    text = _plain(said)
    if not text:
        return None
    if _FATHER_IN_LAW.search(text):
        return "parent"
    return next((found for found, words in _RELATIONS if re.search(words, text)), "other")


def lived_in(said: str | None) -> str | None:
    """How a home is lived in; None where the words do not tell."""
    text = _plain(said)
    if not text or _NOT_LIVED.search(text):
        return None
    return next((found for found, words in _LIVED if re.search(words, text)), None)


def _plain(said: str | None) -> str:
    return fold(clean(said or "")).replace(" ", "").lower()
