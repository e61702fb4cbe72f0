"""The picture of a screen: every glyph in its cell, nothing from outside, small."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static

from linli_tui.ui import theme
from linli_tui.ui.looks import text_of
from linli_tui.ui.svg import CELL, LINE, screen_svg

from .test_theme import Everything

TEXTS = ("王桂芳 A <b>&\"'", "龘靐齉（全角）「引」", "𠮷野家 123", "  缩进 ✓ ✗", "e\u0301 é", "👨‍👩‍👧 一家")
SVG = "{http://www.w3.org/2000/svg}"


class Pages(App[None]):
    """Lines of Chinese, Latin, rare and joined glyphs."""

    CSS_PATH = theme.LOOK

    def compose(self) -> ComposeResult:
        for text in TEXTS:
            yield Static(text, markup=False)


def glyphs(svg: str) -> list[tuple[int, int, str]]:
    """Column, row and character of everything the picture writes."""
    found = []
    for text in ElementTree.fromstring(svg).iter(f"{SVG}text"):
        places = text.attrib["x"].split()
        assert text.text and len(places) == len(text.text)
        row = int(text.attrib["y"]) // LINE
        found += [(int(x) // CELL, row, char) for x, char in zip(places, text.text, strict=True)]
    return found


async def test_every_glyph_stands_in_its_cell() -> None:
    app = Pages()
    async with app.run_test(size=(40, 8)):
        written = glyphs(screen_svg(app))
        for row, text in enumerate(TEXTS[:4]):
            expected = [(cell_len(text[:at]), row, char) for at, char in enumerate(text) if char != " "]
            assert [glyph for glyph in written if glyph[1] == row] == expected
        shown = [char for line in text_of(app).split("\n") for char in line if not char.isspace()]
        assert sorted(char for _, _, char in written) == sorted(shown)


async def test_nothing_is_asked_from_outside() -> None:
    app = Everything("paper")
    async with app.run_test(size=(80, 30)):
        svg = screen_svg(app)
        assert re.findall(r"https?://[^\"]*", svg) == ["http://www.w3.org/2000/svg"]
        for word in ("textLength", "@font-face", "url(", "<style", "<script", "href"):
            assert word not in svg
        assert len(svg.encode()) < 12_000


async def test_grounds_are_drawn_behind_the_text_that_stands_on_them() -> None:
    app = Everything("night")
    async with app.run_test(size=(80, 30)):
        root = ElementTree.fromstring(screen_svg(app))
        rects = list(root.iter(f"{SVG}rect"))
        assert rects[0].attrib["fill"].lower() == theme.NIGHT.background.lower() if theme.NIGHT.background else False
        seal = next(rect for rect in rects if rect.attrib["fill"].lower() == theme.SEALS["朱砂"].lower())
        assert (seal.attrib["x"], seal.attrib["width"]) == ("0", str(CELL * cell_len(" 永富新村 ")))
        for rect in rects[1:]:
            assert int(rect.attrib["x"]) + int(rect.attrib["width"]) <= 80 * CELL


class Question(ModalScreen[None]):
    """A question in the middle of what is behind it."""

    CSS = "Question { background: $background 60%; align: center middle; } Question > Static { width: 20; }"

    def compose(self) -> ComposeResult:
        yield Static("作废这条？")


async def test_what_is_behind_a_dialog_is_in_the_picture() -> None:
    app = Pages()
    async with app.run_test(size=(40, 8)) as pilot:
        await app.push_screen(Question())
        await pilot.pause()
        picture = "".join(char for _, _, char in glyphs(screen_svg(app)))
        assert "作废这条？" in picture and "王桂芳" in picture
        assert "作废这条？" in text_of(app)
