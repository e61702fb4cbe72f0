"""核对码: twelve digits on papers that decide or leave the house, so that two people with one each can compare them.

They are made of SHA-256 over what the paper says, never over when or by whom it was printed: the same record printed
again bears the same digits, one changed value other ones.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from linli_tui.core.fold import fold
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.paper.document import Para

DIGITS, EARLIER, GROUP = 12, 8, 4
"""Two papers that differ bear the same digits once in 10^12; reports made earlier have eight."""


def code(paper: str, number: str, *values: Any) -> str:
    """The digits of a paper by its name, its number and all it says: text, whole numbers, None, and lists of these."""
    text = json.dumps([paper, number, *values], ensure_ascii=False, separators=(",", ":"))
    return f"{int(sha256(text.encode()).hexdigest(), 16) % 10**DIGITS:0{DIGITS}}"


def grouped(digits: str) -> str:
    """A number in groups of four, as it is read out."""
    return " ".join(digits[at : at + GROUP] for at in range(0, len(digits), GROUP))


def line(digits: str) -> Para:
    """The digits as they stand on a paper, with what they are for."""
    words = say("核对码 {code}：打电话时念一遍，一样就是同一份，一个数也没有改过。", code=grouped(digits))
    return Para(words, indent=False)


def read(typed: str) -> str:
    """The digits as somebody typed or read them out, blanks between them or not. Raises Refused for anything else."""
    digits = fold(typed).replace(" ", "").replace("-", "")
    if len(digits) not in (DIGITS, EARLIER) or not (digits.isascii() and digits.isdecimal()):
        do = say("请照纸上的打，如 1234 5678 9012。")
        raise Refused(say("「{typed}」不是核对码，核对码是12个数字。", typed=typed), do=do)
    return digits
