"""Sealed fields under a second key: who opens it, and when a new one begins.

Each entitled person's passphrase opens his own key pair (`book.verifier`), and that a slot of the second key
(`book.case_key`): whoever has the whole file, or sits at the open book, reads no sealed text without one. Entitled is
who may read a ledger with sealed fields today. Versions are never rewritten: when somebody is no longer entitled, what
is written from then on is sealed to a new one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from linli_tui.book import case_key, engine, journal, people, sealing_upgrade, tries, verifier
from linli_tui.book.case_key import CaseKey, Public
from linli_tui.core import clock, fold, sealing
from linli_tui.core.access import BOOK, READ, allowed
from linli_tui.core.ledger import Ledger
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.writing import Transaction

Slots = dict[tuple[int, str], tuple[str, bytes]]
"""(version, person) -> (the public half it was sealed to, the sealed secret half)."""
ALONE = 2
"""So many persons at least should be able to open it."""


def exists(book: Book) -> bool:
    """Whether there is a second key: what is written from then on is sealed."""
    return case_key.newest(book.connection) is not None


def is_shut(book: Book, ledger: Ledger) -> bool:
    """Whether a ledger has sealed fields that nobody opened here."""
    return bool(sealing.names(book.catalog.table(ledger))) and not book.read.case_key and exists(book)


def note(book: Book, ledger: Ledger) -> str:
    """The sentence above a form or a card as long as sealed fields stand in the book in clear; "" otherwise."""
    said = sealing.note(ledger)
    return "" if said and exists(book) else said


def entitled(book: Book) -> dict[str, str]:
    """Who may read sealed fields today and has a passphrase: {person: public half of his own key pair}."""
    tables, publics = sealing.tables(book.catalog), verifier.publics(book.connection)
    return {
        member.person: publics[member.person]
        for member in people.members(book)
        if member.person in publics and any(_reads(book, table, member.posts) for table in tables)
    }


def may_open(book: Book, member: people.Member) -> bool:
    """Whether a passphrase of this person would open sealed fields."""
    return any(_reads(book, table, member.posts) for table in sealing.tables(book.catalog))


def openers(book: Book) -> dict[str, str]:
    """Whose passphrase opens at least one version, whether or not it may still be shown to him: {person: name}."""
    publics = verifier.publics(book.connection)
    named = "SELECT name FROM main.person WHERE id=?"
    found = dict.fromkeys(person for (_, person), (half, _) in _slots(book).items() if publics.get(person) == half)
    rows = {person: book.connection.execute(named, (person,)).fetchone() for person in found}
    return {person: str(row[0] or "") if row else "" for person, row in rows.items()}


def said(book: Book) -> str:
    """The line for home while fewer than two persons can open sealed fields, for whoever may read them; "" else."""
    if not exists(book) or not any(book.rights.may(READ, table.name) for table in sealing.tables(book.catalog)):
        return ""
    able = entitled(book).keys() & openers(book).keys()
    if len(able) >= ALONE:
        return ""
    if not able:
        return say("锁着的调解内容现在没有人打得开，请打得开的人来打一次口令。")
    return say("锁着的调解内容只有一个人打得开，请再给一位会长或调解员设口令。")


def open_with(book: Book, person: str, words: str) -> bool:
    """Opens sealed fields by somebody's passphrase, as `open_by` does.

    Raises Refused for the wrong one, which is counted, or while it has to be waited.
    """
    if not tries.note(book, person, verifier.PASSPHRASE):
        seconds = max(tries.waits(book, person, verifier.PASSPHRASE), 1)
        raise Refused(say("还要等{n}秒才能再试。", n=seconds), say("内容还锁着。"))
    identity = verifier.identity(book.connection, person, fold.fold(fold.clean(words)))
    if identity is None:
        raise Refused(say("口令不对。"), say("内容还锁着。"), field=verifier.PASSPHRASE)
    tries.forget(book, person, verifier.PASSPHRASE)
    return open_by(book, person, identity)


def open_by(book: Book, person: str, identity: str) -> bool:
    """Opens sealed fields with the secret half of somebody's own key pair; whether they are open now.

    They stay so until somebody signs in. It is the occasion to see to the slots: whoever opens may hand them on, also
    when he sits beside somebody else, or is not entitled any more; then they are not shown.
    """
    if not exists(book):
        settle(book)
    opened, before = CaseKey(_halves(book, person, identity)), book.read.case_key
    book.read.case_key = opened
    try:
        settle(book)
    finally:
        shows = person in entitled(book) and (book.actor.is_owner or book.actor.id == person)
        book.read.case_key = book.read.case_key if shows else before
    return bool(book.read.case_key)


def settle(book: Book) -> None:
    """Makes the slots and versions what the council of today needs, in one transaction; nothing where all is well.

    To be called when a passphrase was given or taken away, and at each opening. The first time it seals the book;
    put off while another window reads, from which the old bytes could not be taken.
    """
    if book.reading_only or not sealing.tables(book.catalog):
        return
    able = entitled(book)
    if not exists(book):
        if able and _folds(book):
            _found(book, able)
    elif able:
        _renew(book, able)


def _found(book: Book, able: dict[str, str]) -> None:
    with book.transaction(book.actor, "seal") as t:
        t.beside(BOOK)
        engine.run_all(book.connection, case_key.TABLES)
        sealing_upgrade.seal_all(t, _begin(t, 1, able)[0])
        t.say(say("调解的内容加了锁，打口令才看得到"))
    _folds(book)  # where it cannot be done now, closing does it


def _folds(book: Book) -> bool:
    """Whether the log could be folded into the file, which leaves no older bytes in either."""
    try:
        return engine.fold(book.connection)
    except engine.DatabaseError:
        return False


def _renew(book: Book, able: dict[str, str]) -> None:
    """Slots for who lacks one, none for who is not entitled, and a new version where somebody lost the newest.

    The last slots of a version stay, whosesoever they are: they may still be handed on.
    """
    slots, halves, newest = _slots(book), book.read.case_key.halves, case_key.newest(book.connection)
    version = newest.version if newest else 0
    lack = [(v, p) for v in halves for p in able if slots.get((v, p), ("",))[0] != able[p]]
    kept = {v for (v, p), (half, _) in slots.items() if able.get(p) == half} | set(halves)
    gone = [(v, p) for (v, p), (half, _) in slots.items() if v in kept and able.get(p) != half]
    begins = version not in kept or any(v == version for v, _ in gone)
    if not lack and not gone and not begins:
        return
    with book.transaction(book.actor, "seal") as t:
        t.beside(BOOK)
        book.connection.executemany("DELETE FROM main.case_slot WHERE version=? AND person=?", gone)
        for v, person in lack:
            _give(book, v, person, able[person], str(halves[v]))
        if begins:
            public, half = _begin(t, version + 1, able)
            halves = {**halves, public.version: half} if halves else halves
            t.say(say("调解的内容换了锁，以后写的按现在的人来开"))
    book.read.case_key = CaseKey(halves)


def _begin(t: Transaction, version: int, able: dict[str, str]) -> tuple[Public, Any]:
    """A new pair, both halves, and a slot of it for everybody entitled."""
    from pyrage import x25519

    book, half = t.book, x25519.Identity.generate()
    public = Public(version, str(half.to_public()))
    book.connection.execute("INSERT INTO main.case_key VALUES (?,?,?)", (*public, clock.instant()))
    for person, own in able.items():
        _give(book, version, person, own, str(half))
    t.pen.note(BOOK, book.id, {journal.CASE: (version - 1 or None, version)})
    return public, half


def _give(book: Book, version: int, person: str, own: str, half: str) -> None:
    import pyrage

    slot = pyrage.encrypt(half.encode("ascii"), [pyrage.x25519.Recipient.from_str(own)])
    book.connection.execute("INSERT OR REPLACE INTO main.case_slot VALUES (?,?,?,?)", (version, person, own, slot))


def _halves(book: Book, person: str, identity: str) -> dict[int, Any]:
    """The secret halves that somebody's own one opens; none that does not belong to what is sealed with."""
    import pyrage

    own, found = pyrage.x25519.Identity.from_str(identity), {}
    publics = dict(book.connection.execute("SELECT version, public FROM main.case_key")) if exists(book) else {}
    for (version, holder), (_, slot) in _slots(book).items():
        if holder == person:
            try:
                half = pyrage.x25519.Identity.from_str(pyrage.decrypt(slot, [own]).decode("ascii"))
            except (pyrage.DecryptError, pyrage.IdentityError, ValueError):
                continue  # sealed to a pair he had before
            if str(half.to_public()) == publics.get(version):
                found[version] = half
    return found


def _slots(book: Book) -> Slots:
    if not exists(book):
        return {}
    rows = book.connection.execute(
        "SELECT version, person, public, sealed FROM main.case_slot ORDER BY version, person"
    )
    return {(version, person): (half, sealed) for version, person, half, sealed in rows}


def _reads(book: Book, table: Ledger, posts: Iterable[str]) -> bool:
    return bool(allowed(book.catalog.area(table).grants, table.name, posts).scopes(READ))
