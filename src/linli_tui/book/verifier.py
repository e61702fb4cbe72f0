"""What a secret is checked against: argon2id (RFC 9106), slow on purpose, its cost beside it; never in the journal.

Until the file itself is encrypted this guards the program, not the file: whoever has the file can read it.
"""

from __future__ import annotations

import hmac
import re
import secrets
from time import perf_counter_ns
from typing import NamedTuple

from linli_tui.book.engine import Connection
from linli_tui.core import clock

PIN, PASSPHRASE = "pin", "passphrase"

MEMORY_KIB, PASSES, LANES = 64 * 1024, 3, 4
"""RFC 9106 section 4, the second recommended choice: the least there ever is."""
LEAST_MS = {PIN: 100, PASSPHRASE: 250}
"""Milliseconds one try takes at least on the machine where the secret is made: passes are added until it does."""
MOST_PASSES = 64

TABLES = """
CREATE TABLE IF NOT EXISTS verifier(
  person TEXT NOT NULL, kind TEXT NOT NULL, salt BLOB NOT NULL, hash BLOB NOT NULL, cost TEXT NOT NULL,
  at TEXT NOT NULL, PRIMARY KEY(person, kind)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS verifier_given(
  person TEXT NOT NULL, kind TEXT NOT NULL, by TEXT NOT NULL, PRIMARY KEY(person, kind)) STRICT, WITHOUT ROWID;
"""


class Verifier(NamedTuple):
    """A salt, the hash made with it, and at what cost: `m=65536,t=3,p=4` (KiB, passes, lanes)."""

    salt: bytes
    hash: bytes
    cost: str

    def matches(self, secret: str) -> bool:
        """Whether it was made of this secret; takes as long as making it did."""
        return hmac.compare_digest(_slow(secret, self.salt, self.cost), self.hash)


def make(kind: str, secret: str) -> Verifier:
    """A new verifier that takes at least LEAST_MS on this machine to try."""
    salt, passes = secrets.token_bytes(16), PASSES
    while True:
        cost = f"m={MEMORY_KIB},t={passes},p={LANES}"
        begun = perf_counter_ns()  # what the machine is worth, which no clock that may stand still can say
        made = Verifier(salt, _slow(secret, salt, cost), cost)
        took = (perf_counter_ns() - begun) // 1_000_000
        if took >= LEAST_MS[kind] or passes >= MOST_PASSES:
            return made
        passes = min(max(passes + 1, -(-passes * LEAST_MS[kind] // max(took, 1))), MOST_PASSES)


def keep(connection: Connection, person: str, kind: str, made: Verifier, given_by: str = "") -> None:
    """Keeps it as the only one of its kind this person has, inside the caller's transaction.

    `given_by` is somebody else who chose it, and so may know it; "" where the person did.
    """
    connection.execute("DELETE FROM main.verifier_given WHERE person=? AND kind=?", (person, kind))
    if given_by:
        connection.execute("INSERT INTO main.verifier_given VALUES (?,?,?)", (person, kind, given_by))
    connection.execute(
        "INSERT OR REPLACE INTO main.verifier VALUES (?,?,?,?,?,?)", (person, kind, *made, clock.instant())
    )


def stored(connection: Connection, person: str, kind: str) -> Verifier | None:
    """The one that is kept, if any."""
    row = connection.execute(
        "SELECT salt, hash, cost FROM main.verifier WHERE person=? AND kind=?", (person, kind)
    ).fetchone()
    return Verifier(*row) if row else None


def kept(connection: Connection) -> set[tuple[str, str]]:
    """All there are, as (person, kind); none in a book written before there were any."""
    return _pairs(connection, "verifier")


def given(connection: Connection) -> set[tuple[str, str]]:
    """Those among them that somebody else chose, and the person has not changed since."""
    return _pairs(connection, "verifier_given")


def forget(connection: Connection, person: str) -> None:
    """Nothing this person knows opens the book any more, inside the caller's transaction."""
    for table in ("verifier", "verifier_given"):
        connection.execute(f"DELETE FROM main.{table} WHERE person=?", (person,))


def _pairs(connection: Connection, table: str) -> set[tuple[str, str]]:
    if not connection.execute("SELECT 1 FROM main.sqlite_master WHERE name=?", (table,)).fetchone():
        return set()
    return set(connection.execute(f"SELECT person, kind FROM main.{table}"))


def _slow(secret: str, salt: bytes, cost: str) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    memory, passes, lanes = map(int, re.findall(r"\d+", cost))
    return hash_secret_raw(secret.encode(), salt, passes, memory, lanes, 32, Type.ID)
