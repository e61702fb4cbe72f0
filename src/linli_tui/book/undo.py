"""Taking back a change: one rule for every ledger.

A change can be undone iff for every row it touched it is still the row's last change (later ones that were undone, and
their undos, do not count), nothing outside refers to a row it created, it is of this epoch, and none of its fields was
erased, dropped or rewritten since. Undoing is itself a change, and can be undone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from linli_tui.book import desk, history, journal, schema
from linli_tui.core import clock
from linli_tui.core.access import WRITE, Actor
from linli_tui.core.refusal import Refused

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.change import Change

NEVER = frozenset({"upgrade", "baseline", "found", "look", "key", "revoke", "seal", "strike"})
TAKEN, BACK = "已撤回：", "又改回去了："
"""How the sentences of an undo begin, and of the undo of an undo."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What F8 offers: the change, the sentence that says what it takes back, and why it cannot ("" when it can)."""

    change: int
    say: str
    why_not: str


def offer(book: Book, actor: Actor) -> Offer | None:
    """This person's last change in this epoch that is neither an undo nor undone already."""
    undos = _undos(book)
    settled = undos.keys() | _undone(undos)
    for line in history.headers(book, actor.id):
        if line.n not in settled:
            return Offer(line.n, f"{clock.local_text(line.at)} {history.sentence(line)}", why_not(book, line.n))
    return None


def why_not(book: Book, change: int, together: Iterable[int] = ()) -> str:
    """Why a change of this epoch cannot be undone, as a sentence; "" when it can.

    `together` are changes taken back in the same act, which do not count as later ones.
    """
    lines, undos = _lines(book, change), _undos(book)
    if not lines or lines[0].verb in NEVER:
        return "这一步不能撤回。"
    if change in _undone(undos):
        return "这一步已经撤回过了。"
    if any(isinstance(value, str) for line in lines for value in _columns(line).values()):
        return "这一步里有按规定删除了的内容，不能撤回。"
    if any(_changed_since(book, line, set(together), undos) for line in lines):
        if any(_erased_since(book, line) for line in lines):
            return "这一条后来按规定删除过内容，以前的改动不能再撤回。"
        return "后来又改过同一条，请先撤回后面那一步。"
    if any(_of_today(book, line) is None for line in lines if _row_change(line) != (None, 1)):
        return "程序升级以后，那一栏已经没有了或者换了写法，不能撤回。"
    return _referred(book, [line for line in lines if _row_change(line) == (None, 1)])


def undo(book: Book, actor: Actor, change: int) -> Change:
    """Takes back a change. Raises Refused with the reason when that is not possible, or another's and not allowed."""
    return _take_back(book, actor, [change])


def standing(book: Book, sitting: str) -> list[int]:
    """The changes of one sitting that have not been undone, in order."""
    undone = _undone(_undos(book))
    return [change for change in desk.sitting(book, sitting) if change not in undone]


def undo_sitting(book: Book, actor: Actor, sitting: str) -> Change:
    """Takes back all changes of one sitting at once."""
    changes = standing(book, sitting)
    if not changes:
        raise Refused("这一次还没有登记什么。", "什么也没有改。")
    return _take_back(book, actor, changes[::-1])


def _take_back(book: Book, actor: Actor, changes: list[int]) -> Change:
    _refuse_unseen(book, changes)
    for change in changes:
        header = history.header(book, book.epoch, change)
        if header and header.actor != actor.id:
            book.rights.refuse("undo")
    with book.transaction(actor, "undo") as t:
        for change in changes:
            reason = why_not(book, change, changes)
            if reason:
                raise Refused(reason, "什么也没有改。", "可以在「经过」里看看是谁、什么时候改的。")
            for line in reversed(_lines(book, change)):
                _restore(book, t, line)
        first = history.header(book, book.epoch, changes[-1])
        t.pen.header[journal.UNDOES] = (None, sorted(changes))
        t.say(_told(history.sentence(first) if first else ""))
    return t.change


def _refuse_unseen(book: Book, changes: Iterable[int]) -> None:
    """Refuses to take back what touched a row that is there and may not be seen, such as that one has to stay out."""
    book.read.turn_the_page()
    for line in (line for change in changes for line in _lines(book, change)):
        scopes = book.rights.on(line.ledger).scopes(WRITE) if line.ledger in book.catalog.ledgers else ()
        if not scopes or "all" in scopes or book.rights.sees(line.ledger, line.record):
            continue
        if book.connection.execute(f'SELECT 1 FROM main."{line.ledger}" WHERE id=?', (line.record,)).fetchone():
            raise Refused(
                "这一步改的内容您看不到，不能撤回。", "什么也没有改。", "请做这件事的人，或者看得到的人来撤回。"
            )


def _told(was: str) -> str:
    """What is said of taking back what `was` says."""
    return BACK + was.removeprefix(TAKEN) if was.startswith(TAKEN) else TAKEN + was.removeprefix(BACK)


def _restore(book: Book, t: Any, line: journal.Line) -> None:
    fields = _of_today(book, line)
    if fields is None or _row_change(line) == (None, 1):
        t.remove(line.ledger, line.record)
    else:
        t.restore(line.ledger, {**{name: value[0] for name, value in fields.items()}, "id": line.record})


def _lines(book: Book, change: int) -> list[journal.Line]:
    return list(journal.lines(book.connection, "epoch=? AND change=?", (book.epoch, change)))


def _row_change(line: journal.Line) -> tuple[Any, Any]:
    value = line.fields.get(journal.ROW)
    return (value[0], value[1]) if value else (1, 1)


def _columns(line: journal.Line) -> dict[str, Any]:
    return {name: value for name, value in line.fields.items() if not name.startswith("_")}


def _changed_since(book: Book, line: journal.Line, taken: set[int], undos: dict[int, set[int]]) -> bool:
    """Whether the line's record was changed later, other than by what was undone later still or is `taken`."""
    query = "SELECT DISTINCT epoch, change FROM main.journal WHERE record=? ORDER BY seq DESC"
    story = book.connection.execute(query, (line.record,)).fetchall()
    touching = {change for epoch, change in story if epoch == book.epoch}
    cancelled = set(taken)
    for epoch, change in story:
        if (epoch, change) == (line.epoch, line.change):
            break
        undone = undos.get(change, set()) & touching
        if change in cancelled:
            continue
        if epoch != book.epoch or not undone or min(undone) <= line.change:
            return True
        cancelled |= undone
    return False


def _erased_since(book: Book, line: journal.Line) -> bool:
    query = "SELECT 1 FROM main.journal WHERE record=? AND epoch=? AND n>? AND verb='erase'"
    return book.connection.execute(query, (line.record, line.epoch, line.n)).fetchone() is not None


def _undos(book: Book) -> dict[int, set[int]]:
    """The undos of this epoch, oldest first, and which changes each takes back."""
    where = "epoch=? AND n = change AND verb = 'undo'"
    return {line.n: set(history.undoes(line)) for line in journal.lines(book.connection, where, (book.epoch,))}


def _undone(undos: dict[int, set[int]]) -> set[int]:
    """The changes that are undone as things stand: an undo that was itself undone takes nothing back."""
    undone: set[int] = set()
    for number in reversed(undos):
        if number not in undone:
            undone |= undos[number]
    return undone


def _of_today(book: Book, line: journal.Line) -> dict[str, Any] | None:
    """The line's column values under the names of today; None when one was dropped or rewritten by an upgrade since."""
    fields = _columns(line)
    rewritten = schema.rewritten(book.catalog)
    for number, meanings in sorted(schema.meanings(book.catalog).items()):
        for meaning in meanings if number > line.schema else ():
            if meaning.table != line.ledger:
                continue
            match meaning:
                case schema.Rename(_, old, new):
                    if old in fields:
                        fields[new] = fields.pop(old)
                case schema.Drop(_, column):
                    if column in fields:
                        return None
                case schema.Add(_, column, default):
                    if number in rewritten:
                        return None
                    if _row_change(line) == (1, None):
                        fields[column] = [default, None]
    return fields


def _referred(book: Book, created: list[journal.Line]) -> str:
    ids = [line.record for line in created]
    tables = {line.ledger for line in created}
    book.connection.execute("CREATE TEMP TABLE IF NOT EXISTS undoing(id TEXT PRIMARY KEY) WITHOUT ROWID")
    book.connection.execute("DELETE FROM temp.undoing")
    book.connection.executemany("INSERT OR IGNORE INTO temp.undoing VALUES (?)", ((i,) for i in ids))
    for other in book.catalog.tables():
        for ref in other.refs:
            if (
                book.catalog.table(ref.ref).name in tables
                and book.connection.execute(
                    f'SELECT 1 FROM temp.undoing u CROSS JOIN main."{other.name}" r ON r."{ref.name}"=u.id '
                    "WHERE r.id NOT IN (SELECT id FROM temp.undoing) LIMIT 1"
                ).fetchone()
            ):
                return f"后来的「{other.title}」已经用到了它，请先撤回那一条。"
    return ""
