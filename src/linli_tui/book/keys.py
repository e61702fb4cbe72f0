"""开锁方式: who opens this book with what, and what happens at the lock when it is the wrong thing.

The verifiers decide; a row of the ledger `key` is what the journal keeps of each, without the secret. Somebody opens a
book who has a post today and a key; where none of them can give keys, former officers who have one keep watch.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from linli_tui.book import keyfile, people, permits, sealing, tries, verifier
from linli_tui.book.people import Member
from linli_tui.book.typed import read_passphrase, read_pin
from linli_tui.book.verifier import FOUNDER, PASSPHRASE, PIN
from linli_tui.core import clock, fold
from linli_tui.core.access import BOOK, CARETAKER, OFFICERS, Actor, allowed
from linli_tui.core.refusal import Refused
from linli_tui.core.words import _, say

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.change import Change
    from linli_tui.book.writing import Transaction

HONEST = _("这本台账没有加锁：密码挡得住用这个程序的人，挡不住把文件拿走的人。")
"""What has to be said wherever a key of a book that is not encrypted is made or asked for."""
WORDS = {PIN: _("密码"), PASSPHRASE: _("口令")}


def has_keys(book: Book) -> bool:
    """Whether anybody has a key; until then the book is open to whoever opens it."""
    return bool(verifier.kept(book.connection))


def kinds_of(book: Book, person: str) -> set[str]:
    """The kinds of key somebody has."""
    return {kind for who, kind in verifier.kept(book.connection) if who == person}


def holders(book: Book) -> list[Member]:
    """Who can open this book today, highest post first."""
    keyed = {person for person, kind in verifier.kept(book.connection)}
    standing = [member for member in people.members(book) if member.person in keyed]
    if any(_looks_after_keys(book, member, "keys", "hand_over") for member in standing):
        return standing
    return _watching(book, standing, keyed)


def sign_in(book: Book, person: str, pin: str) -> Actor:
    """Lets somebody in by the PIN; from here on the book is read with that person's rights.

    Raises Refused when it is wrong, and counts it, or when it has to be waited.
    """
    return _let_in(book, person, PIN, pin)


def open_with(book: Book, person: str, words: str) -> Actor:
    """Lets somebody in by the passphrase; wrong PINs of that person are forgotten. Raises Refused."""
    actor = _let_in(book, person, PASSPHRASE, words)
    tries.forget(book, person, PIN)
    return actor


def reopen(book: Book, person: str, officer: str, words: str) -> None:
    """Somebody who typed ten wrong PINs may try again, by an officer's passphrase. Raises Refused."""
    if officer not in [member.person for member in _officers(book)]:
        raise Refused(say("这要会长、副会长或秘书的口令。"), say("台账还锁着。"))
    _prove(book, officer, PASSPHRASE, words)
    tries.forget(book, person, PIN)


def vouch(book: Book, person: str, pin: str) -> Actor:
    """A second person beside the one who sits at the book, known by the PIN.

    Raises Refused as `sign_in` does, and where somebody else chose that PIN and so may know it.
    """
    member = _prove(book, person, PIN, pin)
    if is_given(book, person):
        raise Refused(
            say("{name}的密码是别人设的，还不能替人确认。", name=member.name),
            say("什么也没有改。"),
            say("请本人先打开台账，在「开锁方式」里换成只有自己知道的密码。"),
        )
    return member.actor


def is_given(book: Book, person: str) -> bool:
    """Whether somebody else chose this person's PIN, and it has not been changed since."""
    return (person, PIN) in verifier.given(book.connection)


def has_officers_passphrase(book: Book) -> bool:
    """Whether too many wrong PINs would end at a passphrase; without one they only have to be waited for."""
    return bool(_officers(book))


def said_of_file(book: Book) -> str:
    """What has to be said of keys where the file itself is not encrypted; "" where it is."""
    return say(HONEST) if book.key is None else ""


def said_of_day(book: Book) -> str:
    """What is to be said where the clock stands before the last line of the book; "" where it does not."""
    day = people.day(book)
    if day == clock.today():
        return ""
    return say(
        "这台电脑的日期是{today}，台账里最后一笔是{day}；谁有职务按{day}算，请看看电脑的日期。",
        today=clock.today().isoformat(),
        day=day.isoformat(),
    )


def waits(book: Book, person: str) -> int:
    """Seconds until this person's next PIN is listened to; 0 for now."""
    return tries.waits(book, person, PIN)


def blocked(book: Book, person: str) -> bool:
    """Whether only an officer's passphrase helps; never so where no officer has one, or nobody could get in again."""
    return tries.wrong(book, person, PIN) >= tries.LAST and bool(_officers(book))


def set_pin(book: Book, actor: Actor, person: str, pin: str, *, old: str = "", second: Actor | None = None) -> Change:
    """Gives somebody a PIN of four digits: one's own after the `old` one, another's by whoever looks after keys.

    Who has a key already gets another one only from himself, after the `old` PIN or the passphrase, or from two
    officers neither of whom he is. What somebody else chose opens the book, but vouches for nothing until its holder
    changed it: whoever chose it knows it. Keys given before anybody had to sign in are their holders' own: they are
    typed in each one's presence, and nobody was there yet whom to ask.
    Raises Refused when it is too easy to guess, or not this person's to give.
    """
    member = _may_be_given(book, actor, person, PIN, old, second)
    return _give(book, actor, member, PIN, read_pin(pin, _own_digits(book, person)), second, old=old)


def set_passphrase(
    book: Book, actor: Actor, person: str, words: str, *, old: str = "", second: Actor | None = None
) -> Change:
    """Gives somebody a passphrase, in the same way. Raises Refused when it is too short or too easy."""
    member = _may_be_given(book, actor, person, PASSPHRASE, old, second)
    return _give(book, actor, member, PASSPHRASE, read_passphrase(words), second, old=old)


def revoke(book: Book, actor: Actor, person: str, *, second: Actor | None = None) -> Change:
    """Takes all keys of somebody away; takes two persons. Raises Refused when nobody would be left to give keys."""
    book.rights.refuse("keys")
    if not kinds_of(book, person):
        raise Refused(say("{name}没有密码，不用收回。", name=_name(book, person)), say("什么也没有改。"))
    if not any(_looks_after_keys(book, member) for member in holders(book) if member.person != person):
        raise Refused(
            say("收回以后就没有人管得了开锁方式了。"),
            say("什么也没有改。"),
            say("请先给另一位会长、副会长或秘书设好密码。"),
        )
    with book.transaction(actor, "revoke", second=second) as t:
        t.refuse_alone()
        t.beside("key")
        for kind in WORDS:
            _end(t, person, kind)
            _forgive(book, person, kind)
        verifier.forget(book.connection, person)
        t.say(say("已收回{name}的密码", name=_name(book, person)))
    keyfile.renew(book)
    sealing.settle(book)
    return t.change


def _let_in(book: Book, person: str, kind: str, secret: str) -> Actor:
    member, identity = _proved(book, person, kind, secret)
    book.sign_in(member.actor)
    sealing.settle(book)
    if identity:
        sealing.open_by(book, person, identity)
    return member.actor


def _prove(book: Book, person: str, kind: str, secret: str) -> Member:
    """The person, once the secret is right. Raises Refused."""
    return _proved(book, person, kind, secret)[0]


def _proved(book: Book, person: str, kind: str, secret: str) -> tuple[Member, str]:
    """The person and, by a passphrase, the secret half of his own key pair.

    Each try is counted before it is judged, and forgiven when it was right.
    """
    member = next((member for member in holders(book) if member.person == person), None)
    if member is None:
        raise Refused(
            say("{name}现在不能打开这本台账。", name=_name(book, person)),
            said_of_day(book),
            say("请会长或秘书看看职务和密码。"),
        )
    made = verifier.stored(book.connection, person, kind)
    if made is None:
        raise Refused(say("{name}还没有设{word}。", name=member.name, word=say(WORDS[kind])))
    closes = kind == PIN and bool(_officers(book))
    wrong = tries.note(book, person, kind, tries.LAST if closes else None)
    if not wrong:
        raise _said_not_now(book, person, kind)
    read = fold.fold_digits(secret).strip() if kind == PIN else fold.fold(fold.clean(secret))
    identity = made.identity(read) if kind == PASSPHRASE else "" if made.matches(read) else None
    if identity is not None:
        tries.forget(book, person, kind)
        return member, identity
    raise _said_wrong(book, person, kind, wrong)


def _said_not_now(book: Book, person: str, kind: str) -> Refused:
    if kind == PIN and blocked(book, person):
        return said_blocked()
    seconds = max(tries.waits(book, person, kind), 1)
    return Refused(say("还要等{time}才能再试。", time=waiting(seconds)), say("台账还锁着。"))


def _said_wrong(book: Book, person: str, kind: str, wrong: int) -> Refused:
    word, left = say(WORDS[kind]), tries.FREE - wrong
    if left > 0:
        return Refused(say("{word}不对，还可以试 {n} 次。", word=word, n=left), field=kind)
    if kind == PIN and blocked(book, person):
        return said_blocked()
    return Refused(say("{word}不对，请等{time}再试。", word=word, time=waiting(tries.delay(wrong))), field=kind)


def said_blocked() -> Refused:
    """No PIN of this person is listened to any more."""
    return Refused(
        say("密码错了{n}次，锁住了。", n=tries.LAST), do=say("请会长、副会长或秘书用口令来打开。"), field=PIN
    )


def waiting(seconds: int) -> str:
    """How long there is to wait, in seconds or minutes."""
    return say("{n}秒", n=seconds) if seconds < 60 else say("{n}分钟", n=-(-seconds // 60))


def _may_be_given(book: Book, actor: Actor, person: str, kind: str, old: str, second: Actor | None) -> Member:
    permits.refuse_other(book, actor)
    member = people.member(book, person)
    if member is None:
        raise Refused(say("{name}现在没有职务，不能设密码。", name=_name(book, person)), say("什么也没有改。"))
    if actor.is_owner:
        if not has_keys(book) and not _looks_after_keys(book, member):
            raise Refused(say("第一个密码要给会长、副会长或秘书设，以后由他们管。"), say("什么也没有改。"))
    elif actor.id != person:
        if not book.rights.may("hand_over"):
            book.rights.refuse("keys")
        if kinds_of(book, person):
            _refuse_replacing(book, actor, member, kind, old, second)
    elif kinds_of(book, person):
        _prove_old(book, person, kind, old)
    return member


def _refuse_replacing(book: Book, actor: Actor, member: Member, kind: str, old: str, second: Actor | None) -> None:
    """Refuses another's key that exists already, unless he is there with the old one, or two officers agree."""
    name = member.name
    if actor.is_caretaker:
        raise Refused(
            say("{name}已经有密码了，看守期里不能替人换。", name=name),
            say("什么也没有改。"),
            say("请{name}自己打开台账来换。", name=name),
        )
    if old:
        _prove_old(book, member.person, kind, old)
    elif second is None or second.id in (actor.id, member.person):
        raise Refused(
            say("{name}已经有密码了，换成新的要另一位负责人一起办。", name=name),
            say("什么也没有改。"),
            say("请{name}自己按旧的来换，或者请第三位会长、副会长或秘书按自己的密码。", name=name),
        )
    else:
        permits.refuse_alone(actor, second)


def _prove_old(book: Book, person: str, kind: str, old: str) -> None:
    """Whoever changes a key knows the old one, or the other kind: for a first passphrase or a forgotten PIN.

    A forgotten passphrase gives way to the PIN where the book was opened by the recovery sheet.
    """
    kinds, digits = kinds_of(book, person), re.fullmatch("[0-9]{4}", fold.fold_digits(old).strip())
    by_words = PASSPHRASE in kinds and not (digits and (kind == PIN or book.by_sheet))
    _prove(book, person, PASSPHRASE if by_words else PIN, old)


def _give(
    book: Book, actor: Actor, member: Member, kind: str, secret: str, second: Actor | None, *, old: str = ""
) -> Change:
    own = bool(old) or actor.is_owner or actor.id == member.person
    given_by = "" if own else actor.id
    made = verifier.make(kind, secret, _own_identity(book, member.person, old) if kind == PASSPHRASE else "")
    opens = kind == PASSPHRASE and bool(set(member.posts) & {*OFFICERS, CARETAKER})
    if opens:
        keyfile.renew(book, also=((member.person, people.shorts([member])[0], made),))
    with book.transaction(actor, "key", second=second) as t:
        t.beside("key")
        _end(t, member.person, kind)
        if "key" in book.catalog.ledgers:
            t.save("key", {"person": member.person, "kind": kind, "since": clock.today().isoformat()})
        verifier.keep(book.connection, member.person, kind, made, given_by)
        if opens:
            verifier.forget(book.connection, FOUNDER)
        _forgive(book, member.person, kind)
        identity = _tried(book, member.person, kind, secret)
        t.say(say("已给{name}设好{word}", name=member.name, word=say(WORDS[kind])))
    keyfile.renew(book)
    sealing.settle(book)
    if identity and not book.read.case_key:
        sealing.open_by(book, member.person, identity)
    given = say("这是别人设的：能打开，要{name}自己换一次，才能替人确认。", name=member.name) if given_by else ""
    return replace(t.change, say=f"{t.change.say}。{given}{said_of_file(book)}")


def _own_identity(book: Book, person: str, old: str) -> str:
    """The secret half of somebody's own key pair, opened by the old passphrase; "" where there is to be a new one."""
    return verifier.identity(book.connection, person, fold.fold(fold.clean(old))) or "" if old else ""


def _tried(book: Book, person: str, kind: str, secret: str) -> str:
    """The secret half that a new passphrase opens; a key that does not open is refused before it counts."""
    kept = verifier.stored(book.connection, person, kind)
    opened = kept and (kept.identity(secret) if kind == PASSPHRASE else "" if kept.matches(secret) else None)
    if opened is None:
        raise Refused(say("没有设好，新的{word}试了不对。", word=say(WORDS[kind])), say("什么也没有改。"))
    return opened


def _end(t: Transaction, person: str, kind: str) -> None:
    """What the ledger says of a key that is no more."""
    if "key" in t.book.catalog.ledgers:
        standing = "SELECT id FROM key WHERE person = ? AND kind = ? AND voided = 0 AND until IS NULL"
        for row in t.sql(standing, (person, kind)):
            t.save("key", {"id": row["id"], "until": clock.today().isoformat()})


def _forgive(book: Book, person: str, kind: str) -> None:
    book.connection.execute("DELETE FROM main.desk_tries WHERE person=? AND kind=?", (person, kind))


def _officers(book: Book) -> list[Member]:
    """The officers of today who have a passphrase."""
    keyed = verifier.kept(book.connection)
    return [m for m in holders(book) if set(m.posts) & set(OFFICERS) and (m.person, PASSPHRASE) in keyed]


def _watching(book: Book, standing: list[Member], keyed: set[str]) -> list[Member]:
    """Those who stand, and who was an officer as a caretaker; of voided records too, for somebody must get in."""
    found = {member.person: member for member in standing}
    for person in sorted(keyed & people.once_officers(book)):
        name = _name(book, person)
        member = found.get(person, Member(person, name, (), (), name))
        found[person] = replace(member, posts=(CARETAKER, *member.posts))
    return list(found.values())


def _looks_after_keys(book: Book, member: Member, *rights: str) -> bool:
    grants = [grant for area in book.catalog.areas for grant in area.grants if BOOK in grant.ledgers]
    held = allowed(grants, BOOK, member.posts)
    return any(held.scopes(right) for right in rights or ("keys",))


def _own_digits(book: Book, person: str) -> list[str]:
    """A person's numbers and dates in digits: others know them too."""
    fields = book.catalog.table("person").fields
    names = [f'"{field.name}"' for field in fields if field.kind in ("phone", "idnumber", "date")]
    row = book.connection.execute(f"SELECT {', '.join(names)} FROM main.person WHERE id=?", (person,)).fetchone()
    return [re.sub(r"\D", "", value) for value in row or () if value]


def _name(book: Book, person: str) -> str:
    row = book.connection.execute("SELECT name FROM main.person WHERE id=?", (person,)).fetchone()
    return str(row[0]) if row and row[0] else say("这位")
