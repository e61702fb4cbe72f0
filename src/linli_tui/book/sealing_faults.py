"""What the check finds of sealed fields; how much is seen depends on whether they are open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from linli_tui.book import case_key, history, journal
from linli_tui.book.case_key import CaseKey
from linli_tui.book.sealing_upgrade import SALT
from linli_tui.core import sealing
from linli_tui.core.ledger import Ledger
from linli_tui.core.sealing import is_sealed
from linli_tui.core.words import say

if TYPE_CHECKING:
    from linli_tui.book.book import Book


def faults(book: Book) -> Iterator[tuple[str, str, str]]:
    """(table, record, sentence) of sealed fields that are not as they should be; how much is seen depends on the key.

    Without it: what stands in clear, or is of a version there never was. With it also what does not open, belongs
    elsewhere, or is not what its line of the journal vouches for.
    """
    if case_key.newest(book.connection) is None:
        return
    versions = {version for (version,) in book.connection.execute("SELECT version FROM main.case_key")}
    for table in sealing.tables(book.catalog):
        for name in sorted(sealing.names(table)):
            kept = f'SELECT id, "{name}" FROM main."{table.name}" WHERE "{name}" IS NOT NULL'
            for record, text in book.connection.execute(kept):
                if fault := _fault(book.read.case_key, (table.name, record, name), text, versions):
                    yield table.name, record, say("{title}：{fault}", title=table.field(name).title, fault=fault)
        yield from _line_faults(book, table)


def _fault(key: CaseKey, place: case_key.Place, text: str, versions: set[int]) -> str:
    if not is_sealed(text):
        return say("没有加锁，谁都读得到") if text else ""
    if int(text[1:].partition(":")[0]) not in versions:
        return say("锁它的那把锁不在了")
    try:
        key.text(place, text)
    except LookupError:
        return ""
    except ValueError:
        return say(sealing.BROKEN)
    return ""


def _line_faults(book: Book, table: Ledger) -> Iterator[tuple[str, str, str]]:
    """Values sealed after they were written whose commitment is that of other ones."""
    for line in journal.lines(book.connection, "ledger=?", (table.name,)) if book.read.case_key else ():
        for name, value in line.fields.items():
            if isinstance(value, list) and len(value) == 4:
                now = history.name_now(book.catalog, line, name) or name
                if not _vouched(book.read.case_key, (table.name, line.record, now), name, value):
                    what = say("第{n}行里锁着的内容和当时写下的不一样", n=line.n)
                    yield table.name, line.record, what


def _vouched(key: CaseKey, place: case_key.Place, name: str, value: list[Any]) -> bool:
    """Whether what is sealed in a line is what its commitment was made of; also where it does not open."""
    table, record, field = place
    try:
        old, new = (text and key.text(place, text) for text in value[:2])
        salt = key.text((table, record, field + SALT), value[2])
    except LookupError:
        return True
    except ValueError:
        return False
    return journal.commitment(name, old, new, salt) == bytes.fromhex(value[3])
