"""What people do when something is lost: write it down, take ten steps, close it with what was learned."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from linli_tui.core import clock
from linli_tui.core.words import say
from linli_tui.ledgers.safety import rules

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.change import Change
    from linli_tui.book.writing import Transaction
    from linli_tui.core.access import Actor

Row = dict[str, Any]
SEALED = "sealed"
PERSONS = "SELECT count(*) AS n FROM person WHERE voided = 0 AND kind <> 'firm'"


def write_loss(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """Writes a loss down, with what the book held that day; or changes what was written."""
    with book.transaction(actor, "change" if record else "new") as t:
        row = t.row("loss", t.save("loss", {**values, "id": record} if record else values)) or {}
        done = "已修改「{label}」，十步做了{n}步" if record else "已开丢失处置单「{label}」，请照着十步办，先报警"
        t.say(say(done, label=row["label"], n=rules.taken(row)))
    return t.change


def guard_loss(t: Transaction, old: Row | None, new: Row) -> None:
    """What the book held is counted when the loss is written down, and again on the day somebody looks."""
    if new["lesson"] and not new["lesson_on"]:
        new["lesson_on"] = _today()
    if new["decision"] and not new["decided_on"]:
        new["decided_on"] = _today()
    counts = old is None or (new["counted_on"] and not old["counted_on"])
    if counts and new["kind"] in rules.OF_BOOK:
        new.update(held(t))
        new["backup_on"] = new["backup_on"] or last_backup(t.book)


def held(t: Transaction) -> Row:
    """What a whole book holds: how many persons, which kinds of fields are filled, whether it is encrypted.

    The kinds are read from the declarations of whatever ledgers there are.
    """
    from linli_tui.book.cipher import is_encrypted

    filled = set(_filled(t))
    persons = t.sql(PERSONS)[0]["n"] if "person" in t.book.catalog.ledgers else None
    return {
        "persons": persons,
        "kept": rules.told_kinds(filled - {SEALED}, SEALED in filled) or None,
        "encrypted": int(is_encrypted(t.book.path)),
    }


def last_backup(book: Book) -> str | None:
    """The ISO day of the newest good backup this machine remembers; None where it remembers none."""
    from linli_tui.book import copies

    at = max((good.at for good in copies.recall(book.id).good), default="")
    return clock.civil(at).isoformat() if at else None


def _filled(t: Transaction) -> Iterator[str]:
    """The masking class of every personal field that somebody filled; SEALED for what has a lock of its own."""
    for table in t.book.catalog.tables():
        for field in table.fields:
            if not (field.mask or field.sealed):
                continue
            query = f'SELECT 1 FROM "{table.name}" WHERE voided = 0 AND "{field.name}" IS NOT NULL LIMIT 1'
            if t.sql(query):
                yield SEALED if field.sealed else field.mask


def lose_laptop(book: Book, actor: Actor, laptop: str) -> Change:
    """A laptop is gone: it says so, and its ten steps begin."""
    with book.transaction(actor, "change") as t:
        t.save("laptop", {"id": laptop, "stage": "lost"})
        name = (t.row("laptop", laptop) or {})["name"]
        _open(t, "laptop", laptop, say("「{name}」不见了", name=name))
        t.say(say("已记下「{name}」丢了，开了一张丢失处置单，先报警", name=name))
    return t.change


def lose_stick(book: Book, actor: Actor, stick: str) -> Change:
    """A stick is gone: it says so, and its ten steps begin."""
    with book.transaction(actor, "change") as t:
        t.save("stick", {"id": stick, "lies": "lost"})
        name = (t.row("stick", stick) or {})["name"]
        _open(t, "stick", stick, say("「{name}」找不到了", name=name))
        t.say(say("已记下「{name}」找不到，开了一张丢失处置单", name=name))
    return t.change


def _open(t: Transaction, kind: str, record: str, what: str) -> None:
    t.beside("loss")
    if not t.sql(f"SELECT 1 FROM loss WHERE voided = 0 AND state = 'open' AND {kind} = ?", (record,)):
        t.save("loss", {"kind": kind, kind: record, "what": what, "noticed_on": _today()})


def tick(book: Book, actor: Actor, loss: str, **asked: Any) -> Change:
    """One of the ten steps was taken: its day, and what belongs to it."""
    with book.transaction(actor, "change") as t:
        t.save("loss", {"id": loss, **{name: value for name, value in asked.items() if value is not None}})
        row = t.row("loss", loss) or {}
        done = next(say(step.title) for step in rules.STEPS if step.day in asked)
        left = rules.left(row)
        more = say("，下一步：{title}", title=say(left[0].title)) if left else say("，十步都做了")
        t.say(say("已记下：{done}", done=done) + more)
    return t.change


def close(t: Transaction, loss: Row) -> None:
    """All that was to be done is done, or somebody decided so."""
    loss["lesson_on"] = loss["lesson_on"] or _today()
    loss["closed_on"] = _today()


def reopen(t: Transaction, loss: Row) -> None:
    """There is more to be done after all."""
    loss["closed_on"] = None


def _today() -> str:
    return clock.today().isoformat()
