"""移交清单: what the old council hands to the new one, read from the declarations of whatever ledgers there are.

Source: 业主大会和业主委员会指导规则 (建房〔2009〕274号) 第48条: within ten days of the end of its term a committee
hands over papers, seals and money under the eyes of the residents' committee.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from linli_tui.book.people import Member, members
from linli_tui.core import clock, dates
from linli_tui.core.access import READ, Actor
from linli_tui.core.words import _, say
from linli_tui.paper import standing
from linli_tui.paper.document import Block, Document, Heading, Pairs, Para, Ruled, Table

if TYPE_CHECKING:
    from linli_tui.book.book import Book

AUDIENCE = "内部"
PAPER_AT = "paper_at"
"""The field of a ledger that says where the paper of a record lies."""
OFFER, KEPT = "hand_over", "retention"
"""What an area may offer to this list: blocks of its own, as function(book) -> [(heading, blocks)]; and what must be
kept until when, as function(book) -> [(what, until when, why)]."""
SIGN = (_("移交人"), _("接收人"), _("监交人（居委会）"))
SEALS = (_("公章"), _("财务章"), _("钥匙"), _("信封和密码纸"))
BY_HAND = 4
KEEP = (_("什么"), _("保管到什么时候"), _("为什么"))
PAPERS = (_("台账"), _("编号"), _("什么纸"), _("放在哪里"))
MATTERS = (_("台账"), _("编号"), _("什么事"), _("现在"))
DUE = (_("哪一块"), _("什么事"))
WHO = (_("谁"), _("职务"), _("怎么开"))
_NUMERALS = "一二三四五六七八九十"

Section = tuple[str, tuple[Block, ...]]


def document(book: Book, actor: Actor) -> Document:
    """The list as it stands today. Raises Refused for whom handing over is no part of the post."""
    book.rights.refuse("hand_over")
    made = say(
        "{day}由{who}从台账里列出。以下各项当面点清，三方签字，各留一份。",
        day=dates.show_date(clock.today()),
        who=actor.name,
    )
    blocks: list[Block] = [Para(made)]
    for n, (title, own) in enumerate(_sections(book)):
        count = sum(len(block.rows) for block in own if isinstance(block, Table))
        many = say("（{n}项）", n=count) if count else ""
        blocks += [Heading(say("{n}、{title}", n=_NUMERALS[n] if n < 10 else n + 1, title=title) + many), *own]
    foot = say("这张单子有名字和住处，只给接手的人和居委会，不要贴出去。")
    return Document(
        say("{compound}移交清单", compound=book.name), AUDIENCE, "", tuple(blocks), tuple(map(say, SIGN)), foot
    )


def _sections(book: Book) -> Iterator[Section]:
    yield say("没有办完的事"), _standing(standing.open_matters(book, AUDIENCE), say("没有没办完的事。"))
    due = ((area.title, say(duty.say, n=n)) for area, duty, n in standing.due(book))
    yield say("到了日子、要赶紧办的"), _table(DUE, due, say("没有到日子的事。"), (14, 62))
    yield say("正在生效的决定"), _standing(standing.decisions(book, AUDIENCE), say("没有正在生效的决定。"))
    for area in book.catalog.areas:
        if OFFER in area.offers:
            yield from area.load(area.offers[OFFER])(book)
    kept = book.catalog.offer(KEPT)
    if kept:
        yield say("还要保管的"), _table(KEEP, kept(book), say("没有要保管的。"), (26, 20, 30))
    nowhere = say("没有写明放在哪里的纸，请打开柜子一样一样点。")
    yield say("纸在哪里"), _table(PAPERS, papers(book), nowhere, (10, 20, 24, 22))
    yield say("谁能打开台账"), _keys(book)
    yield say("印章、钥匙和别的东西"), (Pairs(tuple((say(title), "") for title in SEALS)),)
    yield say("手写补充"), (Ruled(BY_HAND),)


def _table(
    columns: tuple[str, ...], rows: Iterable[tuple[str, ...]], none: str, widths: tuple[int, ...]
) -> tuple[Block, ...]:
    """A table, or the sentence that there is nothing: what is empty is said, not left out."""
    found = tuple(rows)
    return (Table(tuple(map(say, columns)), found, widths),) if found else (Para(none),)


def _standing(found: Iterable[standing.Standing], none: str) -> tuple[Block, ...]:
    return _table(MATTERS, ((s.ledger.title, s.number, s.label, s.state) for s in found), none, (10, 20, 34, 12))


def papers(book: Book) -> Iterator[tuple[str, str, str, str]]:
    """(ledger, number, what, where) of every record whose paper is written down to lie somewhere.

    Papers about somebody that have no number are counted by place, so that nobody's name stands on this list.
    """
    for ledger in standing.readable(book):
        if not any(field.name == PAPER_AT for field in ledger.fields):
            continue
        filed = [row for row in standing.rows(book, ledger) if row[PAPER_AT]]
        if any(field.mask == "name" for field in ledger.fields) and not ledger.numbered:
            counts = Counter(str(row[PAPER_AT]) for row in filed)
            yield from ((ledger.title, "", say("{n}份", n=n), where) for where, n in sorted(counts.items()))
        else:
            for row in filed:
                what, number = standing.named(book.catalog, ledger, row, AUDIENCE), str(row.get("number") or "")
                yield ledger.title, number, what, str(row[PAPER_AT])


def _keys(book: Book) -> tuple[Block, ...]:
    """Who holds a post today and how each of them opens the book; whoever else has a key is named too."""
    held = _held(book)
    nobody = () if held else (Para(say("没有人设过密码：谁打开这台电脑，都能看台账。")),)
    found = [(m.name, post_of(m), "、".join(held.pop(m.person, [])) or say("没有")) for m in members(book)]
    found += [(book.read.label("person", person), say("已不在任"), "、".join(ways)) for person, ways in held.items()]
    return (*nobody, *_table(WHO, found, say("没有人有职务。"), (16, 30, 30)))


def post_of(member: Member) -> str:
    """The post and place of somebody without his name: 会长, 7幢."""
    return member.short.rpartition(" ")[0]


def _held(book: Book) -> dict[str, list[str]]:
    ledger = book.catalog.ledgers.get("key")
    held: dict[str, list[str]] = {}
    if ledger and book.rights.may(READ, ledger.name):
        for row in standing.rows(book, ledger):
            if not row["until"] or row["until"] > clock.today().isoformat():
                held.setdefault(row["person"], []).append(standing.named(book.catalog, ledger, row, AUDIENCE))
    return held
