"""Scopes of consent, days by which to answer, clocks of keeping; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from linli_tui.core import dates
from linli_tui.core.data import read_toml
from linli_tui.core.fold import fold
from linli_tui.core.ledger import Choices
from linli_tui.core.words import say

SCOPES: Choices = (("register", "登记"), ("care", "互助关爱"), ("street", "报送街道"), ("posting", "公示姓名"))
ANSWERS: Choices = (("given", "同意了"), ("refused", "不愿登记"), ("absent", "不在"), ("thinking", "再想想"))
UNSAID = ("absent", "thinking")
"""Answers that are none yet: what was said before still counts."""
ENDED: Choices = (("withdrawn", "撤回了"), ("replaced", "重新问过"), ("moved", "换了住户"))
ASKING: Choices = (
    ("access", "查看"),
    ("correct", "更正"),
    ("erase", "删除"),
    ("withdraw", "撤回同意"),
    ("explain", "解释"),
)
"""PIPL 第15、44、45、46、47、48条."""
ASKED_BY: Choices = (("self", "本人"), ("relative", "家里人代办"), ("guardian", "监护人"), ("heir", "去世的人的近亲属"))
SEEN: Choices = (
    ("id_card", "看了身份证"),
    ("booklet", "看了户口簿"),
    ("other", "看了别的证件"),
    ("known", "都认识，没有看证件"),
)
REASONS: Choices = (
    ("not_shown", "不能说明是本人，也没有委托"),
    ("law", "按规定还要保存"),
    ("others", "会把别人的信息也说出来"),
    ("not_kept", "本来就没有记"),
    ("other", "别的原因"),
)
BASES: Choices = (
    ("consent", "本人同意"),
    ("duty", "法律规定要报"),
    ("emergency", "紧急情况，保护生命财产"),
    ("own", "本人要的"),
)
"""PIPL 第13条: consent; a statutory duty; life, health and property in an emergency; the person's own request."""
MASKINGS: Choices = (("masked", "打了星号"), ("clear", "没有打星号"))
MEDIA: Choices = (("stick", "U盘"), ("paper", "纸"), ("shown", "当面看"), ("told", "口头"))
CAPACITIES: Choices = (
    ("owner", "业主"),
    ("resident", "居民"),
    ("proxy", "受业主委托的"),
    ("authority", "街道和主管部门"),
)

DAYS = 15
"""Days in which a request is answered: a convention (PIPL 第50条 says in good time); GB/T 35273-2020 8.7 allows 30."""
MONTHS = 36
"""So long looks, disclosures, requests, inspections and ended consents are kept, as data/rules/retention.toml says."""
_ID_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")


@dataclass(frozen=True, slots=True)
class Clock:
    """How long a kind of record is kept; `months` 0 is for ever. `holds` are fields of the person named that stay."""

    key: str
    title: str
    months: int
    after: str
    basis: str
    confidence: str
    effective_from: str
    ledger: str = ""
    since: str = ""
    person: str = ""
    holds: tuple[str, ...] = ()

    def until(self, row: Mapping[str, Any]) -> str:
        """The day a record may go; "" for never, or while its clock has not started."""
        start = row.get(self.since) if self.since else None
        if not self.months or not start:
            return ""
        return dates.add_months(date.fromisoformat(str(start)), self.months).isoformat()

    def say(self, row: Mapping[str, Any]) -> str:
        """Until when a record is kept, in words."""
        until = self.until(row)
        if until:
            return say("留到{day}", day=dates.show_date(date.fromisoformat(until)))
        return say("一直留着") if not self.months else say("{after}起再留{n}个月", after=self.after, n=self.months)


def clocks(on: str = "9999-12-31") -> tuple[Clock, ...]:
    """The clocks in effect on a day (data/rules/retention.toml)."""
    rows = read_toml("rules", "retention.toml")["clock"]
    known = (Clock(**{**row, "holds": tuple(row.get("holds", ()))}) for row in rows)
    return tuple(clock for clock in known if clock.effective_from <= on)


def clock_of(ledger: str) -> Clock | None:
    """The clock of the records of a ledger."""
    return next((clock for clock in clocks() if clock.ledger == ledger), None)


def due(received: str) -> str:
    """The day a request is answered by."""
    return dates.last_day(date.fromisoformat(received), DAYS).isoformat()


def has_id_number(text: str | None) -> bool:
    """Whether somebody wrote an identity number into a text that must hold none."""
    return bool(_ID_NUMBER.search(fold(text or "")))


def flags(scopes: Iterable[str]) -> dict[str, int]:
    """The four flags of a consent to these scopes."""
    given = set(scopes)
    return {f"for_{key}": int(key in given) for key, _ in SCOPES}


def scope_titles(*given: int | None) -> str:
    """What was agreed to, in words: 登记、互助关爱."""
    return "、".join(title for (_, title), flag in zip(SCOPES, given, strict=True) if flag)


def notice_label(no: int | None) -> str:
    """What a version of the notice is called."""
    return say("告知书第{no}版", no=no or "")


def consent_label(home: str | None, answer: str | None, *given: int | None) -> str:
    """What a household said: 3-2-501 登记、报送街道."""
    return " ".join(filter(None, (home, scope_titles(*given) or dict(ANSWERS).get(answer or "", ""))))


def request_label(kind: str | None, number: str | None) -> str:
    """What a request is called."""
    return " ".join(filter(None, (dict(ASKING).get(kind or "", ""), number)))


def day_label(day: str | None, what: str | None) -> str:
    """What an entry of a list by days is called."""
    return " ".join(filter(None, (day, what)))
