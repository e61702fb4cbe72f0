"""What a program keeps of an encrypted book while its screen is locked: the data key, shut once for each person's PIN.

The key that shuts it is made of what the book checks the PIN against and of random bytes that are in this memory only:
who has the file alone has no PIN to try, and after a restart only a passphrase opens. Wrong tries are counted here too.
"""

from __future__ import annotations

import json
import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from linli_tui.book import cipher, keys, tries, verifier
from linli_tui.book.verifier import PIN
from linli_tui.core import clock, fold
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say

if TYPE_CHECKING:
    from linli_tui.book.book import Book

ABOUT = "locked screen"


@dataclass(frozen=True, slots=True)
class Kept:
    """The salt of each person's PIN, at what cost it is tried, the data key shut with it; the random bytes; the tries.

    `wrong` are (person, how many in a row, seconds of the machine's clock at the last); `by_sheet` whether the book had
    been opened by its recovery sheet.
    """

    pepper: bytes
    shut: tuple[tuple[str, bytes, str, bytes], ...]
    wrong: tuple[tuple[str, int, int], ...] = ()
    by_sheet: bool = False

    def open(self, person: str, pin: str) -> bytes | None:
        """The data key; None for the wrong PIN."""
        digits = fold.fold_digits(pin).strip()
        for who, salt, cost, shut in self.shut:
            if who == person:
                return cipher.unwrap(_key(verifier.slow(digits, salt, cost), self.pepper), shut, ABOUT)
        return None

    def counted(self, person: str) -> Kept:
        """The same after one more wrong try; after the last of them this person's PIN opens nothing any more."""
        times = self.tried(person) + 1
        others = tuple(told for told in self.wrong if told[0] != person)
        shut = tuple(told for told in self.shut if told[0] != person or times < tries.LAST)
        return replace(self, shut=shut, wrong=(*others, (person, times, int(clock.monotonic()))))

    def tried(self, person: str) -> int:
        """How many wrong tries there were in a row."""
        return next((times for who, times, _ in self.wrong if who == person), 0)

    def waits(self, person: str) -> int:
        """Seconds until the next try is listened to; 0 for now."""
        at = next((at for who, _, at in self.wrong if who == person), 0)
        passed = max(int(clock.monotonic()) - at, 0)
        return max(tries.delay(self.tried(person)) - passed, 0) if at else 0

    def opens(self, person: str) -> bool:
        """Whether this person's PIN is of any use."""
        return any(who == person for who, *_ in self.shut)

    def refuse_waiting(self, person: str) -> None:
        """Refuses a try that is not listened to: it has to be waited, or there were too many."""
        if not self.opens(person):
            raise keys.said_blocked()
        if seconds := self.waits(person):
            raise Refused(say("还要等{time}才能再试。", time=keys.waiting(seconds)), say("台账还锁着。"))

    def said_wrong(self, person: str) -> Refused:
        """What is said after a wrong try that was counted."""
        if not self.opens(person):
            return keys.said_blocked()
        left = tries.FREE - self.tried(person)
        if left > 0:
            return Refused(say("密码不对，还可以试 {n} 次。", n=left), field=PIN)
        return Refused(say("密码不对，请等{time}再试。", time=keys.waiting(self.waits(person))), field=PIN)

    def told(self) -> str:
        """All of it as text, for the memory of the program that takes this one's place."""
        shut = [(who, _text(salt), cost, _text(key)) for who, salt, cost, key in self.shut]
        return json.dumps([_text(self.pepper), shut, self.wrong, self.by_sheet])


def keep(book: Book) -> Kept | None:
    """What to keep of an open book for whoever may sign in to it; None for a plain one."""
    if book.key is None:
        return None
    pepper, shut = secrets.token_bytes(32), []
    for member in keys.holders(book):
        made = verifier.stored(book.connection, member.person, PIN)
        if made is not None:
            wrapped = cipher.wrap(_key(made.hash, pepper), book.key, ABOUT)
            shut.append((member.person, made.salt, made.cost, wrapped))
    return Kept(pepper, tuple(shut), by_sheet=book.by_sheet)


def read(told: str) -> Kept:
    """What another program told; ValueError or TypeError for anything else."""
    pepper, shut, wrong, by_sheet = json.loads(told)
    return Kept(
        b64decode(pepper),
        tuple((who, b64decode(salt), cost, b64decode(key)) for who, salt, cost, key in shut),
        tuple((who, int(times), int(at)) for who, times, at in wrong),
        bool(by_sheet),
    )


def _key(hashed: bytes, pepper: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), cipher.KEY_BYTES, pepper, ABOUT.encode()).derive(hashed)


def _text(value: bytes) -> str:
    return b64encode(value).decode("ascii")
