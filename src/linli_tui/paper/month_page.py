"""本月公示: one page across all areas for the board, last month beside this one, as the areas declare their months.

The figures are the same for everybody and the same as the report's; they name nobody. Small ones of people are not
printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from linli_tui.core import clock, dates, times
from linli_tui.core.access import Actor
from linli_tui.core.ledger import MonthLine
from linli_tui.core.refusal import Refused
from linli_tui.core.words import _, say
from linli_tui.paper.document import Block, Document, Heading, Pairs, Para, Ruled, Table

if TYPE_CHECKING:
    from linli_tui.book.book import Book

AUDIENCE = "大家看"
FEWEST = 3
"""A small figure of people below this is not printed: too few to stay unknown."""
PART = _("其中")
"""What the title of a figure begins with that counts some of what the one before counts."""
WRONG = ".month_wrong"
"""How the offers of areas end that say why the figures of a month do not add up: function(book, first, next) -> str."""
WIDTHS = (36, 18, 18)
PLANS = 3
"""Lines for what comes next month, written by hand."""


@dataclass(frozen=True, slots=True)
class Told:
    """One figure of the page: of which area, how declared, this month's value and last month's."""

    area: str
    line: MonthLine
    now: int
    before: int

    @property
    def texts(self) -> tuple[str, str]:
        """Last month and this month as they are printed."""
        return shown(self.line, self.before), shown(self.line, self.now)


def month_of(day: date) -> tuple[str, str]:
    """The month of a day as half-open ISO days."""
    first = day.replace(day=1)
    return first.isoformat(), dates.add_months(first, 1).isoformat()


def usual(today: date) -> date:
    """The month one reports on a day: this one, but in its first ten days still the last one."""
    return today.replace(day=1) if today.day > 10 else dates.add_months(today.replace(day=1), -1)


def value(book: Book, line: MonthLine, day: date) -> int:
    """A figure of the month of a day, counted over all rows whoever asks."""
    first, following = month_of(day)
    query = f'SELECT {line.measure} AS n FROM temp."{line.ledger}" r WHERE r.voided=0 AND ({line.where})'
    with book.rights.wide():
        return int(book.read.one(query, {"first": first, "next": following}) or 0)


def figures(book: Book, day: date) -> list[Told]:
    """All figures of the month of a day, area by area. Raises Refused before anybody has signed in."""
    if not book.actor.id:
        raise Refused(say("还没有登录。"), say("什么也没有改。"), say("请先选名字，输密码。"))
    before = dates.add_months(day.replace(day=1), -1)
    return [
        Told(area.title, line, value(book, line, day), value(book, line, before))
        for area in book.catalog.areas
        for line in area.month
    ]


def shown(line: MonthLine, n: int) -> str:
    """A figure with its unit as everybody may read it."""
    if line.small and n < FEWEST:
        return say("不到{n}{unit}", n=FEWEST, unit=line.unit)
    return times.show_length(n) if line.unit == say("分钟") else say("{n}{unit}", n=f"{n:,}", unit=line.unit)


def sums(told: Iterable[Told]) -> Iterator[tuple[bool, str]]:
    """Whether the parts of each figure, those of the same unit that begin with 其中, fit it; each as a sentence."""
    for whole, parts in _wholes(told):
        added = sum(part.now for part in parts)
        pieces = "、".join(f"{part.line.title.removeprefix(say(PART))}{part.now}" for part in parts)
        head = f"{whole.line.title}{whole.now}{whole.line.unit}"
        name = say("{head}：{pieces}", head=head, pieces=pieces)
        if added == whole.now:
            yield True, say("{name}，合起来对得上。", name=name)
        elif added < whole.now:
            yield True, say("{name}，另有{n}。", name=name, n=whole.now - added)
        else:
            yield False, say("{name}，合起来是{n}，起数之和不等于总数。", name=name, n=added)


def wrong(book: Book, day: date) -> list[str]:
    """What does not add up in the month of a day: parts beyond their whole, and what the areas say of it."""
    found = [text for right, text in sums(figures(book, day)) if not right]
    for area in book.catalog.areas:
        asked = (area.load(by) for name, by in area.offers.items() if name.endswith(WRONG))
        found += filter(None, (ask(book, *month_of(day)) for ask in asked))
    return found


def _wholes(told: Iterable[Told]) -> list[tuple[Told, list[Told]]]:
    found: list[tuple[Told, list[Told]]] = []
    for one in told:
        if not one.line.title.startswith(say(PART)):
            found.append((one, []))
        elif found and one.line.ledger == found[-1][0].line.ledger and one.line.unit == found[-1][0].line.unit:
            found[-1][1].append(one)
    return [(whole, parts) for whole, parts in found if parts]


def document(book: Book, actor: Actor, day: date) -> Document:
    """The page of the month of a day, in large letters. Raises Refused before anybody has signed in."""
    told, first = figures(book, day), day.replace(day=1)
    before = dates.add_months(first, -1)
    columns = (say("做了什么"), say("{n}月", n=before.month), say("{n}月", n=first.month))
    blocks: list[Block] = []
    for area in dict.fromkeys(one.area for one in told):
        rows = tuple((_title(one), *one.texts) for one in told if one.area == area and _speaks(one))
        blocks += [Heading(area), Table(columns, rows, WIDTHS) if rows else Para(say("这两个月没有。"))]
    blocks += [Heading(say("下个月的安排")), Ruled(PLANS), Pairs(((say("有意见请打"), ""),))]
    made = say("{day}从台账里数出。人数不到{n}的不写。", day=dates.show_date(clock.today()), n=FEWEST)
    title = say("{compound}{year}年{month}月公示", compound=book.name, year=first.year, month=first.month)
    return Document(title, AUDIENCE, "", (*blocks, Para(made, indent=False)), large=True)


def _speaks(one: Told) -> bool:
    """Whether a figure is worth its line on a wall; a small one always, for that it is nothing says too much."""
    return bool(one.line.small or one.now or one.before)


def _title(one: Told) -> str:
    return ("  " if one.line.title.startswith(say(PART)) else "") + one.line.title
