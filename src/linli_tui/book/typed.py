"""What is typed as a new key: four digits or a passphrase, and whether it is too short or too easy to guess."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from linli_tui.book.verifier import PASSPHRASE, PIN
from linli_tui.core import fold
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say

LEAST_SIGNS, LEAST_HAN = 8, 4
"""A passphrase has so many signs, or so many Chinese characters."""


def read_pin(text: str, own: Iterable[str] = ()) -> str:
    """Four digits as typed, full-width ones too, that do not stand in the person's `own` numbers. Raises Refused."""
    pin = fold.fold_digits(text).strip()
    if not re.fullmatch("[0-9]{4}", pin):
        raise Refused(say("密码要正好4个数字。"), do=say("请再按一次。"), field=PIN)
    if _is_run(pin) or any(pin in number for number in own):
        raise Refused(
            say("这4个数字太容易猜到。"), do=say("不要用连着的、一样的，也不要用电话、生日里的，请换4个。"), field=PIN
        )
    return pin


def read_passphrase(text: str) -> str:
    """A passphrase as typed, with full-width keys as the plain ones. Raises Refused."""
    words = fold.fold(fold.clean(text))
    if len(words) < LEAST_SIGNS and len(re.findall("[\u3400-\u9fff\U00020000-\U0003ffff]", words)) < LEAST_HAN:
        raise Refused(say("口令太短了。"), do=say("请至少写8个字母数字，或者4个汉字。"), field=PASSPHRASE)
    if _is_run(words):
        raise Refused(say("这个口令太容易猜到。"), do=say("请换一句只有自己知道的话。"), field=PASSPHRASE)
    return words


def _is_run(text: str) -> bool:
    """Whether every sign is as far from the one before, as in 0000, 1234, 9876, 7890."""
    steps = {ord(b) - ord(a) for a, b in pairwise(text)}
    return (len(steps) == 1 and steps <= {-1, 0, 1}) or text in "01234567890123" or text in "32109876543210"
