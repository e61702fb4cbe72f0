"""The second key: an X25519 pair (age) whose public half seals texts, each bound to its place; its other half opens.

Whoever may write seals; nothing secret is needed for it. A sealed text is "\\x01", the version of the pair, ":" and
base64 of age(JSON [ledger, record, field, text]): put anywhere else it is not read.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from linli_tui.book.engine import Connection
from linli_tui.core.refusal import Refused
from linli_tui.core.sealing import BROKEN, SHUT, is_sealed
from linli_tui.core.words import say

if TYPE_CHECKING:
    from linli_tui.book.shape import Row, Shape
    from linli_tui.core.ledger import Ledger

Place = tuple[str, str, str]
"""(table, record, field) of a sealed text."""
PADDING = 128
"""Bytes: texts are filled up to a multiple of it, so that their length says little."""

TABLES = """
CREATE TABLE IF NOT EXISTS case_key(version INTEGER PRIMARY KEY, public TEXT NOT NULL, since TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS case_slot(
  version INTEGER NOT NULL, person TEXT NOT NULL, public TEXT NOT NULL, sealed BLOB NOT NULL,
  PRIMARY KEY(version, person)) STRICT, WITHOUT ROWID;
"""
"""The public halves; and each secret half, sealed to the public half of a person's own key pair."""


class Public(NamedTuple):
    """The half everybody writes with."""

    version: int
    half: str

    def seal(self, place: Place, text: str) -> str:
        """A text that only the other half opens."""
        import pyrage

        content = json.dumps([*place, text], ensure_ascii=False).encode()
        padded = content.ljust(-(-len(content) // PADDING) * PADDING)
        shut = pyrage.encrypt(padded, [pyrage.x25519.Recipient.from_str(self.half)])
        return f"\x01{self.version}:{base64.b64encode(shut).decode('ascii')}"


class CaseKey:
    """The secret halves that somebody opened, by their version; none for whoever opened nothing."""

    def __init__(self, halves: Mapping[int, Any] | None = None) -> None:
        self.halves = dict(halves or {})

    def __bool__(self) -> bool:
        return bool(self.halves)

    def text(self, place: Place, sealed: str) -> str:
        """The text itself. Raises LookupError while it is shut, ValueError where it is broken or of another place."""
        import pyrage

        version, _, shut = sealed[1:].partition(":")
        half = self.halves[int(version)]
        try:
            content = json.loads(pyrage.decrypt(base64.b64decode(shut, validate=True), [half]))
        except pyrage.DecryptError as error:
            raise ValueError("damaged") from error
        if not (isinstance(content, list) and len(content) == 4 and tuple(content[:3]) == place):
            raise ValueError("sealed for another place")
        return str(content[3])

    def clear(self, place: Place, stored: str) -> str | None:
        """A stored text in clear, sealed or not; None where it does not open."""
        if not is_sealed(stored):
            return stored
        try:
            return self.text(place, stored)
        except (LookupError, ValueError):
            return None

    def shown(self, place: Place, sealed: str) -> str:
        """What a screen shows of a sealed text."""
        try:
            return self.text(place, sealed)
        except LookupError:
            return say(SHUT)
        except ValueError:
            return say(BROKEN)


def shown(table: Ledger, rows: list[Row], key: CaseKey = CaseKey()) -> list[Row]:  # noqa: B008 it opens nothing
    """Rows of a table with what a screen shows of their sealed fields."""
    for name in [field.name for field in table.fields if field.sealed]:
        for row in rows:
            if is_sealed(row[name]):
                row[name] = key.shown((table.name, row["id"], name), row[name])
    return rows


def newest(connection: Connection) -> Public | None:
    """What is sealed with today; None before there is a second key."""
    named = "SELECT 1 FROM main.sqlite_master WHERE type='table' AND name='case_key'"
    if not connection.execute(named).fetchone():
        return None
    row = connection.execute("SELECT version, public FROM main.case_key ORDER BY version DESC LIMIT 1").fetchone()
    return Public(*row) if row else None


class Sealer:
    """Sealed fields in one transaction: rows carry them sealed, people and rules write them in clear."""

    def __init__(self, connection: Connection, key: CaseKey) -> None:
        self._connection, self._key = connection, key
        self._looked, self._public = False, Public(0, "")
        self._written: dict[str, str] = {}
        """The texts that were sealed in this transaction, by what they became."""

    def seal(self, shape: Shape, row: Row) -> None:
        """Seals what is clear in a row that is about to be written; leaves it so while there is no second key."""
        for name in shape.sealed:
            text = row[name]
            if text and isinstance(text, str) and not is_sealed(text) and (public := self._newest()):
                row[name] = public.seal((shape.ledger.name, row["id"], name), text)
                self._written[row[name]] = text

    def open(self, shape: Shape, row: Row) -> None:
        """Shows of a row in clear what was written in this transaction, and what the key opens."""
        for name in shape.sealed:
            if text := self._clear((shape.ledger.name, row["id"], name), row[name]):
                row[name] = text

    def settle(self, shape: Shape, old: Row | None, new: Row) -> None:
        """Leaves a sealed text as it is where it is given back as it was shown, or in clear but the same.

        Raises Refused for a text made of what only stands for a sealed one, and for one sealed elsewhere.
        """
        for name in shape.sealed:
            value, before = new[name], old[name] if old else None
            if value == before or not isinstance(value, str):
                continue
            same = (say(SHUT), say(BROKEN), self._clear((shape.ledger.name, new["id"], name), before))
            if is_sealed(before) and value in same:
                new[name] = before
            elif say(SHUT) in value or is_sealed(value):
                title = shape.ledger.field(name).title
                what = say("「{title}」还锁着，没有打开，不能抄也不能接着写。", title=title)
                raise Refused(what, say("什么也没有改。"), say("请先打口令看内容，再来写。"), field=name)

    def _clear(self, place: Place, stored: Any) -> str | None:
        if not is_sealed(stored):
            return None
        return self._written.get(stored) or self._key.clear(place, stored)

    def _newest(self) -> Public | None:
        if not self._looked:
            self._looked, self._public = True, newest(self._connection) or self._public
        return self._public if self._public.version else None
