"""A decision in sentences that a neighbour checks with a pencil: each number, each comparison, its grounds; pure.

Sentences are made of a rule and integers alone, so that a stored decision can be told again at any time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from linli_tui.core.dates import show_date
from linli_tui.core.ledger import Choices
from linli_tui.core.numbers import show_area
from linli_tui.core.words import _, say
from linli_tui.ledgers.votes.law import Check, Matter, Numbers, Rule

VERDICTS: Choices = (
    ("passed", "通过"),
    ("rejected", "未通过"),
    ("not_constituted", "不成立"),
    ("undecidable", "面积不全不能判定"),
)
SHARES = {
    (1, 2, ">"): _("过半数"),
    (1, 2, ">="): _("半数以上"),
    (2, 3, ">="): _("三分之二以上"),
    (3, 4, ">="): _("四分之三以上"),
}
WHO = {
    "owners": (_("算票的业主"), _("参与的"), _("人")),
    "committee": (_("在任的委员"), _("到的"), _("人")),
    "village_households": (_("应到的"), _("到的"), _("户")),
}
"""What all are called, what those who took part are called, and what they are counted in."""
OTHERS = (_("应到的"), _("到的"), _("人"))


@dataclass(frozen=True, slots=True)
class Told:
    """What a decision is told from; `oks` are the comparisons by name, `missing` the homes without an area."""

    rule: Rule
    numbers: Numbers
    verdict: str
    oks: Mapping[str, bool | None]
    matter: Matter | None = None
    left_out: int = 0
    missing: int = 0
    possible: Sequence[str] = ()
    area: Mapping[str, tuple[int, int | None]] = field(default_factory=dict)

    @property
    def words(self) -> tuple[str, str, str]:
        """What all, those who took part, and one of them are called."""
        body = next((key for key in WHO if self.rule.id.replace("-", "_").startswith(key)), "")
        return WHO.get(body, OTHERS)


def sentences(told: Told) -> list[str]:
    """The decision from what it rests on to its verdict, one sentence for each step."""
    said = [_basis(told), *_numbers(told), *(_check(told, check) for check in told.rule.checks)]
    return [*said, *_verdict(told)]


def title(verdict: str) -> str:
    """A verdict as people say it."""
    return say(dict(VERDICTS)[verdict])


def warn_of_rule(rule: Rule, fell_back: bool) -> list[str]:
    """What should be known of the rule itself: that it is not sure, or not the place's own."""
    said = []
    if fell_back:
        said.append(say("那时候当地还没有自己的规定，按通用的规定算。"))
    if rule.confidence == "likely":
        said.append(say("依据的条文没有逐字核对，写进正式文件以前请再核对。"))
    if rule.confidence == "unsure":
        said.append(say("这一种没有查到可靠的依据，先按通常的做法算，请问过社区或街道再用。"))
    return said


def conventions(parking_counts: bool, invalid_participates: bool, unreturned: str) -> list[str]:
    """What is to be known of the conventions a count went by, where they are not the usual ones."""
    said = []
    if parking_counts:
        said.append(say("按约定，车位也算票和面积；要有议事规则写明。"))
    if invalid_participates:
        said.append(say("按约定，空白票、废票算参与，作弃权；要有议事规则写明。"))
    if unreturned in ("abstain_if_delivered", "follow_majority"):
        what = say("弃权") if unreturned == "abstain_if_delivered" else say("多数一边")
        said.append(
            say(
                "按约定，送到了没有交回的算参与，作{what}。这样算有争议，法律要的是真正参与："
                "要有业主大会通过的条款，每一户都要有送到的凭据。",
                what=what,
            )
        )
    return said


def _basis(told: Told) -> str:
    rule, matter = told.rule, told.matter
    what = ""
    if matter and rule.id.startswith("owners"):
        kind = (
            say("是要四分之三以上同意的特别事项") if matter.decided == "special" else say("是过半数同意就行的普通事项")
        )
        what = say("这{kind}。", kind=kind)
        if matter.item:
            item = say("第278条第1款第{n}项", n=matter.item)
            what = say("表决的是{title}（{item}），{kind}。", title=say(matter.title), item=item, kind=kind)
    if not rule.law:
        return what + say("依据没有核实，先按通常的做法算。")
    day = show_date(date.fromisoformat(rule.effective_from))
    return what + say("依据：《{law}》{article}，{day}起施行。", law=rule.law, article=rule.article, day=day)


def _numbers(told: Told) -> list[str]:
    numbers, (everybody, present, _unit) = told.numbers, told.words
    shown = {part: _amount(told, part) for part in numbers}
    answers = {"yes": shown["for"], "no": shown["against"], "none": shown["abstain"]}
    first = say("{everybody}一共{total}，{present}{came}。", everybody=say(everybody), present=say(present),
                total=shown["total"], came=shown["participating"])  # fmt: skip
    said = [first, say("同意{yes}，反对{no}，弃权{none}。", **answers)]
    if told.left_out:
        said.append(say("不算票的车位有{n}个，上面都没有算进去。", n=told.left_out))
    if told.missing:
        said.append(say("有{n}套的面积不清楚，上面的平方米里没有它们。", n=told.missing))
    for part, who in (("total", everybody), ("participating", present), ("for", _("同意的"))):
        least, most = told.area.get(part, (0, 0))
        if most is not None and least != most:
            ends = {"least": show_area(least), "most": show_area(most)}
            said.append(say("算上它们，{who}最少{least}平方米，最多{most}平方米。", who=say(who), **ends))
    return said


def _amount(told: Told, part: str) -> str:
    """Heads, and area where it counts: 80人、6000.00平方米."""
    sums, unit = told.numbers[part], say(told.words[2])
    area = say("、{area}平方米", area=show_area(sums["area"])) if "area" in sums else ""
    return f"{sums['heads']}{unit}{area}"


def _check(told: Told, check: Check) -> str:
    products = check.sides(told.numbers)
    left = _side(told, check, check.left, check.den, products[0])
    right = _side(told, check, check.right, check.num, products[1])
    if told.oks[check.name] is None:
        what = say("面积缺{n}套，这一项还说不定。", n=told.missing)
        return say("{left}；{right}；{what}", left=left, right=right, what=what)
    if told.missing and check.unit == "area":
        return say("面积缺{n}套，不管是多少，这一项都{met}。", n=told.missing, met=_met(check, told.oks[check.name]))
    compared = say(
        "{a}{than}{b}", a=_value(check, products[0]), than=_than(check, products), b=_value(check, products[1])
    )
    outcome = _met(check, products[0] > products[1] or (products[0] == products[1] and check.op == ">="))
    return say("{left}；{right}；{compared}，{outcome}{more}。", left=left, right=right, compared=compared,
               outcome=outcome, more=_more(told, check, products))  # fmt: skip


def _side(told: Told, check: Check, part: str, times: int, product: int) -> str:
    everybody, present, unit = told.words
    who = {"total": everybody, "participating": present}.get(part, _("同意的"))
    amount = _value(check, told.numbers[part][check.unit]) + (say(unit) if check.unit == "heads" else say("平方米"))
    if times == 1:
        return say("{who}{amount}", who=say(who), amount=amount)
    return say("{who}{amount}，乘{times}是{product}", who=say(who), amount=amount, times=times,
               product=_value(check, product))  # fmt: skip


def _value(check: Check, number: int) -> str:
    return show_area(number) if check.unit == "area" else str(number)


def _than(check: Check, products: tuple[int, int]) -> str:
    if products[0] == products[1]:
        return say("等于")
    return say("大于") if products[0] > products[1] else say("小于")


def _met(check: Check, ok: bool | None) -> str:
    share = say(SHARES[check.num, check.den, check.op])
    return say("够「{share}」", share=share) if ok else say("不够「{share}」", share=share)


def _more(told: Told, check: Check, products: tuple[int, int]) -> str:
    """That exactly the share is, or is not, enough; else what is still wanting."""
    if products[0] == products[1]:
        return say("，正好到线就算") if check.op == ">=" else say("，正好一半不算")
    lacking = short(check, told.numbers)
    if not lacking:
        return ""
    unit = say("平方米") if check.unit == "area" else say(told.words[2])
    return say("，还差{amount}", amount=_value(check, lacking) + unit)


def short(check: Check, numbers: Numbers) -> int:
    """How much the left side of a comparison lacks, in its own unit, the right side staying as it is; 0 for nothing."""
    left, right = check.sides(numbers)
    lacking = right - left + (1 if check.op == ">" else 0)
    return max(-(-lacking // check.den), 0)


def _verdict(told: Told) -> list[str]:
    if told.verdict == "undecidable":
        could = say("、").join(title(verdict) for verdict in told.possible)
        return [say("面积缺{n}套：面积不全不能判定。补上以后可能是：{could}。", n=told.missing, could=could)]
    outcome = {
        "passed": say("每一项都够，结果：通过。"),
        "rejected": say("{present}够了，同意的不够，结果：未通过。", present=say(told.words[1])),
        "not_constituted": say("{present}不够，结果：不成立。这不是否决，可以再来一次。", present=say(told.words[1])),
    }[told.verdict]
    if told.missing:
        return [say("面积缺{n}套，不管是多少，结果都一样。", n=told.missing), outcome]
    return [outcome]
