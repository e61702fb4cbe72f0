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


def keep(connection: Connection, person: str, kind: str, made: Verifier) -> None:
    """Keeps it as the only one of its kind this person has, inside the caller's transaction."""
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
    if not connection.execute("SELECT 1 FROM main.sqlite_master WHERE name='verifier'").fetchone():
        return set()
    return set(connection.execute("SELECT person, kind FROM main.verifier"))


def forget(connection: Connection, person: str) -> None:
    """Nothing this person knows opens the book any more, inside the caller's transaction."""
    connection.execute("DELETE FROM main.verifier WHERE person=?", (person,))


def _slow(secret: str, salt: bytes, cost: str) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    memory, passes, lanes = map(int, re.findall(r"\d+", cost))
    return hash_secret_raw(secret.encode(), salt, passes, memory, lanes, 32, Type.ID)
