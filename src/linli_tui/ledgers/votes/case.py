"""A case as it is put to the rules, read from plain data; whatever cannot be right is a sentence; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ledgers.votes.law import BODIES, GENERAL, Matter, matters, profiles

MOST = 10**15
"""No number of people or area can be larger; what is has been mistyped."""
KINDS = ("owner", "developer_unsold", "developer_undelivered")
CHOICES = ("for", "against", "abstain", "follow", "blank", "invalid")
UNRETURNED = ("not_participating", "abstain_if_delivered", "follow_majority")
SEAT_BASES = ("seated", "statutory")
FLAGS = ("parking_counts", "invalid_participates")
OPTIONS = (*FLAGS, "unreturned", "delivered", "unknown_area", "seat_basis")
SHOWN = 40
"""Of a wrong value no more characters than these are repeated."""


@dataclass(frozen=True, slots=True)
class Home:
    """One exclusive part: whose it is, its area in 0.01 m2 (None: nobody knows)."""

    id: str
    area: int | None
    owners: frozenset[str]
    kind: str = "owner"
    parking: bool = False


@dataclass(frozen=True, slots=True)
class Options:
    """What law leaves to the compound's own rules; `least` and `most` bound an area nobody knows."""

    parking_counts: bool = False
    invalid_participates: bool = False
    unreturned: str = "not_participating"
    delivered: frozenset[str] = frozenset()
    least: int = 1
    most: int | None = None
    seat_basis: str = "seated"


@dataclass(frozen=True, slots=True)
class Case:
    """What is to be decided: by whom, when, about what; homes and (home, choice) of ballots, or plain counts."""

    body: str
    profile: str
    day: str
    matter: Matter | None
    options: Options
    homes: tuple[Home, ...] = ()
    ballots: tuple[tuple[str, str], ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)


def read_case(given: Any) -> Case:
    """A case from decoded JSON; Refused with one sentence for whatever is missing, unknown or impossible."""
    if not isinstance(given, Mapping):
        raise Refused(say("每一题要写成一个 JSON 对象。"))
    body = _one_of(given, "body", tuple(dict(BODIES)))
    profile = _profile(given, body)
    day, matter, options = _day(given), _matter(given, body), _options(given.get("options"))
    if body == "owners":
        homes = _homes(given)
        return Case(body, profile, day, matter, options, homes, _ballots(given))
    return Case(body, profile, day, matter, options, counts=_counts(given, body, options))


def _one_of(given: Mapping[str, Any], key: str, known: Sequence[str], default: str | None = None) -> str:
    value = default if given.get(key) is None else given[key]
    if value is None:
        raise Refused(say("没有写 {key}，要写其中一个：{known}。", key=key, known="、".join(known)))
    if not isinstance(value, str) or value not in known:
        what = say(
            "{key} 写的是 {value}，认不得；只能是：{known}。", key=key, value=_shown(value), known="、".join(known)
        )
        raise Refused(what)
    return value


def _profile(given: Mapping[str, Any], body: str) -> str:
    """Committees differ from place to place, so theirs is to be said; elsewhere 通用 will do."""
    known = tuple(profiles())
    return profiles()[_one_of(given, "profile", known, None if body == "committee" else GENERAL)]


def _day(given: Mapping[str, Any]) -> str:
    value = given.get("date")
    if value is None:
        raise Refused(say("没有写 date（哪一天决定的），要写成 2026-11-22 这样。"))
    if isinstance(value, str) and len(value) == 10:
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            pass
    raise Refused(say("date 写的是 {value}，不是一天；要写成 2026-11-22 这样。", value=_shown(value)))


def _matter(given: Mapping[str, Any], body: str) -> Matter | None:
    """Owners decide by the matter; the other bodies need not say it."""
    if body != "owners" and given.get("matter") is None:
        return None
    return matters()[_one_of(given, "matter", tuple(matters()))]


def _options(given: Any) -> Options:
    if given is None:
        return Options()
    if not isinstance(given, Mapping):
        raise Refused(say("options 要写成一个 JSON 对象。"))
    for key in given:
        if key not in OPTIONS:
            raise Refused(say("options 里的 {key} 认不得；只能是：{known}。", key=key, known="、".join(OPTIONS)))
    least, most = _unknown_area(given.get("unknown_area"))
    delivered = _list(given, "delivered") if given.get("delivered") is not None else ()
    return Options(
        _flag(given, FLAGS[0]),
        _flag(given, FLAGS[1]),
        _one_of(given, "unreturned", UNRETURNED, UNRETURNED[0]),
        frozenset(_name(home, say("delivered 里的房屋")) for home in delivered),
        least,
        most,
        _one_of(given, "seat_basis", SEAT_BASES, SEAT_BASES[0]),
    )


def _unknown_area(given: Any) -> tuple[int, int | None]:
    """What each area nobody knows lies between, in 0.01 m2: [least, most]; without it, from the smallest upward."""
    if given is None:
        return 1, None
    if not isinstance(given, list | tuple) or len(given) != 2:
        raise Refused(say("unknown_area 要写成 [最小, 最大] 两个整数，单位是0.01平方米。"))
    least, most = (_number(value, "unknown_area", 1) for value in given)
    if least > most:
        raise Refused(say("unknown_area 的最小比最大还大。"))
    return least, most


def _flag(given: Mapping[str, Any], key: str) -> bool:
    value = given.get(key)
    if value is None or isinstance(value, bool):
        return bool(value)
    raise Refused(say("{key} 写的是 {value}，只能是 true 或 false。", key=key, value=_shown(value)))


def _number(value: Any, what: str, least: int = 0) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise Refused(say("{what} 写的是 {value}，要写整数。", what=what, value=_shown(value)))
    if value < least:
        why = say("不能是负数") if least == 0 else say("要大于0，不清楚就写 null")
        raise Refused(say("{what} 写的是 {value}，{why}。", what=what, value=_shown(value), why=why))
    if value > MOST:
        raise Refused(say("{what} 写的数太大了，请核对。", what=what))
    return value


def _list(given: Mapping[str, Any], key: str) -> list[Any]:
    value = given.get(key)
    if value is None:
        raise Refused(say("没有写 {key}。", key=key))
    if not isinstance(value, list | tuple):
        raise Refused(say("{key} 要写成一个列表。", key=key))
    return list(value)


def _name(value: Any, what: str) -> str:
    """An id of a home or owner; a whole number will do as one."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= MOST:
        return str(value)
    if not isinstance(value, str) or not value.strip():
        raise Refused(say("{what} 写的是 {value}，要写名称或编号。", what=what, value=_shown(value)))
    return value


def _row(value: Any, key: str, place: int) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise Refused(say("{key} 的第{n}条要写成一个 JSON 对象。", key=key, n=place))
    return value


def _homes(given: Mapping[str, Any]) -> tuple[Home, ...]:
    homes: dict[str, Home] = {}
    for place, value in enumerate(_list(given, "homes"), 1):
        home = _home(_row(value, "homes", place), place)
        if home.id in homes:
            raise Refused(say("房屋 {home} 写了两次。", home=_shown(home.id)))
        homes[home.id] = home
    if not homes:
        raise Refused(say("homes 里一套房屋也没有，没有人可以表决。"))
    return tuple(homes.values())


def _home(row: Mapping[str, Any], place: int) -> Home:
    name = _name(row.get("id"), say("homes 第{n}条的 id", n=place))
    known, area = say("房屋 {home} 的", home=_shown(name)), row.get("area")
    kind = _one_of(row, "kind", KINDS, KINDS[0])
    owners = () if row.get("owners") is None and kind != KINDS[0] else row.get("owners")
    if not isinstance(owners, list | tuple):
        raise Refused(say("{home} owners 要写成业主的列表，不清楚就写 []。", home=known))
    return Home(
        name,
        None if area is None else _number(area, known + " area", 1),
        frozenset(_name(owner, known + " owners") for owner in owners),
        kind,
        _flag(row, "parking"),
    )


def _ballots(given: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    ballots = []
    for place, value in enumerate(_list(given, "ballots"), 1):
        row = _row(value, "ballots", place)
        for key, kinds in (("channel", str), ("proxy", str | bool)):
            if row.get(key) is not None and not isinstance(row[key], kinds):
                raise Refused(say("第{n}张票的 {key} 要写成文字。", n=place, key=key))
        home = _name(row.get("home"), say("第{n}张票的 home", n=place))
        ballots.append((home, _one_of(row, "choice", CHOICES)))
    return tuple(ballots)


def _counts(given: Mapping[str, Any], body: str, options: Options) -> dict[str, int]:
    whole = "electorate"
    if body == "committee":
        whole = "seats" if options.seat_basis == "statutory" else "seated"
    keys = tuple(dict.fromkeys((whole, "attended", "for", "against", "abstain")))
    for key in keys:
        if given.get(key) is None and key not in ("against", "abstain"):
            raise Refused(say("没有写 {key}。", key=key))
    counts = {key: 0 if given.get(key) is None else _number(given[key], key) for key in keys}
    _refuse_more(given, counts, whole)
    return {"total": counts[whole], **{key: counts[key] for key in keys if key != whole}}


def _refuse_more(given: Mapping[str, Any], counts: Mapping[str, int], whole: str) -> None:
    """Nobody can come or answer who is not counted among those who may."""
    total, attended = counts[whole], counts["attended"]
    answered = counts["for"] + counts["against"] + counts["abstain"]
    for key in ("seats", "seated", "electorate"):
        if given.get(key) is not None:
            _number(given[key], key)
    seats, seated = given.get("seats"), given.get("seated")
    if seats is not None and seated is not None and seated > seats:
        raise Refused(say("在任的有{seated}人，比席位{seats}个还多。", seated=seated, seats=seats))
    if not total:
        raise Refused(say("{key} 是0，没有人可以表决。", key=whole))
    if attended > total or (whole == "seats" and seated is not None and attended > seated):
        raise Refused(say("到了{attended}人，比能来的{total}人还多。", attended=attended, total=total))
    if answered > attended:
        what = say("同意、反对、弃权加起来是{answered}，比到的{attended}人还多。", answered=answered, attended=attended)
        raise Refused(what)


def _shown(value: Any) -> str:
    """A wrong value as it can be repeated in a sentence."""
    try:
        text = value if isinstance(value, str) else "null" if value is None else str(value)
    except (ValueError, RecursionError):
        text = say("一个很大的数")
    text = "".join(char if char.isprintable() else "?" for char in text[: SHOWN + 1])
    return f"「{text[:SHOWN]}{'..' if len(text) > SHOWN else ''}」"
