"""Plain-text pictures of mediation: a talk from home, the dispute it becomes, its papers, and how it stands."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.ledgers.council import elected
from tests.ui.screens.conftest import Evening, book_path, evening, own_folder, template

__all__ = ["Evening", "book_path", "evening", "own_folder", "template"]

# A key that begins with # does what a card calls so.
HERE = Path(__file__).parent / "mediation.txt"
EVENING = {
    "写一条": (
        "5",
        "0",
        "1",
        "enter",
        "enter",
        "=1-1-101",
        "enter",
        "=1-1-201",
        "enter",
        "1",
        "1",
        "=厨房顶上往下滴水",
    ),
    "劝解劝导": ("enter", "enter", "2", "escape", "1"),
    "一次劝解": ("enter",),
    "两种记录怎么选": ("#两种记录怎么选",),
    "转为纠纷": ("escape", "#转为纠纷"),
    "转了": ("1",),
    "纠纷的名单": ("escape", "tab"),
    "纠纷": ("enter",),
    "登记签好的纸": ("#登记签好的纸",),
    "收了纸": ("enter", "3", "enter", "enter", "=铁皮柜第二格", "enter", "enter"),
    "打印": ("f7", "1"),
    "受理": ("escape", "#受理"),
    "受理以后": ("enter", "enter"),
    "当事人": (*["down"] * 13, "enter"),
    "终止调解": ("escape", "#终止调解"),
    "怎么办和期限": ("escape", "#怎么办和期限"),
    "经过": ("escape", "f6"),
}
"""One evening; every step goes on from the one before."""


@pytest.mark.looks
async def test_the_contact_sheet_of_mediation(evening):
    seen = []
    async with evening() as e:
        for name, keys in EVENING.items():
            await elected.go(e, *keys)
            seen.append(f"=== {name}\n\n{e.text.rstrip()}\n")
    sheet = "\n".join(seen)
    if os.environ.get("LINLI_UPDATE_LOOKS"):
        HERE.write_text(sheet, encoding="utf-8")
    assert sheet == HERE.read_text(encoding="utf-8")
