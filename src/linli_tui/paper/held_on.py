"""本人信息单: all that is kept of one person, from the declarations of whatever ledgers there are (PIPL 第44、45条).

Every record that names her, with what stands in it, why it is kept, since when and who wrote it down; to whom it was
given; who looked. Nobody else is named on it. What texts elsewhere say of her is a list for the clerk alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from linli_tui.book import finder, journal, looks
from linli_tui.book.erase import mentions
from linli_tui.core import clock, kinds, names
from linli_tui.core.access import OWNER_POST, Actor
from linli_tui.core.ledger import Field, Ledger
from linli_tui.core.words import say
from linli_tui.paper.document import Document, Heading, Pairs, Para, Table

if TYPE_CHECKING:
    from linli_tui.book.book import Book

PERSON, LOOK, DISCLOSURE, POST = "person", "look", "disclosure", "post"
"""Ledgers a program may have; where one is missing, so is what it would tell."""
SHORTEST_NAME = 2
"""Names of others are looked for in texts from so many characters on."""
HIDDEN = ("name", "phone", "idnumber")
"""Masking classes that may be somebody else's in a record that only refers to her."""
AUDIENCE = "当事人"

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fact:
    """One field as the sheet shows it: its title, what stands there, why it is kept, since which day, who wrote it."""

    title: str
    value: str
    why: str
    since: str
    by: str


@dataclass(frozen=True, slots=True)
class Trace:
    """One record that names her: of which ledger, how it is called, its fields, the day it was written down."""

    ledger: str
    record: str
    title: str
    label: str
    since: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class HeldOn:
    """All that is kept of one person; `received` and `looks` are lines of tables, `mentions` for the clerk only."""

    name: str
    traces: tuple[Trace, ...]
    received: tuple[tuple[str, ...], ...]
    looks: tuple[tuple[str, ...], ...]
    mentions: tuple[finder.Found, ...]


def held_on(book: Book, person: str) -> HeldOn:
    """Gathers everything; `person` is the id of the record that stands."""
    with book.rights.bare():
        reading = _Reading(book, person)
        traces = tuple(reading.traces())
        known = {trace.record for trace in traces}
        return HeldOn(
            reading.own[0],
            traces,
            tuple(_received(book, traces, reading)),
            tuple(_looks(book, known, reading)),
            tuple(mentions(book, reading.words(), known)),
        )


def document(book: Book, actor: Actor, person: str) -> Document:
    """The sheet for the person herself; whoever makes it looks at all of it, which is a line of the book."""
    if not actor.is_owner:
        looks.note(book, actor, [(PERSON, person)], say("全部内容"), say("打印本人信息单"))
    held = held_on(book, person)
    blocks: list[Heading | Para | Pairs | Table] = [
        Para(say("这是{compound}台账里记着的、关于您的全部内容，到{day}为止。", compound=book.name, day=_today())),
        Pairs(((say("姓名"), held.name), (say("一共"), say("{n}处", n=len(held.traces))))),
    ]
    widths = (7, 13, 13, 10, 9)
    columns = (say("哪一栏"), say("记着什么"), say("为什么记"), say("从哪天起"), say("谁记的"))
    for number, trace in enumerate(held.traces, 1):
        blocks.append(Heading(f"{number}. {trace.title}  {trace.label}".rstrip(), 2))
        rows = tuple((f.title, f.value, f.why, f.since, f.by) for f in trace.facts)
        blocks.append(Table(columns, rows, widths) if rows else Para(say("没有别的内容。")))
    given = (say("哪一天"), say("给了谁"), say("做什么用"), say("哪些台账"), say("打没打星号"))
    blocks.append(Heading(say("给过谁")))
    blocks.append(Table(given, held.received, (10, 10, 10, 12, 8)) if held.received else Para(say("没有给过别人。")))
    seen = (say("哪一天"), say("什么职务"), say("看了什么"), say("为了什么"))
    blocks.append(Heading(say("谁看过打了星号的内容")))
    blocks.append(Table(seen, held.looks, (10, 10, 10, 16)) if held.looks else Para(say("没有人看过。")))
    blocks.append(Para(say("改过的内容，改以前的样子留在经过里。您可以要求改、删、撤回同意，十五天以内答复。")))
    signed = (say("本人（代办人）"), say("经办人"))
    return Document(say("本人信息单"), AUDIENCE, "", tuple(blocks), signed)


def to_check(book: Book, person: str) -> str:
    """The list for the clerk: texts that mention her, which may be about others and are not on the sheet."""
    found = held_on(book, person).mentions
    if not found:
        return say("别处的文字里没有提到。")
    titles = [book.catalog.ledgers[hit.ledger].title for hit in found]
    lines = [
        f"{n}. {title}：{hit.label}  {hit.line}" for n, (title, hit) in enumerate(zip(titles, found, strict=True), 1)
    ]
    head = say("别处的文字里提到{n}处，可能也说到别人，不印在单子上。", n=len(found))
    return "\n".join((head, say("请逐条看，再决定告诉多少。"), "", *lines))


class _Reading:
    """One reading of a book for one person: her records, and the names of all others."""

    def __init__(self, book: Book, person: str) -> None:
        self.book = book
        rows = book.read.sql(
            "SELECT * FROM person WHERE id = ? OR merged_into = ? ORDER BY id = ? DESC, id", (person,) * 3
        )
        self.ids = [str(row["id"]) for row in rows]
        self.own = tuple(dict.fromkeys(str(row["name"]) for row in rows))
        self._numbers = [str(row[n]) for row in rows for n in ("phone", "phone2", "id_number") if row.get(n)]
        known = book.read.sql("SELECT DISTINCT name FROM person WHERE kind <> 'firm'")
        others = {str(row["name"]) for row in known} - {*self.own}
        self._others = sorted((n for n in others if len(n) >= SHORTEST_NAME), key=len, reverse=True)
        self._homes: dict[str, str] = {}

    def words(self) -> list[str]:
        """What to look for in texts: her names and numbers, and her surname together with the number of her door."""
        families = {names.surname(name)[0] for name in self.own} - {""}
        doors = (f"{code} {family}" for code in self._homes.values() for family in sorted(families))
        return [*self.own, *self._numbers, *doors]

    def traces(self) -> Iterator[Trace]:
        """Every record that names her, her own first, in the order of the ledgers."""
        for table in sorted(self.book.catalog.tables(), key=lambda table: table.name != PERSON):
            for row in self._naming(table):
                shown = self.book.read.slice_of(table.name, row["id"]) or table
                self._note_door(table, row)
                lines = list(journal.lines(self.book.connection, "record=? AND ledger=?", (row["id"], table.name)))
                facts = tuple(self._facts(table, row, lines))
                label = "" if _personal(table, shown) else self.clean(str(row.get(shown.label) or ""))
                if row["voided"] and row["id"] not in self.ids:
                    label += say("（已{word}）", word=table.void)
                yield Trace(table.name, row["id"], shown.title, label, _day(lines[0].at) if lines else "", facts)

    def _naming(self, table: Ledger) -> list[Row]:
        """The rows of a table that are hers or refer to her."""
        marks = ", ".join("?" * len(self.ids))
        refs = [f.name for f in table.refs if self.book.catalog.table(f.ref).name == PERSON and f.name != "merged_into"]
        refs += [f.name for f in table.fields if f.kind == "record" and table.name != LOOK]
        refs += ["id"] if table.name == PERSON else []
        if not refs:
            return []
        where = " OR ".join(f'"{name}" IN ({marks})' for name in refs)
        return self.book.read.sql(f'SELECT * FROM "{table.name}_list" WHERE {where} ORDER BY id', self.ids * len(refs))

    def _facts(self, table: Ledger, row: Row, lines: list[journal.Line]) -> Iterator[Fact]:
        for field in table.fields:
            value = row.get(field.name)
            if value in (None, "") or (field.ref and self.book.catalog.table(field.ref).name == PERSON):
                continue
            line = next((line for line in reversed(lines) if field.name in line.fields), None)
            since, by = (_day(line.at), self._who(line)) if line else ("", "")
            yield Fact(field.title, self._value(table, field, row), field.why, since, by)

    def _value(self, table: Ledger, field: Field, row: Row) -> str:
        if field.withheld:
            return say("有，向调解员查询")
        if field.kind in ("ledger", "record"):
            return say("（本人）") if row[field.name] in self.ids else self.book.read.named(field, row[field.name], "")
        text = str(row.get(f"{field.name}_label") or "") if field.ref else kinds.show(field, row[field.name])
        if field.mask in HIDDEN and row["id"] not in self.ids and text not in (*self.own, *self._numbers):
            return names.mask(field.mask, text)
        return self.clean(text) if kinds.KINDS[field.kind].stored is str and not field.choices else text

    def clean(self, text: str) -> str:
        """A text without the names of others."""
        for name in self._others:
            if name in text:
                text = text.replace(name, names.mask_name(name))
        return text

    def _note_door(self, table: Ledger, row: Row) -> None:
        for field in table.refs:
            if field.ref == "home" and row.get(field.name) and row[field.name] not in self._homes:
                home = self.book.read.get("home", row[field.name]) or {}
                self._homes[row[field.name]] = str(home.get("code") or "")

    def _who(self, line: journal.Line) -> str:
        return post_of(self.book, line.actor, _day(line.at))


def post_of(book: Book, actor: str, day: str) -> str:
    """What somebody was in the council on a day, so that he need not be named."""
    if actor in (OWNER_POST, "program"):
        return say("本机负责人") if actor == OWNER_POST else say("程序")
    if POST not in book.catalog.ledgers:
        return say("会里的人")
    held = "person = ? AND voided = 0 AND ifnull(since, '') <= ? AND ifnull(until, '9999') > ?"
    posts = book.read.sql(f"SELECT post FROM post WHERE {held} ORDER BY order_key", (actor, day, day))
    field = book.catalog.ledgers[POST].field("post")
    return "、".join(field.choice(row["post"]) for row in posts) or say("会里的人")


def _personal(table: Ledger, shown: Ledger) -> bool:
    """Whether what a record is called may be somebody's name."""
    field = shown.shown(shown.label)
    return bool(field.mask in HIDDEN or field.ref) and table.name != PERSON


def _received(book: Book, traces: tuple[Trace, ...], reading: _Reading) -> Iterator[tuple[str, ...]]:
    """What left the house while it held a ledger in which she stood."""
    if DISCLOSURE not in book.catalog.ledgers:
        return
    ledger = book.catalog.ledgers[DISCLOSURE]
    for row in book.read.sql("SELECT * FROM disclosure WHERE voided = 0 ORDER BY day, id"):
        given = row["ledgers"].split("、")
        hers = dict.fromkeys(t.title for t in traces if t.title in given and t.since <= row["day"])
        if hers:
            clean = reading.clean
            masking = ledger.field("masking").choice(row["masking"])
            yield row["day"], clean(row["recipient"]), clean(row["purpose"]), "、".join(hers), masking


def _looks(book: Book, known: set[str], reading: _Reading) -> Iterator[tuple[str, ...]]:
    """Who, by his post, saw what is masked of her, and what for."""
    if LOOK not in book.catalog.ledgers:
        return
    for row in book.read.sql("SELECT * FROM look WHERE voided = 0 ORDER BY day, id"):
        seen = {row["record"], *(piece.rpartition(":")[2] for piece in (row["records"] or "").split())}
        if seen & known:
            by = post_of(book, row["who"] or OWNER_POST, row["day"])
            yield row["day"], by, row["fields"], reading.clean(row["why"])


def _day(instant: str) -> str:
    return clock.civil(instant).isoformat()


def _today() -> str:
    return clock.today().isoformat()
