"""The pages for volunteers: every page is in the index, and what they tell to choose is there to be chosen."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "guide"
PAGES = sorted(GUIDE.glob("*.md"))
MADE = re.compile(r"^(?:打印|添一条|转为|看已|全部)(.+?)的?$")
"""What a line of a card or a menu puts before the name of a paper, a ledger, a state."""
TOLD = re.compile(r"选(?:了)?「([^」…]+)」")


@cache
def shown() -> str:
    """The sources, where every word on a screen stands."""
    return "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))


def test_every_page_is_in_the_index():
    listed = re.findall(r"\]\(([^)]+)\.md\)", (GUIDE / "README.md").read_text(encoding="utf-8"))
    assert sorted(set(listed)) == sorted(page.stem for page in PAGES if page.stem != "README")


@pytest.mark.parametrize("page", [*PAGES, ROOT / "README.md"], ids=lambda page: page.stem)
def test_what_is_to_be_chosen_is_called_so_on_the_screen(page):
    for words in TOLD.findall(page.read_text(encoding="utf-8")):
        made = MADE.match(words)
        assert words in shown() or (made and f'"{made[1]}"' in shown()), words
