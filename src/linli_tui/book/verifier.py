"""What a secret is checked against: argon2id (RFC 9106), slow on purpose, its cost beside it; never in the journal.

A PIN is compared with a hash. A passphrase opens its holder's own key pair (age, X25519), so that what is meant for
somebody can be shut for him while he is away. Where the file is not encrypted both guard the program, not the file.
"""

from __future__ import annotations

import hmac
import re
import secrets
from time import perf_counter_ns
from typing import NamedTuple

from linli_tui.book import cipher
from linli_tui.book.engine import Connection
from linli_tui.core import clock

PIN, PASSPHRASE = "pin", "passphrase"
FOUNDER = ""
"""Who founded an encrypted book has a passphrase before anybody is written in it; an officer's takes its place."""

MEMORY_KIB, PASSES, LANES = 64 * 1024, 3, 4
"""RFC 9106 section 4, the second recommended choice: the least there ever is."""
LEAST_MS = {PIN: 100, PASSPHRASE: 250}
"""Milliseconds one try takes at least on the machine where the secret is made: passes are added until it does."""
MOST_PASSES = 64
OWN = "own key"

TABLES = """
CREATE TABLE IF NOT EXISTS verifier(
  person TEXT NOT NULL, kind TEXT NOT NULL, salt BLOB NOT NULL, hash BLOB NOT NULL, cost TEXT NOT NULL,
  public TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY(person, kind)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS verifier_given(
  person TEXT NOT NULL, kind TEXT NOT NULL, by TEXT NOT NULL, PRIMARY KEY(person, kind)) STRICT, WITHOUT ROWID;
"""


class Verifier(NamedTuple):
    """A salt, what was made with it, at what cost: `m=65536,t=3,p=4` (KiB, passes, lanes).

    `hash` is that of a PIN, or the holder's own secret key shut with the passphrase; `public` is its other half.
    """

    salt: bytes
    hash: bytes
    cost: str
    public: str = ""

    def matches(self, secret: str) -> bool:
        """Whether it was made of this secret; takes as long as making it did."""
        if self.public:
            return self.identity(secret) is not None
        return hmac.compare_digest(slow(secret, self.salt, self.cost), self.hash)

    def is_sound(self, most_kib: int) -> bool:
        """Whether trying it costs what we ask for, and no more memory than this: one from a file may be damaged."""
        cost = re.fullmatch(r"m=(\d{1,9}),t=(\d{1,4}),p=(\d{1,2})", self.cost)
        memory, passes, lanes = map(int, cost.groups()) if cost else (0, 0, 0)
        return 8 * lanes <= memory <= most_kib and 1 <= passes <= MOST_PASSES and lanes > 0 and len(self.salt) >= 8

    def identity(self, words: str) -> str | None:
        """The secret half of the holder's own key pair, as age writes it; None for the wrong passphrase."""
        opened = cipher.unwrap(slow(words, self.salt, self.cost), self.hash, OWN)
        return opened.decode("ascii") if opened is not None else None


def make(kind: str, secret: str, identity: str = "") -> Verifier:
    """A new verifier that takes at least LEAST_MS on this machine to try.

    A passphrase gets a new key pair, or opens from now on the one whose secret half is given.
    """
    salt, passes = secrets.token_bytes(16), PASSES
    while True:
        cost = f"m={MEMORY_KIB},t={passes},p={LANES}"
        begun = perf_counter_ns()  # what the machine is worth, which no clock that may stand still can say
        hashed = slow(secret, salt, cost)
        took = (perf_counter_ns() - begun) // 1_000_000
        if took >= LEAST_MS[kind] or passes >= MOST_PASSES:
            return _with_own_key(salt, hashed, cost, identity) if kind == PASSPHRASE else Verifier(salt, hashed, cost)
        passes = min(max(passes + 1, -(-passes * LEAST_MS[kind] // max(took, 1))), MOST_PASSES)


def _with_own_key(salt: bytes, hashed: bytes, cost: str, identity: str) -> Verifier:
    from pyrage import x25519

    own = x25519.Identity.from_str(identity) if identity else x25519.Identity.generate()
    return Verifier(salt, cipher.wrap(hashed, str(own).encode("ascii"), OWN), cost, str(own.to_public()))


def keep(connection: Connection, person: str, kind: str, made: Verifier, given_by: str = "") -> None:
    """Keeps it as the only one of its kind this person has, inside the caller's transaction.

    `given_by` is somebody else who chose it, and so may know it; "" where the person did.
    """
    connection.execute("DELETE FROM main.verifier_given WHERE person=? AND kind=?", (person, kind))
    if given_by:
        connection.execute("INSERT INTO main.verifier_given VALUES (?,?,?)", (person, kind, given_by))
    connection.execute(
        "INSERT OR REPLACE INTO main.verifier VALUES (?,?,?,?,?,?,?)", (person, kind, *made, clock.instant())
    )


def stored(connection: Connection, person: str, kind: str) -> Verifier | None:
    """The one that is kept, if any."""
    row = connection.execute(
        "SELECT salt, hash, cost, public FROM main.verifier WHERE person=? AND kind=?", (person, kind)
    ).fetchone()
    return Verifier(*row) if row else None


def kept(connection: Connection) -> set[tuple[str, str]]:
    """All that persons have, as (person, kind); none in a book written before there were any."""
    return {(person, kind) for person, kind in _pairs(connection, "verifier") if person != FOUNDER}


def publics(connection: Connection) -> dict[str, str]:
    """The public half of each person's own key pair: what is shut for it, only that person's passphrase opens."""
    return dict(connection.execute("SELECT person, public FROM main.verifier WHERE kind=?", (PASSPHRASE,)))


def identity(connection: Connection, person: str, words: str) -> str | None:
    """The secret half of somebody's own key pair; None where there is none, or the passphrase is wrong."""
    made = stored(connection, person, PASSPHRASE)
    return made.identity(words) if made else None


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


def slow(secret: str, salt: bytes, cost: str) -> bytes:
    """32 bytes out of a secret, argon2id at this cost."""
    from argon2.low_level import Type, hash_secret_raw

    memory, passes, lanes = map(int, re.findall(r"\d+", cost))
    return hash_secret_raw(secret.encode(), salt, passes, memory, lanes, 32, Type.ID)
