"""What can be erased of a person and what must be kept until when; and erasing it, before two persons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from linli_tui.book import erase as erasing
from linli_tui.core import clock
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ledgers.privacy import rules

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.change import Change
    from linli_tui.core.access import Actor
    from linli_tui.core.ledger import Field, Ledger

Row = dict[str, Any]
OWN = ("phone", "phone2", "id_number", "birth", "sex", "party_member", "note", "name")
"""What is kept of a person himself, the name last."""
NUMBERS = ("phone", "idnumber", "plate")
"""Masking classes of what is his in a record that names him alone; words there may be about others."""
TOLD = (("jot", "told_by"), ("jot", "dropped_by"))
"""Columns in which somebody stands by his name alone."""
DOUBT = "doubt"
"""The ledger of what was not believed of a spreadsheet."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Something of a person that must stay: in which ledger, how it is called, until when in words, on what basis."""

    title: str
    label: str
    until: str
    basis: str
    holds: tuple[str, ...]


def kept(book: Book, person: str, on: str = "") -> list[Kept]:
    """What must be kept of a person, and until when, by the clocks of keeping."""
    day = on or clock.today().isoformat()
    found = []
    for clock_ in rules.clocks(day):
        ledger = book.catalog.ledgers.get(clock_.ledger)
        if ledger is None or not clock_.person:
            continue
        for record in _ids(book, person):
            query = f'SELECT * FROM "{ledger.name}" WHERE "{clock_.person}" = ? AND voided = 0 ORDER BY id'
            for row in book.read.sql(query, (record,)):
                until = clock_.until(row)
                if not until or until > day:
                    label = str(row[ledger.label] or "")
                    found.append(Kept(ledger.title, label, clock_.say(row), clock_.basis, clock_.holds))
    return found


def targets(book: Book, person: str) -> list[erasing.Target]:
    """What can be erased of a person: his own fields that nothing holds, doubts about him, his numbers elsewhere."""
    held = {name for one in kept(book, person) for name in one.holds}
    found: list[erasing.Target] = []
    for record in _ids(book, person):
        row = book.read.get("person", record) or {}
        found += [("person", record, name) for name in OWN if name not in held and row.get(name) not in (None, "")]
        found += _elsewhere(book, record)
    return [*found, *_by_name(book, person)]


def _by_name(book: Book, person: str) -> Iterator[erasing.Target]:
    """Where only his name tells that it was he; nowhere while somebody else is called the same."""
    ids = set(_ids(book, person))
    for name in dict.fromkeys(filter(None, _words(book, person))):
        called = {row["id"] for row in book.read.sql("SELECT id FROM person WHERE name = ? AND voided = 0", (name,))}
        for ledger, field in TOLD if called <= ids else ():
            if ledger in book.catalog.ledgers:
                rows = book.read.sql(f'SELECT id FROM "{ledger}" WHERE "{field}" = ? ORDER BY id', (name,))
                yield from ((ledger, row["id"], field) for row in rows)


def _elsewhere(book: Book, person: str) -> Iterator[erasing.Target]:
    """Numbers in records that name this person and nobody else, and what a spreadsheet said of him."""
    for table in book.catalog.tables():
        naming = [f.name for f in table.refs if book.catalog.table(f.ref).name == "person"]
        personal = [f for f in table.fields if f.mask in NUMBERS and not f.ref]
        if table.name == DOUBT:
            naming, personal = ["record"], [table.field(name) for name in ("what", "offered", "why")]
        if len(naming) != 1 or not personal or table.name == "person" or rules.clock_of(table.name):
            continue
        for row in book.read.sql(f'SELECT * FROM "{table.name}" WHERE "{naming[0]}" = ? ORDER BY id', (person,)):
            yield from ((table.name, row["id"], f.name) for f in personal if row[f.name] and _can_go(f))


def _can_go(field: Field) -> bool:
    return not field.required or field.kind in erasing.WORDS


def tell(book: Book, actor: Actor, request: str) -> str:
    """What can be erased of the person a request is about, what must be kept until when, and where she is mentioned."""
    person = str(_request(book, request)["person"])
    can, must = targets(book, person), kept(book, person)
    lines = [say("可以删的：")]
    for ledger in dict.fromkeys(ledger for ledger, _, _ in can):
        declared = book.catalog.ledgers[ledger]
        titles = dict.fromkeys(declared.field(name).title for found, _, name in can if found == ledger)
        lines.append(say("  {ledger}：{titles}", ledger=declared.title, titles="、".join(titles)))
    lines += ["" if can else say("  没有"), say("要留的：")]
    for one in must:
        lines.append(say("  {title}「{label}」：{until}。{basis}", title=one.title, label=one.label, until=one.until,
                         basis=one.basis))  # fmt: skip
    lines += [say("  没有")] if not must else []
    lines += filter(None, [deeds_kept(book, person)])
    spoken = erasing.mentions(book, _words(book, person), _ids(book, person))
    lines += ["", say("别处的文字里提到的，不会动，请逐条看：")]
    lines += [f"  {book.catalog.ledgers[hit.ledger].title}  {hit.label}" for hit in spoken] or [say("  没有")]
    return "\n".join(lines)


def deeds_kept(book: Book, person: str) -> str:
    """That the name of somebody who did something in the book is kept, why and until when; "" where he did nothing.

    What was done must be traceable to who did it (PIPL 第9条、第51条), so that authorship is not erased (第47条第2款).
    """
    if not erasing.acted(book, _ids(book, person), _words(book, person)):
        return ""
    looks = rules.clock_of("look")
    until = looks.say({}) if looks else say("一直留着")
    return say(
        "在台账里办过事的，经手人的名字不删，好查得到每件事是谁办的：改动的经过和台账一起留着，查看登记{until}；"
        "除了查这些，不作别的用（个人信息保护法第47条）。",
        until=until,
    )


def erase_asked(book: Book, actor: Actor, request: str, *, second: Actor | None = None) -> Change:
    """Erases what can be erased of the person a request is about. Raises Refused where nothing can."""
    row = _request(book, request)
    if row["kind"] not in ("erase", "withdraw"):
        what = say("这个请求要的是「{kind}」，不是删除。", kind=dict(rules.ASKING)[row["kind"]])
        raise Refused(what, say("什么也没有删。"), say("要删的，请另记一个「删除」的请求。"))
    with book.rights.wide():
        found = targets(book, str(row["person"]))
    return _erase(book, actor, found, say("按请求{number}", number=row["number"]), second)


def forget(book: Book, actor: Actor, record: str, *, second: Actor | None = None) -> Change:
    """Erases the words of a record whose time of keeping is over. Raises Refused before that."""
    ledger, row = _timed(book, record)
    clock_ = rules.clock_of(ledger.name)
    until = clock_.until(row) if clock_ else ""
    if not clock_ or not until or until > clock.today().isoformat():
        what = say("还没有过保存期限：{until}。", until=clock_.say(row) if clock_ else say("一直留着"))
        raise Refused(what, say("什么也没有删。"), clock_.basis if clock_ else "")
    fields = [f for f in ledger.fields if f.kind in erasing.OWN_WORDS and row[f.name] not in (None, "") and _can_go(f)]
    return _erase(book, actor, [(ledger.name, record, f.name) for f in fields], say("过了保存期限"), second)


def _timed(book: Book, record: str) -> tuple[Ledger, Row]:
    for clock_ in rules.clocks():
        ledger = book.catalog.ledgers.get(clock_.ledger)
        row = book.read.get(ledger.name, record) if ledger else None
        if ledger and row:
            return ledger, row
    raise Refused(say("这一条已经不在了。"), say("什么也没有删。"))


def _erase(book: Book, actor: Actor, found: list[erasing.Target], why: str, second: Actor | None) -> Change:
    from linli_tui.paper import printed

    change = erasing.erase(book, actor, found, why, second)
    printed.clear(book)
    return change


def _request(book: Book, request: str) -> Row:
    row = book.read.get("request", request)
    if row is None:
        raise Refused(say("这一条已经不在了，或者您看不到。"), say("什么也没有删。"))
    return row


def _ids(book: Book, person: str) -> list[str]:
    """The records of one person: the one that stands, and those merged into it."""
    rows = book.read.sql("SELECT id FROM person WHERE id = ? OR merged_into = ? ORDER BY id = ? DESC", (person,) * 3)
    return [row["id"] for row in rows]


def _words(book: Book, person: str) -> list[str]:
    return [str((book.read.get("person", record) or {}).get("name") or "") for record in _ids(book, person)]
