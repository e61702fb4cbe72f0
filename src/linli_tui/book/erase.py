"""Erasing what is kept of people: values and salts go everywhere in the book, commitments stay and the chain holds.

PIPL 第47条. Rows are emptied, every old and new value of the fields becomes its commitment in the journal, and so do
the sentences that told them; drafts and the finder forget, and the file keeps no byte of it. What was erased cannot be
undone. A disk may still keep a block it has replaced (flash): against that only the book's encryption helps.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from linli_tui.book import engine, finder, history, journal
from linli_tui.core.access import Actor
from linli_tui.core.ledger import Catalog, Field
from linli_tui.core.refusal import Refused
from linli_tui.core.sealing import is_sealed
from linli_tui.core.words import _, say

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.change import Change
    from linli_tui.book.writing import Transaction

Target = tuple[str, str, str]
"""(ledger, record, field) of something to be erased."""
GONE = _("已删除")
"""What stands in a required field that was erased."""
WORDS = ("text", "note", "name", "code")
"""The kinds of field that can hold it."""
OWN_WORDS = (*WORDS, "phone", "idnumber")
"""The kinds of field whose values may have been told elsewhere in their own words."""
LONG = 7
"""A value of so many characters is looked for in every sentence, a shorter one only where it is about the record."""
RUN = 4
"""So many characters of a value in a row betray it, or all of one that is shorter."""


def erase(book: Book, actor: Actor, targets: Iterable[Target], why: str, second: Actor | None) -> Change:
    """Erases fields of records for a reason, before a second person.

    Raises Refused without the right, alone, while another window reads, or for a required field that cannot be empty.
    """
    book.rights.refuse("erase")
    if not why.strip():
        raise Refused(
            say("还没有写为什么要删。"), say("什么也没有删。"), say("请选一个原因，或者写一句。"), field="why"
        )
    wanted = _by_record(book.catalog, targets)
    _refuse_readers(book)
    with book.transaction(actor, "erase", why, second=second) as t:
        t.refuse_alone()
        t.beside(*(table for table, _record in wanted))
        t.pen.erasing = True
        told: set[str] = set()
        for (table, record), fields in wanted.items():
            told |= _empty(t, table, record, fields)
        _refuse_telling(why, told)
        _hush(book, {record for _table, record in wanted}, told)
        _clear_desk(book, wanted, told)
        finder.settle(book.connection)
        done = say("已删除{n}栏的内容，只留下删过这件事", n=sum(map(len, wanted.values())))
        by_hand = acted(book, {record for _table, record in wanted}, told)
        t.say(done + (say("；经手人的名字照规定还留着") if by_hand else ""))
    _refuse_lingering(book)
    return t.change


def acted(book: Book, people: Iterable[str], called: Iterable[str]) -> bool:
    """Whether one of these people did something in the book, or vouched by one of these names: the lines keep them."""
    lines, names = book.connection, set(called)
    if any(lines.execute("SELECT 1 FROM main.journal WHERE actor = ? LIMIT 1", (p,)).fetchone() for p in people):
        return True
    vouched = journal.lines(lines, "n = change AND instr(what, ?)", (f'"{journal.SECOND}"',))
    return any(names.intersection(value for value in line.fields[journal.SECOND] if value) for line in vouched)


def mentions(book: Book, words: Iterable[str], besides: Iterable[str] = ()) -> list[finder.Found]:
    """Records whose free text mentions one of the words and that are not among `besides`: for somebody to look at.

    A word of several pieces is mentioned where all of them are. Somebody else of the same name mentions nobody.
    """
    seen, found = set(besides), []
    for word in dict.fromkeys(word.strip() for word in words if word and word.strip()):
        for hit in book.find(word, limit=1_000):
            if hit.id not in seen and _says(book, hit, finder.split(word)):
                seen.add(hit.id)
                found.append(hit)
    return found


def _says(book: Book, hit: finder.Found, pieces: list[str]) -> bool:
    row = book.read.get(hit.ledger, hit.id) or {}
    texts = [f.name for f in book.catalog.table(hit.ledger).fields if f.find == "text" and not f.withheld]
    said = [finder.fold_for_search(str(row[name])) for name in texts if row[name]]
    return any(all(piece in text for piece in pieces) for text in said)


def _by_record(catalog: Catalog, targets: Iterable[Target]) -> dict[tuple[str, str], list[Field]]:
    wanted: dict[tuple[str, str], list[Field]] = {}
    for ledger, record, name in dict.fromkeys(targets):
        table = catalog.table(ledger)
        wanted.setdefault((table.name, record), []).append(table.field(name))
    if not wanted:
        raise Refused(say("没有选要删的内容。"), say("什么也没有删。"))
    return wanted


def _refuse_readers(book: Book) -> None:
    reason = _not_folded(book)
    if reason:
        raise Refused(
            say("{why}，这时候删不干净。", why=reason), say("什么也没有删。"), say("请先关掉那个窗口，或者看看磁盘。")
        )


def _refuse_lingering(book: Book) -> None:
    """Says so when the old bytes could not be cleared from the file; the next closing or opening clears them."""
    reason = _not_folded(book)
    if reason:
        raise Refused(
            say("已经删了，可是{why}，文件里还留着旧的字。", why=reason),
            say("台账里已经看不到它。"),
            say("请看看磁盘，关上台账，再打开一次，就清干净了。"),
        )


def _not_folded(book: Book) -> str:
    """Why the log cannot be folded into the file now; "" when it was."""
    try:
        return "" if engine.fold(book.connection) else say("另一个窗口正在看这本台账")
    except engine.DatabaseError as error:
        return engine.reason(error) or say("磁盘没有读写成功")


def _nothing(field: Field) -> str | None:
    if not field.required:
        return None
    if field.kind not in WORDS:
        what = say("「{title}」这一栏不能空着，不能单独删。", title=field.title)
        raise Refused(what, say("什么也没有删。"), say("可以作废整条，或者只删别的栏。"), field=field.name)
    return say(GONE)


def _empty(t: Transaction, table: str, record: str, fields: list[Field]) -> set[str]:
    """Empties a row and its lines, and puts down that it was; the texts that were there, in their own words."""
    empty = {field.name: _nothing(field) for field in fields}
    old, noted = t.row(table, record), len(t.pen.entries)
    told = {str(old[f.name]) for f in fields if old and f.kind in OWN_WORDS and old[f.name]}
    told = {text for text in told if not is_sealed(text)}
    for line in list(journal.lines(t.book.connection, "record=? AND ledger=?", (record, table))):
        told |= _scrub(t.book, line, fields)
    if old is not None:
        t.restore(table, {"id": record, **empty})
    changed = {name for _table, _record, changes in t.pen.entries[noted:] for name in changes}
    unchanged: dict[str, tuple[Any, Any]] = dict.fromkeys(empty.keys() - changed, (None, None))
    if unchanged:
        t.pen.note(table, record, unchanged)
    return told - {say(GONE)}


def _scrub(book: Book, line: journal.Line, fields: list[Field]) -> set[str]:
    """Leaves of fields of a line, and of columns there are no more, their commitments; the texts that were there."""
    told, what = set(), line.fields
    kinds = {field.name: field.kind for field in fields}
    for name, value in what.items():
        now = name if name.startswith("_") else history.name_now(book.catalog, line, name)
        if isinstance(value, list) and (now is None or now in kinds):
            place, key = (line.ledger, line.record, now or name), book.read.case_key
            texts = {key.clear(place, text) or "" for text in value[:2] if isinstance(text, str)}
            told |= {t for t in texts if (not t.isascii() if now is None else kinds[now] in OWN_WORDS)}
            what[name] = journal.erased(name, value)
    _rewrite(book, line, what)
    return told - {""}


def _rewrite(book: Book, line: journal.Line, what: dict[str, Any]) -> None:
    text = journal.canon(what)
    if text != line.what:
        book.connection.execute("UPDATE main.journal SET what=? WHERE epoch=? AND n=?", (text, line.epoch, line.n))


def _hush(book: Book, records: set[str], told: set[str]) -> None:
    """Leaves of a sentence or a reason that told an erased text its commitment."""
    longer = [text for text in told if len(text) >= LONG]
    if not told:
        return
    for line in journal.lines(book.connection, "n = change"):
        what = line.fields
        for name in (journal.SAY, journal.WHY):
            value = what.get(name)
            if not isinstance(value, list) or not value[1]:
                continue
            if any(text in value[1] for text in longer) or (
                any(_tells(value[1], text) for text in told) and _is_about(book, line, records)
            ):
                what[name] = journal.erased(name, value)
        _rewrite(book, line, what)


def _refuse_telling(why: str, told: set[str]) -> None:
    """The reason stays, so it must not tell what is being erased."""
    if any(len(text) > 1 and text in why for text in told):
        what = say("原因里写着要删的内容，这样就留在经过里了。")
        raise Refused(what, say("什么也没有删。"), say("原因请只写如「本人要求」，不写名字和号码。"), field="why")


def _tells(sentence: str, text: str) -> bool:
    run = min(len(text), RUN)
    return any(text[i : i + run] in sentence for i in range(len(text) - run + 1))


def _is_about(book: Book, header: journal.Line, records: set[str]) -> bool:
    """Whether a change touched one of the records, or one that names it."""
    return any(
        line.record in records or any(record in line.what for record in records)
        for line in journal.lines(book.connection, "epoch=? AND change=?", (header.epoch, header.n))
    )


def _clear_desk(book: Book, wanted: Iterable[tuple[str, str]], told: set[str]) -> None:
    """Throws away drafts of the records, and what lies on the desk that holds one of the texts."""
    book.connection.executemany("DELETE FROM main.desk_draft WHERE record=?", [(record,) for _, record in wanted])
    for text in (journal.canon(text)[1:-1] for text in told if len(text) > 1):
        book.connection.execute("DELETE FROM main.desk_draft WHERE instr(typed, ?)", (text,))
        book.connection.execute("DELETE FROM main.desk_memory WHERE instr(value, ?)", (text,))
