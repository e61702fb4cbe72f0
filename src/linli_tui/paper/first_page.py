"""The first page of a new secretary: ten lines of what matters, then what falls due, month by month for a year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from linli_tui.book import backup_standing, history
from linli_tui.book.people import in_caretaking, members
from linli_tui.core import clock, dates, verbs
from linli_tui.core.access import HEADS, OFFICERS, READ, Actor
from linli_tui.core.ledger import Ledger
from linli_tui.core.today import holds_today
from linli_tui.core.words import say
from linli_tui.paper import hand_over, standing
from linli_tui.paper.document import Block, Document, Heading, Pairs, Para, Table

if TYPE_CHECKING:
    from linli_tui.book.book import Book

AUDIENCE = "内部"
MONTHS, FEW = 12, 6
"""How far one looks ahead; so many facts of one ledger that end in one month are named, more are only counted."""
ACTS = 500
"""So many acts are looked through for the last report."""


def is_new(book: Book, actor: Actor) -> bool:
    """Whether this is an officer of today who followed another one."""
    if "post" not in book.catalog.ledgers:
        return False
    posts = ", ".join("?" * len(OFFICERS))
    query = (
        f"SELECT 1 FROM post n WHERE n.person = ? AND n.post IN ({posts}) AND n.voided = 0 AND {holds_today('n')} AND "
        f"EXISTS (SELECT 1 FROM post o WHERE o.post IN ({posts}) AND o.voided = 0 AND o.until <= n.since "
        "AND o.person <> n.person)"
    )
    return book.read.one(query, (actor.id, *OFFICERS, *OFFICERS)) is not None


def document(book: Book, actor: Actor) -> Document:
    """The page as it stands today. Raises Refused for whom taking over is no part of the post: it names people."""
    book.rights.refuse("hand_over")
    blocks: tuple[Block, ...] = (
        Heading(say("先看这十行")),
        Pairs(tuple(_ten(book))),
        Heading(say("这一年，哪个月到什么日子")),
        *_year(book),
    )
    return Document(say("{compound}：接手第一页", compound=book.name), AUDIENCE, "", blocks)


def _ten(book: Book) -> Iterator[tuple[str, str]]:
    """The ten lines."""
    yield say("今天"), _today(book)
    yield say("人和房"), _figures(book)
    yield say("管事的"), _people(book, OFFICERS) or say("会长、副会长、秘书都还没有登记")
    yield say("楼里找谁"), _people(book, HEADS) or say("楼长、单元长还没有登记")
    yield say("没办完的"), _counted(standing.open_matters(book, AUDIENCE)) or say("没有")
    yield say("生效的决定"), _counted(standing.decisions(book, AUDIENCE)) or say("没有")
    yield say("要赶紧办的"), "；".join(say(duty.say, n=n) for _, duty, n in standing.due(book)) or say("没有")
    yield say("纸在哪里"), _papers(book) or say("台账里没有写，请打开柜子看一看")
    yield say("上次报送"), _last(book, "report") or say("台账里没有报送的记录")
    yield say("上次备份"), backup_standing.standing(book).say


def _today(book: Book) -> str:
    kept = say("。现在是看守期，请先换届") if in_caretaking(book) else ""
    return say("{day}，{compound}{kept}", day=dates.show_date(clock.today()), compound=book.name, kept=kept)


def _figures(book: Book) -> str:
    """The first figure of each area that this person may read the ledger of."""
    figures = (area.figures[0] for area in book.catalog.areas if area.figures)
    readable = (f for f in figures if not f.ledger or book.rights.may(READ, f.ledger))
    return "，".join(say("{title}{n}{unit}", title=f.title, n=book.read.one(f.sql) or 0, unit=f.unit) for f in readable)


def _people(book: Book, posts: tuple[str, ...]) -> str:
    held = [m for m in members(book) if set(m.posts).intersection(posts)]
    named = "、".join(say("{name}（{post}）", name=m.name, post=hand_over.post_of(m)) for m in held[:FEW])
    return say("{named}等{n}人", named=named, n=len(held)) if len(held) > FEW else named


def _counted(found: list[standing.Standing]) -> str:
    counts: Counter[str] = Counter()
    for s in found:
        counts[s.ledger.title] += s.n
    return "，".join(say("{title}{n}条", title=title, n=n) for title, n in counts.items())


def _papers(book: Book) -> str:
    """The places where papers lie."""
    places = list(dict.fromkeys(where for _, _, _, where in hand_over.papers(book)))
    more = say("等{n}处", n=len(places)) if len(places) > FEW else ""
    return "，".join(places[:FEW]) + more


def _last(book: Book, verb: str) -> str:
    """When an act of that verb was last done, and by whom."""
    act = next((act for act in history.acts(book, limit=ACTS) if act.verb == verbs.verb(verb)), None)
    return say("{at}，{who}", at=act.at, who=act.who) if act else ""


# Month by month


def _year(book: Book) -> Iterator[Block]:
    """One table of this month and the twelve that follow; a month in which nothing ends says so."""
    yield Para(say("从今天要办的事、任期和别的有期限的登记算出来。以后登记的，请再看一次。"))
    first = clock.today().replace(day=1)
    said: dict[str, list[str]] = {dates.iso(dates.add_months(first, n))[:7]: [] for n in range(MONTHS + 1)}
    said[dates.iso(first)[:7]] += [say(duty.say, n=n) for _, duty, n in standing.due(book)]
    for month, text in _ends(book, dates.iso(clock.today()), dates.iso(dates.add_months(first, MONTHS + 1))):
        said[month].append(text)
    rows = ((_month(month), "\n".join(lines) or say("没有")) for month, lines in said.items())
    yield Table((say("月份"), say("到什么日子")), tuple(rows), (14, 62))


def _month(month: str) -> str:
    return say("{year}年{month}月", year=month[:4], month=int(month[5:]))


def _ends(book: Book, first: str, last: str) -> Iterator[tuple[str, str]]:
    """(month, sentence) of the facts that end from a day to another; many of one ledger in a month as a number."""
    for ledger in standing.readable(book):
        if ledger.dated is None or ledger.hidden:
            continue
        end = f'"{ledger.dated.end}"'
        query = (
            f'SELECT *, {end} AS ends FROM temp."{ledger.name}_list" '
            f"WHERE voided=0 AND {end}>=? AND {end}<? ORDER BY {end}, id"
        )
        for month, facts in groupby(book.read.sql(query, (first, last)), lambda row: str(row["ends"])[:7]):
            found = list(facts)
            if len(found) > FEW:
                yield month, say("{n}条{ledger}到期", n=len(found), ledger=ledger.title)
            else:
                yield from ((month, _end(book, ledger, row)) for row in found)


def _end(book: Book, ledger: Ledger, row: dict[str, Any]) -> str:
    """That one fact ends: the day, and the fact by its columns but for its dates."""
    names = [name for name in ledger.columns if ledger.shown(name).kind != "date"]
    what = "  ".join(filter(None, (standing.shown(book.catalog, ledger, name, row, AUDIENCE) for name in names)))
    day = dates.show_date(date.fromisoformat(row["ends"]))
    return say("{day}  {ledger}到期：{what}", day=day, ledger=ledger.title, what=what)
