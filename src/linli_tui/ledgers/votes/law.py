"""The rules of voting as dated data: which matter needs which majority, and the rule of a body on a day; pure.

Source of every row: data/rules/votes.toml (民法典 第278条, 建房〔2009〕274号, local regulations, the two organic laws).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from linli_tui.core.data import read_toml
from linli_tui.core.ledger import Choices
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say

GENERAL = "general"
BODIES: Choices = (
    ("owners", "业主共同决定"),
    ("committee", "委员会（业委会、互助会）"),
    ("residents_meeting", "居民会议"),
    ("representatives", "居民代表会议"),
    ("village_adults", "村民会议（按村民）"),
    ("village_households", "村民会议（按户）"),
)
MATTERS: Choices = (
    ("ordinary", "普通事项（过半数）"),
    ("special", "特别事项（四分之三）"),
    ("rules_of_procedure", "制定、修改议事规则"),
    ("covenant", "制定、修改管理规约"),
    ("elect_committee", "选举、更换业委会成员"),
    ("hire_manager", "选聘、解聘物业服务企业"),
    ("use_fund", "使用维修资金"),
    ("raise_fund", "筹集维修资金"),
    ("rebuild", "改建、重建（如加装电梯）"),
    ("change_common_use", "改变共有部分用途、用来经营"),
    ("other_major", "其他重大事项"),
)
"""Two ways to say only how a matter is decided, and the nine items of 民法典 第278条第1款, in short."""
RULES: Choices = (
    ("owners-ordinary", "民法典278条，过半数"),
    ("owners-special", "民法典278条，四分之三"),
    ("committee-general", "业委会指导规则38条"),
    ("committee-shaoxing", "绍兴物业条例21条"),
    ("committee-hangzhou", "杭州物业条例29条"),
    ("residents-meeting-1989", "原居委会组织法9条"),
    ("residents-meeting-2025", "居委会组织法27条"),
    ("representatives-1989", "居民代表，旧的做法"),
    ("representatives-2025", "居委会组织法28、29条"),
    ("village-adults-2010", "原村委会组织法22条，按人"),
    ("village-adults-2025", "村委会组织法26条，按人"),
    ("village-households-2010", "原村委会组织法22条，按户"),
    ("village-households-2025", "村委会组织法26条，按户"),
)
"""Every rule of votes.toml in short, for a line of a card; papers print it in full."""
PROFILES: Choices = (("general", "通用"), ("shaoxing", "绍兴（诸暨）"), ("hangzhou", "杭州"))
"""The places whose rules are known."""
Numbers = Mapping[str, Mapping[str, int]]
"""total, participating, for, against, abstain, each in heads and, for owners, area in 0.01 m2."""


@dataclass(frozen=True, slots=True)
class Check:
    """One comparison of a rule: `den` times the left against `num` times the right, in one unit."""

    name: str
    left: str
    right: str
    unit: str
    num: int
    den: int
    op: str

    @property
    def is_quorum(self) -> bool:
        """Whether it asks if enough took part."""
        return self.name.startswith("quorum")

    def sides(self, numbers: Numbers) -> tuple[int, int]:
        """The two products that are compared."""
        return self.den * numbers[self.left][self.unit], self.num * numbers[self.right][self.unit]

    def holds(self, numbers: Numbers) -> bool:
        """Whether the left product reaches the right one: >= 以上, > 过半数 (民法典 第1259条)."""
        left, right = self.sides(numbers)
        return left >= right if self.op == ">=" else left > right


@dataclass(frozen=True, slots=True)
class Rule:
    """One version of the rule of a body; law and article are empty where nobody is sure of them."""

    id: str
    law: str
    article: str
    effective_from: str
    confidence: str
    checks: tuple[Check, ...]

    def check(self, name: str) -> Check:
        """The comparison of that name; StopIteration when the rule has none."""
        return next(check for check in self.checks if check.name == name)


@dataclass(frozen=True, slots=True)
class Matter:
    """What may be put to the owners: its item in 民法典 第278条第1款 (0 for none) and which majority it needs."""

    key: str
    title: str
    decided: str
    item: int


@cache
def matters() -> dict[str, Matter]:
    """All matters by their key."""
    rows, titles = read_toml("rules", "votes.toml")["matter"], dict(MATTERS)
    return {row["key"]: Matter(row["key"], titles[row["key"]], row["decided"], row.get("item", 0)) for row in rows}


@cache
def profiles() -> dict[str, str]:
    """What a profile may be called, and its key: 诸暨 is shaoxing."""
    named: dict[str, list[str]] = read_toml("rules", "votes.toml")["profiles"]
    return {name: key for key, names in named.items() for name in names}


@cache
def find_rule(body: str, profile: str, day: str, decided: str = "") -> tuple[Rule, bool]:
    """The rule of a body on an ISO day, and whether it is the profile's own; Refused where none is known."""
    held = [row for row in read_toml("rules", "votes.toml")["rule"] if _holds(row, body, decided, day)]
    for own in (True, False):
        for row in held:
            if row.get("profile", GENERAL) == (profile if own else GENERAL):
                return _rule(row), own
    title = dict(BODIES)[body]
    raise Refused(say("{day}那时候「{body}」该按什么规定，这里没有收录，不能判定。", day=day, body=say(title)))


@cache
def rule(key: str) -> Rule:
    """The rule of that id, as a stored decision names it; StopIteration when there is none."""
    return _rule(next(row for row in read_toml("rules", "votes.toml")["rule"] if row["id"] == key))


def _holds(row: Mapping[str, Any], body: str, decided: str, day: str) -> bool:
    return (
        row["body"] == body
        and row.get("decided", decided) == decided
        and row["effective_from"] <= day < row.get("effective_to", "9999-99-99")
    )


def _rule(row: Mapping[str, Any]) -> Rule:
    sure = row["confidence"] != "unsure"
    checks = tuple(
        Check(c["name"], c["left"], c["right"], c["unit"], c["share"][0], c["share"][1], c["op"]) for c in row["checks"]
    )
    law, article = (row["law"], row["article"]) if sure else ("", "")
    return Rule(row["id"], law, article, row["effective_from"], row["confidence"], checks)
