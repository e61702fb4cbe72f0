"""Who counts as a head, how each head answered, and the sums that are compared; pure, in integers.

One part is one head; parts of the same set of owners are one head together, and so is all a developer has not sold or
not handed over (法释〔2009〕7号 第8、9条). Parking places count only where the council has settled that they do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ledgers.votes.case import Case, Home, Options
from linli_tui.ledgers.votes.saying import conventions

Sums = dict[str, dict[str, int]]
FOR, AGAINST, ABSTAIN = "for", "against", "abstain"
PARTS = ("total", "participating", FOR, AGAINST, ABSTAIN)
NAMED = 3
"""How many homes a sentence names at most."""


@dataclass(slots=True)
class Head:
    """One head: its homes, the different answers on its ballots with the home of each, and what it comes to."""

    homes: list[Home]
    answers: dict[str, str] = field(default_factory=dict)
    side: str = ""

    @property
    def area(self) -> int:
        """What is known of its area, in 0.01 m2."""
        return sum(home.area or 0 for home in self.homes)

    @property
    def unknown(self) -> int:
        """How many of its homes have an area nobody knows."""
        return sum(home.area is None for home in self.homes)


@dataclass(frozen=True, slots=True)
class Tally:
    """What a case comes to: its heads, the sums, and what should be known of how they came about."""

    sums: Sums
    heads: tuple[Head, ...] = ()
    warnings: tuple[str, ...] = ()
    left_out: int = 0


def tally(case: Case) -> Tally:
    """The sums of a case: of persons as they are given, of owners counted home by home; Refused where ballots clash."""
    return _owners(case) if case.body == "owners" else _persons(case)


def _persons(case: Case) -> Tally:
    counts = case.counts
    sums = {"total": counts["total"], "participating": counts["attended"], **{k: counts[k] for k in PARTS[2:]}}
    silent = counts["attended"] - counts[FOR] - counts[AGAINST] - counts[ABSTAIN]
    warnings = [say("到了的人里有{n}位没有表态，到了算到，不算同意。", n=silent)] if silent else []
    if case.options.seat_basis == "statutory":
        warnings.append(say("按约定，全体委员按席位算，空着的席位也算在内。"))
    return Tally({key: {"heads": n} for key, n in sums.items()}, warnings=tuple(warnings))


def _owners(case: Case) -> Tally:
    heads = _heads(case.homes, case.options.parking_counts)
    if not heads:
        raise Refused(say("没有一套房屋算票，没有人可以表决。"))
    _hand_out(case, heads)
    options = case.options
    settled = conventions(options.parking_counts, options.invalid_participates, options.unreturned)
    warnings = [*settled, *_settle(heads, options), *_doubts(heads)]
    left_out = len(case.homes) - sum(len(head.homes) for head in heads)
    return Tally(sums_of(heads), tuple(heads), tuple(warnings), left_out)


def _heads(homes: Iterable[Home], parking_counts: bool) -> list[Head]:
    heads: dict[object, Head] = {}
    for home in homes:
        if not home.parking or parking_counts:
            heads.setdefault(_whose(home), Head([])).homes.append(home)
    return list(heads.values())


def _whose(home: Home) -> object:
    """What makes one head: the developer, a set of owners, or a home nobody is known to own."""
    if home.kind != "owner":
        return "developer"
    return home.owners or ("unknown", home.id)


def _hand_out(case: Case, heads: Iterable[Head]) -> None:
    """Gives each head its ballots; Refused for a home that is not there, has no vote, or contradicts its head."""
    head_of = {home.id: head for head in heads for home in head.homes}
    known = {home.id for home in case.homes}
    for home in case.options.delivered:
        if home not in known:
            raise Refused(say("delivered 里的房屋「{home}」不在名册里。", home=home))
    for home, choice in case.ballots:
        if home not in known:
            raise Refused(say("有一张票是「{home}」的，名册里没有这一套。", home=home))
        if home not in head_of:
            raise Refused(say("「{home}」是车位，按约定不算票，却有一张票。", home=home))
        answers = head_of[home].answers
        answers.setdefault(choice, home)
        if len(answers) > 1:
            first, other = list(answers.items())[:2]
            what = say(
                "「{a}」投的是{x}，「{b}」投的是{y}：是同一业主，只算1票，不能投得不一样。",
                a=first[1],
                x=choice_title(first[0]),
                b=home,
                y=choice_title(other[0]),
            )
            raise Refused(what)


def choice_title(choice: str) -> str:
    """A choice as the ballot has it."""
    titles = {
        "for": say("同意"),
        "against": say("反对"),
        "abstain": say("弃权"),
        "follow": say("随多数"),
        "blank": say("空白"),
        "invalid": say("废票"),
    }
    return titles[choice]


def _settle(heads: Sequence[Head], options: Options) -> list[str]:
    """What each head's ballot, or its lack, comes to; and how many went which way by a convention."""
    explicit = [sum(side in head.answers for head in heads) for side in (FOR, AGAINST)]
    majority = ABSTAIN if explicit[0] == explicit[1] else FOR if explicit[0] > explicit[1] else AGAINST
    unreturned = {"abstain_if_delivered": ABSTAIN, "follow_majority": majority}.get(options.unreturned, "")
    counted = {"follow": 0, "spoilt": 0, "unreturned": 0}
    for head in heads:
        choice = next(iter(head.answers), "")
        if choice in (FOR, AGAINST, ABSTAIN):
            head.side = choice
        elif choice == "follow":
            head.side, counted["follow"] = majority, counted["follow"] + 1
        elif choice:
            head.side, counted["spoilt"] = ABSTAIN if options.invalid_participates else "", counted["spoilt"] + 1
        elif unreturned and any(home.id in options.delivered for home in head.homes):
            head.side, counted["unreturned"] = unreturned, counted["unreturned"] + 1
    return _notes(counted, options, choice_title(majority))


def _notes(counted: dict[str, int], options: Options, majority: str) -> list[str]:
    """How many heads each convention was used for, and which way they went."""
    said = []
    if counted["follow"]:
        said.append(
            say("选了随多数的{n}人，按明说的同意和反对里人多的一边算：{side}。", n=counted["follow"], side=majority)
        )
    if counted["spoilt"]:
        how = say("作弃权") if options.invalid_participates else say("不算参与")
        said.append(say("空白票、废票{n}人，{how}。", n=counted["spoilt"], how=how))
    if counted["unreturned"]:
        side = majority if options.unreturned == "follow_majority" else choice_title(ABSTAIN)
        said.append(say("送到了没有交回的{n}人，作{side}。", n=counted["unreturned"], side=side))
    return said


def _doubts(heads: Iterable[Head]) -> list[str]:
    """Homes of which it is not clear whose head they are; the law says nothing, a person is to look."""
    seen: dict[str, Head] = {}
    said, several = [], []
    for head in heads:
        owners = head.homes[0].owners if head.homes[0].kind == "owner" else ()
        several += [head.homes[0].id for owner in owners if seen.setdefault(owner, head) is not head]
    nobody = [head.homes[0].id for head in heads if head.homes[0].kind == "owner" and not head.homes[0].owners]
    if several:
        homes = named(several)
        said.append(say("{homes}的业主另外还有房，几套的业主不全相同，各算1票；法律没有说，请核对。", homes=homes))
    if nobody:
        said.append(say("{homes}的业主不清楚，每套先算1票，请核对。", homes=named(nobody)))
    return said


def named(homes: Iterable[str]) -> str:
    """A few homes by name, of more of them how many: 1-101、1-102、1-201等5套."""
    each = list(dict.fromkeys(homes))
    text = "、".join(each[:NAMED])
    return say("{text}等{n}套", text=text, n=len(each)) if len(each) > NAMED else text


def sums_of(heads: Iterable[Head]) -> Sums:
    """Heads and known area of all, of those who took part, and of each side."""
    sums = {part: {"heads": 0, "area": 0} for part in PARTS}
    for head in heads:
        area = head.area
        for part in ("total", *(("participating", head.side) if head.side else ())):
            sums[part]["heads"] += 1
            sums[part]["area"] += area
    return sums
