"""恢复单: the data key itself on paper, 13 groups of four signs and a check sign each; with the file it opens the book.

The signs are those of Crockford's base 32 (no I, L, O, U), the check sign is that of Luhn mod 32 over the number of the
group and its four signs, so that a wrong sign, two exchanged ones and exchanged groups are named where they are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linli_tui.book import cipher, schema
from linli_tui.core import clock, fold
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say

if TYPE_CHECKING:
    from linli_tui.book.book import Book

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, DATA = 13, 4
BITS = 5 * DATA * GROUPS
"""260: the 256 of the key and four noughts."""
MISREAD = str.maketrans("OILU", "011V")
SHEET = "sheet"
"""The fact about the file that says which data key somebody copied, and on which day."""


def groups(key: bytes) -> tuple[str, ...]:
    """What is to be copied: 13 groups of five signs."""
    number = int.from_bytes(key, "big") << BITS - 8 * len(key)
    signs = "".join(SIGNS[number >> shift & 31] for shift in range(BITS - 5, -1, -5))
    return tuple(_checked(n, signs[n * DATA : (n + 1) * DATA]) for n in range(GROUPS))


def read(text: str) -> bytes:
    """The data key out of what was typed, however it was spaced. Raises Refused that names the wrong group."""
    signs = re.sub(r"[^0-9A-Z]", "", fold.fold(text).upper())
    parts = [signs[i : i + DATA + 1] for i in range(0, len(signs), DATA + 1)]
    for n, part in enumerate(parts[:GROUPS]):
        refuse_wrong(n, part)
    if len(signs) != GROUPS * (DATA + 1):
        raise Refused(
            say("恢复码要{n}组，这里是{m}组。", n=GROUPS, m=len(parts)), say("什么也没有改。"), say("请从头再看一遍。")
        )
    data = "".join(part[:DATA] for part in parts).translate(MISREAD)
    number = 0
    for sign in data:
        number = number << 5 | SIGNS.index(sign)
    return (number >> BITS - 8 * cipher.KEY_BYTES).to_bytes(cipher.KEY_BYTES, "big")


def looks_like(text: str) -> bool:
    """Whether somebody meant to type a code: about as many signs of it as there are, and nothing else."""
    signs = re.sub(r"[\s-]", "", fold.fold(text).upper())
    return abs(len(signs) - GROUPS * (DATA + 1)) <= DATA + 1 and re.fullmatch("[0-9A-Z]+", signs) is not None


def refuse_wrong(n: int, part: str) -> None:
    """Refuses a group, the `n`-th from 0, that was copied or typed wrongly."""
    data, check = part[:DATA].translate(MISREAD), part[DATA:].translate(MISREAD)
    wrong = len(part) != DATA + 1 or any(sign not in SIGNS for sign in data)
    if wrong or _checked(n, data)[DATA:] != check:
        what = say("第{n}组「{part}」不对。", n=n + 1, part=part)
        raise Refused(what, do=say("请对着恢复单再看一遍这一组。"), field=SHEET)


def note(book: Book) -> None:
    """Keeps that the data key was copied and typed back today."""
    if book.key is not None:
        schema.set_meta(book.connection, SHEET, f"{cipher.fingerprint(book.key)} {clock.today().isoformat()}")


def made_on(book: Book) -> str:
    """The day on which somebody copied the present data key; "" where nobody did."""
    mark, _, day = schema.get_meta(book.connection, SHEET).partition(" ")
    return day if book.key is not None and mark == cipher.fingerprint(book.key) else ""


def _checked(n: int, data: str) -> str:
    from stdnum import luhn

    return data + str(luhn.calc_check_digit(f"{n:02d}{data}", alphabet=SIGNS))
