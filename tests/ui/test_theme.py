"""The two looks: every ink is readable on every ground it stands on, as declared and as drawn."""

from __future__ import annotations

import re
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.color import Color
from textual.theme import Theme
from textual.widgets import Button, Footer, Input, TextArea

from linli_tui.core.cells import ambiguous
from linli_tui.ui import terminal, theme
from linli_tui.ui.keys import binding
from linli_tui.ui.looks import strips_of, text_of
from linli_tui.ui.widgets.digits import Choice, Digits
from linli_tui.ui.widgets.notice import Notice, Tone
from linli_tui.ui.widgets.table import Table
from linli_tui.ui.widgets.topbar import TopBar

from .test_table import Rows

LOOKS = pytest.mark.parametrize("look", [theme.PAPER, theme.NIGHT], ids=lambda look: look.name)
LEAST = 4.5


def test_contrast_is_that_of_the_standard() -> None:
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert theme.contrast("#ffffff", "#777777") == theme.contrast("#777777", "#ffffff")
    assert theme.contrast("#00000080", "#ffffff") < theme.contrast("#000000", "#ffffff")


@LOOKS
def test_every_declared_pair_is_readable(look: Theme) -> None:
    colours = {**look.to_color_system().generate(), **look.variables}
    for ink, ground in theme.PAIRS:
        assert theme.contrast(colours[ink], colours[ground]) >= LEAST, (look.name, ink, ground)


def test_every_seal_is_readable() -> None:
    for name, colour in theme.SEALS.items():
        assert theme.contrast(theme.SEAL_INK, colour) >= LEAST, name


def test_the_style_sheet_uses_declared_inks_and_grounds_only() -> None:
    sheet = theme.LOOK.read_text("utf-8")
    inks = {ink for ink, _ in theme.PAIRS}
    grounds = {ground for _, ground in theme.PAIRS} | {"footer-background", "panel"}
    assert set(re.findall(r"[\s;{]color: \$([\w-]+)", sheet)) <= inks
    assert set(re.findall(r"background: \$([\w-]+)", sheet)) <= grounds
    assert not re.search(r"border(-\w+)?: (?!none)", sheet)


class Everything(App[None]):
    """Each widget of ours, and those of Textual's that we use, on one screen."""

    CSS_PATH = theme.LOOK
    CSS = "Table { height: 7; } TextArea { height: 3; } .tight { height: 1; }"
    BINDINGS = [binding("all.new", "app.bell"), binding("all.void", "app.bell"), binding("all.save", "app.bell")]
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, look: str) -> None:
        terminal.install()
        super().__init__()
        theme.wear(self, look)

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield Table(Rows(9))
        yield Digits([Choice("a", "签名", "当面签"), Choice("b", "作废", barred="已经报送，不能作废")])
        yield Input("王桂芳", id="text")
        yield Input(placeholder="没有填", id="nothing")
        yield TextArea("一行\n两行")
        yield Button("保存", id="save")
        yield Button("不能按", disabled=True)
        for tone in ("", "ok", "warn", "error"):
            yield Notice(id=f"notice-{tone}")
        yield Footer()

    def on_mount(self) -> None:
        self.query_one(TopBar).show(compound="永富新村", title="住户", person="王桂芳 楼长")
        tones: tuple[Tone, ...] = ("", "ok", "warn", "error")
        for notice, tone in zip(self.query(Notice), tones, strict=True):
            notice.say("已登记", tone)


def unreadable(app: App[Any]) -> list[tuple[str, str, float]]:
    """What is drawn with less contrast than we promise."""
    found = []
    for strip in strips_of(app):
        for segment in strip:
            style = segment.style
            if segment.text.strip() and style and style.color and style.bgcolor:
                ink, ground = (Color.from_rich_color(part).hex for part in (style.color, style.bgcolor))
                if (ratio := theme.contrast(ink, ground)) < LEAST:
                    found.append((segment.text, str(style), ratio))
    return found


@LOOKS
async def test_everything_drawn_is_readable_wherever_the_focus_is(look: Theme) -> None:
    app = Everything(look.name)
    async with app.run_test(size=(80, 30)) as pilot:
        for widget in app.query("Table, Digits, Input, TextArea, Button").results():
            if not widget.disabled:
                widget.focus()
                await pilot.press("down", "up")
                await pilot.hover(f"#{widget.id}" if widget.id else type(widget))
                assert unreadable(app) == [], widget
                await pilot.press("ctrl+a", "shift+left", "shift+left")
                assert unreadable(app) == [], widget
        assert ambiguous(text_of(app)) == []


@LOOKS
async def test_no_state_is_told_by_colour_alone(look: Theme) -> None:
    app = Everything(look.name)
    async with app.run_test(size=(80, 30)):
        picture = text_of(app)
        for sign in ("\n 已登记", "✓ 已登记", "! 已登记", "✗ 已登记", "\n>  1-101", "已经报送，不能作废", "> 1 签名"):
            assert sign in picture


async def test_the_top_line_never_cuts_the_person() -> None:
    app = Everything("paper")
    async with app.run_test(size=(80, 30)) as pilot:
        for width in (14, 15, 20, 21, 30, 33, 41, 79):
            await pilot.resize_terminal(width, 30)
            await pilot.pause()
            top = text_of(app).split("\n")[0]
            assert top.endswith(" 王桂芳 楼长")
            assert width < 40 or top.startswith(" 永富新村  住户")


async def test_a_notice_stays_until_something_else_is_said() -> None:
    app = Everything("paper")
    async with app.run_test(size=(40, 40)) as pilot:
        notice = app.query_one("#notice-ok", Notice)
        notice.say("没有存上：电话少一位。写的内容都还在。请补上电话，再按 F10 保存。", "error")
        await pilot.pause()
        assert notice.size.height == 2 and "".join(notice.text.split()) in "".join(text_of(app).split())
        notice.say("[b]王[/b]\x1b[31m")
        await pilot.pause()
        assert notice.size.height == 1 and "[b]王[/b] [31m" in text_of(app)
        notice.say("✓ 已登记", "ok")
        await pilot.pause()
        assert notice.text == "✓ 已登记"


# Choices


class Choosing(App[None]):
    """A list of choices, and what was chosen."""

    CSS_PATH = theme.LOOK
    BINDINGS = [binding("app.menu", "zero")]

    def __init__(self, number: int) -> None:
        super().__init__()
        self.choices = [Choice(str(n), f"第{n}件", barred="还没到时候" if n == 2 else "") for n in range(1, number + 1)]
        self.heard: list[tuple[str, str]] = []

    def compose(self) -> ComposeResult:
        yield Digits(self.choices)

    def on_digits_chosen(self, message: Digits.Chosen) -> None:
        self.heard.append(("chosen", message.choice.id))

    def on_digits_barred(self, message: Digits.Barred) -> None:
        self.heard.append(("barred", message.choice.barred))

    def action_zero(self) -> None:
        self.heard.append(("zero", ""))


async def test_choices_by_digit_arrow_and_mouse() -> None:
    app = Choosing(5)
    async with app.run_test(size=(40, 12)) as pilot:
        assert text_of(app).split("\n")[:2] == ["> 1 第1件", "  2 第2件  还没到时候"]
        await pilot.press("3", "up", "enter", "2", "9", "0")
        await pilot.click(Digits, offset=(6, 4))
        assert app.heard == [
            ("chosen", "3"),
            ("barred", "还没到时候"),
            ("barred", "还没到时候"),
            ("zero", ""),
            ("chosen", "5"),
        ]


async def test_more_than_nine_choices_are_turned_by_zero() -> None:
    app = Choosing(20)
    async with app.run_test(size=(40, 12)) as pilot:
        assert "0 下一页（第 1 页，共 3 页）" in text_of(app)
        await pilot.press("0", "1", "0", "2", "3", "0", "1", "pageup", "2")
        assert app.heard == [("chosen", "10"), ("chosen", "20"), ("chosen", "1"), ("chosen", "20")]
