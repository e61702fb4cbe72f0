"""What is free on a disk, and the manners when it is little: a word first, then only reading, reporting, backup."""

from __future__ import annotations

import shutil
from pathlib import Path

from linli_tui.core.refusal import Refused
from linli_tui.core.words import say

LOW, LEAST, SPARE = 500 * 10**6, 100 * 10**6, 16 << 20
"""Bytes free: under the first there is a word about it, under the second nothing new is written; beside what a copy
needs, the third stays free."""


def free(path: Path) -> int:
    """Bytes free where a path lies or will lie. Raises OSError where that cannot be told."""
    here = path.absolute()
    while not here.exists() and here != here.parent:
        here = here.parent
    return shutil.disk_usage(here).free


def word(path: Path) -> str:
    """The sentence for the home screen about the disk of a book; "" while there is room, or it cannot be told."""
    try:
        left = free(path)
    except OSError:
        return ""
    if left >= LOW:
        return ""
    if left >= LEAST:
        return say("这个盘只剩{n}MB了，请把不用的东西清一清。", n=left // 10**6)
    return say("这个盘只剩{n}MB了，现在只能看、报送、备份。请先清出地方。", n=left // 10**6)


def is_least(path: Path) -> bool:
    """Whether so little is free that nothing new should be written; False where that cannot be told."""
    try:
        return free(path) < LEAST
    except OSError:
        return False


def refuse_full(folder: Path, size: int) -> None:
    """Refuses to copy so many bytes into a folder unless twice as much and a little more is free there."""
    needed, left = 2 * size + SPARE, free(folder)
    if left < needed:
        raise Refused(
            say("地方不够：「{folder}」那个盘只剩{left}MB，要{needed}MB。", folder=folder, left=left // 10**6,
                needed=-(-needed // 10**6)),
            say("什么也没有写，以前的备份都还在。"),
            say("请清一清那个盘，或者换一个地方。"),
        )  # fmt: skip
