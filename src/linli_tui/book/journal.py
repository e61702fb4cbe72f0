"""The journal: every change is lines in one append-only, hash-chained list. The format is in docs/journal.md.

line   = {epoch, n, change, at, actor, machine, verb, ledger, record, schema}
what   = {field: [old, new, salt]}; an erased field keeps only its commitment, as a string of 64 hex digits;
         one that was sealed after it was written has all three sealed, and the commitment as a fourth
c_f    = SHA-256(salt + canon([field, old, new]))
digest = SHA-256(canon(line) + SHA-256(canon({field: c_f, …}))), every commitment as 64 hex digits
hash   = SHA-256(hash of the line before in this epoch + digest); before the first line of an epoch: 32 zero bytes
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from linli_tui.book.engine import Connection
from linli_tui.core.sealing import is_sealed

GENESIS = bytes(32)
LARGEST = 2**53 - 1
"""No whole number beyond this is the same in every reader of JSON (RFC 8785, RFC 7493)."""
COLUMNS = "epoch, n, change, at, actor, machine, verb, ledger, record, schema, what, hash"
WHO, WHY, ROW, SAY, UNDOES, SECOND, MARK = "_who", "_why", "_row", "_say", "_undoes", "_second", "_mark"
CASE = "_case"
"""Fields of `what` that are not columns: who and why and the sentence said (first line of a change), whether the row
stands (1) or not (null), the list of changes an undo takes back, the second person of an act that takes two, and
the mark of an act done after one's term; of the book itself, the version of its second key."""

TABLES = """
CREATE TABLE IF NOT EXISTS journal(
  seq INTEGER PRIMARY KEY, epoch TEXT NOT NULL, n INTEGER NOT NULL, change INTEGER NOT NULL, at TEXT NOT NULL,
  actor TEXT NOT NULL, machine TEXT NOT NULL, verb TEXT NOT NULL, ledger TEXT NOT NULL, record TEXT NOT NULL,
  schema INTEGER NOT NULL, what TEXT NOT NULL, hash BLOB NOT NULL, UNIQUE(epoch, n)) STRICT;
CREATE INDEX IF NOT EXISTS journal_record ON journal(record, seq);
CREATE INDEX IF NOT EXISTS journal_change ON journal(epoch, change, n);
CREATE INDEX IF NOT EXISTS journal_header ON journal(epoch, n) WHERE n = change;
CREATE INDEX IF NOT EXISTS journal_undo ON journal(epoch, n) WHERE n = change AND verb = 'undo';
CREATE TRIGGER IF NOT EXISTS journal_keeps BEFORE DELETE ON journal
  BEGIN SELECT RAISE(ABORT, 'the journal keeps every line'); END;
CREATE TRIGGER IF NOT EXISTS journal_stays BEFORE UPDATE OF
  seq, epoch, n, change, at, actor, machine, verb, ledger, record, schema, hash ON journal
  BEGIN SELECT RAISE(ABORT, 'a line of the journal stays as it is'); END;
"""


class Line(NamedTuple):
    """One line as stored: the clear part, `what` as canonical JSON text, and the chained hash."""

    epoch: str
    n: int
    change: int
    at: str
    actor: str
    machine: str
    verb: str
    ledger: str
    record: str
    schema: int
    what: str
    hash: bytes

    @property
    def fields(self) -> dict[str, Any]:
        """`what` read back: {field: [old, new, salt]}, {field: commitment}, or sealed with the commitment as fourth."""
        fields: dict[str, Any] = json.loads(self.what)
        return fields


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode
_quote = json.encoder.encode_basestring


def canon(value: Any) -> str:
    """Canonical JSON after RFC 8785 for what we keep: text, integers, null, lists, objects with ASCII keys."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return _quote(value)
    if isinstance(value, float):
        raise TypeError("no fractions in the journal")
    return str(value) if type(value) is int else _encode(value)


def commitment(name: str, old: Any, new: Any, salt: str) -> bytes:
    """The salted hash that stands for one field's change, so that the field can be erased and the chain still holds."""
    return sha256(f'{salt}["{name}",{canon(old)},{canon(new)}]'.encode()).digest()


def erased(name: str, value: Any) -> str:
    """What is left of a field of `what` once its values are erased: its commitment, 64 hex digits.

    Raises ValueError where one is given beside values that are not sealed: then anything could be put there.
    """
    if isinstance(value, str):
        return value
    if len(value) == 3:
        return commitment(name, *value).hex()
    *parts, kept = value
    if len(parts) != 3 or not isinstance(kept, str) or not all(part in (None, "") or is_sealed(part) for part in parts):
        raise ValueError("a commitment beside clear values")
    return kept


def commitments(fields: dict[str, Any]) -> bytes:
    """SHA-256 over what is left of a line when all its values are erased: the names of its fields and commitments."""
    kept = ",".join([f"{_quote(name)}:{_quote(erased(name, fields[name]))}" for name in sorted(fields)])
    return sha256(f"{{{kept}}}".encode()).digest()


def digest(clear: tuple[Any, ...], together: bytes) -> bytes:
    """The digest of a line: its clear part (epoch … schema, as in Line) and its commitments together."""
    epoch, n, change, at, actor, machine, verb, ledger, record, schema = clear
    line = (
        f'{{"actor":{canon(actor)},"at":"{at}","change":{change},"epoch":"{epoch}","ledger":"{ledger}",'
        f'"machine":"{machine}","n":{n},"record":{canon(record)},"schema":{schema},"verb":"{verb}"}}'
    )
    return sha256(line.encode() + together).digest()


def sealed(changes: Mapping[str, tuple[Any, Any] | str], salts: Iterator[str]) -> tuple[str, bytes]:
    """`what` of {field: (old, new)} with a fresh salt each, and its commitments together; encodes every value once.

    A text instead of (old, new) is a commitment already.
    """
    kept, parts = [], []
    for name in sorted(changes):
        change = changes[name]
        if isinstance(change, str):
            kept.append(f'"{name}":"{change}"')
            parts.append(kept[-1])
            continue
        old, new = map(canon, change)
        salt = next(salts)
        kept.append(f'"{name}":"{sha256(f"""{salt}["{name}",{old},{new}]""".encode()).hexdigest()}"')
        parts.append(f'"{name}":[{old},{new},"{salt}"]')
    return f"{{{','.join(parts)}}}", sha256(f"{{{','.join(kept)}}}".encode()).digest()


def fresh_salts(batch: int = 64) -> Iterator[str]:
    """16 random bytes in hex, again and again, asked from the system in batches."""
    while True:
        noise = os.urandom(16 * batch).hex()
        yield from (noise[i : i + 32] for i in range(0, len(noise), 32))


def append(connection: Connection, lines: Iterable[Line]) -> None:
    """Writes finished lines, inside the caller's transaction."""
    connection.executemany(f"INSERT INTO main.journal({COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", lines)


def head(connection: Connection, epoch: str) -> tuple[int, bytes]:
    """The last number and hash of an epoch; (0, GENESIS) when it has no line yet."""
    row = connection.execute(
        "SELECT n, hash FROM main.journal WHERE epoch=? ORDER BY n DESC LIMIT 1", (epoch,)
    ).fetchone()
    return (row[0], row[1]) if row else (0, GENESIS)


def lines(connection: Connection, where: str = "1", params: tuple[Any, ...] = ()) -> Iterator[Line]:
    """Lines in the order they arrived, optionally those that meet a condition."""
    cursor = connection.execute(f"SELECT {COLUMNS} FROM main.journal WHERE {where} ORDER BY seq", params)
    return map(Line._make, cursor)


class Pen:
    """Writes the lines of one change: collects them while the rows are written, numbers and chains them at the end."""

    def __init__(self, connection: Connection, epoch: str, machine: str, actor: str, schema: int, verb: str) -> None:
        self._connection = connection
        self._epoch, self._machine, self._actor, self._schema, self._verb = epoch, machine, actor, schema, verb
        self.entries: list[tuple[str, str, dict[str, tuple[Any, Any]]]] = []
        self.header: dict[str, tuple[Any, Any]] = {}
        self.erasing = False
        """Whether what changed in the records is written as commitments only."""

    def note(self, ledger: str, record: str, changes: dict[str, tuple[Any, Any]]) -> None:
        """One line to come: what changed in one record, {field: (old, new)}."""
        self.entries.append((ledger, record, changes))

    def records(self) -> tuple[tuple[str, str], ...]:
        """(ledger, record) of every line to come, each once, in order."""
        return tuple(dict.fromkeys((ledger, record) for ledger, record, _ in self.entries))

    def write(self, at: str) -> int:
        """Appends all lines and returns the number of the change; 0 when there was nothing to write."""
        if not self.entries:
            return 0
        last, previous = head(self._connection, self._epoch)
        change = last + 1
        append(self._connection, list(self._lines(change, previous, at)))
        return change

    def _lines(self, change: int, previous: bytes, at: str) -> Iterator[Line]:
        salts = fresh_salts(1024 if len(self.entries) > 100 else 32)
        for n, (ledger, record, changes) in enumerate(self.entries, start=change):
            noted: Mapping[str, tuple[Any, Any] | str] = changes
            if self.erasing:
                noted = {name: commitment(name, *value, next(salts)).hex() for name, value in changes.items()}
            what, together = sealed(noted if n > change else {**self.header, **noted}, salts)
            clear = (self._epoch, n, change, at, self._actor, self._machine, self._verb, ledger, record, self._schema)
            previous = sha256(previous + digest(clear, together)).digest()
            yield Line(*clear, what, previous)
