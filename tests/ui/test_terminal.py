"""The remedies: no Chinese glyph is lost, the terminal's cursor is in the field; and which terminal this is."""

from __future__ import annotations

import importlib.util
import io
import os
import pty
import sys
import threading

import pyte
import pytest
import textual._compositor as stock
from rich.console import Console
from textual._compositor import Compositor
from textual.app import App, ComposeResult
from textual.color import Color
from textual.containers import VerticalScroll
from textual.geometry import Offset
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from linli_tui.core.cells import ambiguous
from linli_tui.ui import terminal, theme
from linli_tui.ui.looks import strips_of, text_of

WORDS = "存王桂芳已登记，可以撤回这一步"


class Floating(App[None]):
    """Chinese text that floats over the edges of seven boxes."""

    CSS = """
    Screen { layers: below above; layout: horizontal; }
    .box { width: 1fr; height: 1fr; border: ascii red; layer: below; }
    #over { layer: above; width: 32; height: 3; offset: 3 2; background: blue; }
    """

    def compose(self) -> ComposeResult:
        for number in range(7):
            yield Static(f"箱子{number}" * 20, classes="box")
        yield Static(f"{WORDS}\n一{WORDS}\n {WORDS}", id="over")


def upstream(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the belt off: the compositor's methods as Textual ships them."""
    assert stock.__file__
    spec = importlib.util.spec_from_file_location("textual_compositor_as_shipped", stock.__file__)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)
    spec.loader.exec_module(module)
    for name in ("_render_chops", "render_partial_update"):
        monkeypatch.setattr(Compositor, name, getattr(module.Compositor, name))


async def lost_at(widths: range) -> int:
    """How many of these widths of the screen lose a glyph of the floating text."""
    lost = 0
    for width in widths:
        app = Floating()
        async with app.run_test(size=(width, 12)):
            lost += text_of(app).count(WORDS) < 3
    return lost


async def test_textual_still_loses_glyphs_without_the_belt(monkeypatch: pytest.MonkeyPatch) -> None:
    upstream(monkeypatch)
    lost = await lost_at(range(50, 60))
    assert lost > 5, "mended upstream (textual#6357): linli_tui/ui/compositor.py can go"


async def test_the_belt_loses_none() -> None:
    terminal.install()
    assert await lost_at(range(50, 60)) == 0


async def test_partial_updates_leave_the_same_picture() -> None:
    """What a terminal shows after boxes were drawn anew one by one is what a full drawing shows."""
    terminal.install()
    for width in range(50, 60):
        app = Floating()
        async with app.run_test(size=(width, 12)) as pilot:
            screen = pyte.Screen(width, 12)
            stream = pyte.Stream(screen)
            console = Console(file=io.StringIO(), force_terminal=True, color_system="truecolor", width=width)
            compositor = app.screen._compositor
            stream.feed(compositor.render_full_update().render_segments(console).replace("\n", "\r\n"))
            for number, widget in enumerate([*app.query(".box").results(Static), app.query_one("#over", Static)]):
                compositor.update_widgets({widget})
                widget.refresh()
                compositor.update_widgets({widget})
                update = compositor.render_partial_update()
                assert update is not None, number
                stream.feed(update.render_segments(console).replace("\n", "\r\n"))
                assert "\n".join(shown(screen)) == text_of(app)
            await pilot.pause()


def shown(screen: pyte.Screen) -> list[str]:
    """The lines of an emulated terminal; the second cell of a wide glyph holds nothing in it."""
    return [line.rstrip() for line in screen.display]


# The cursor


class Fields(VerticalScroll):
    """A form taller than the screen."""

    def compose(self) -> ComposeResult:
        for number in range(20):
            yield Static(f"第{number}格")
            yield blinkless(Input(value="王", id=f"field{number}"))
        yield blinkless(TextArea("一行\n两行", id="long"))


def blinkless(field: Input | TextArea) -> Input | TextArea:
    """The field with a cursor that stands still."""
    field.cursor_blink = False
    return field


class Dialog(ModalScreen[None]):
    """One field in the middle."""

    CSS = "Dialog { align: center middle; } Dialog > Input { width: 30; }"

    def compose(self) -> ComposeResult:
        yield blinkless(Input(id="asked"))


class Form(App[None]):
    """An app with our cursor."""

    CSS_PATH = theme.LOOK
    cursor_position = terminal.cursor_position

    def __init__(self) -> None:
        super().__init__()
        theme.wear(self)
        self.animation_level = "none"

    def compose(self) -> ComposeResult:
        yield Fields()


def drawn_cursor(app: App[None]) -> Offset:
    """The cell in which a field draws its own cursor: ink and ground exchanged."""
    ground = Color.parse(theme.PAPER.foreground or "").rich_color
    for y, strip in enumerate(strips_of(app)):
        x = 0
        for segment in strip:
            if segment.style and segment.style.bgcolor == ground:
                return Offset(x, y)
            x += segment.cell_length
    raise AssertionError("no cursor is drawn")


async def test_the_cursor_is_in_the_field() -> None:
    app = Form()
    async with app.run_test(size=(80, 24)) as pilot:
        for name in ("field0", "field15", "field3"):
            app.query_one(f"#{name}", Input).focus()
            await pilot.pause()
            assert app.cursor_position == drawn_cursor(app)
        app.query_one(Fields).scroll_to(y=4, animate=False)
        await pilot.pause()
        assert app.cursor_position == drawn_cursor(app)
        await pilot.press("left")
        assert app.cursor_position == drawn_cursor(app)
        app.query_one("#long", TextArea).focus()
        await pilot.press("down", "right")
        assert app.cursor_position == drawn_cursor(app)


async def test_the_cursor_is_in_the_field_of_a_dialog_before_any_key() -> None:
    app = Form()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(Dialog())
        await pilot.pause()
        assert app.cursor_position == drawn_cursor(app) == Offset(26, 11)
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert app.cursor_position == drawn_cursor(app) == Offset(46, 19)
        await pilot.press("王")
        assert app.cursor_position == drawn_cursor(app) == Offset(48, 19)


async def test_without_a_field_the_cursor_is_at_what_has_the_focus() -> None:
    app = Form()
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.set_focus(None)
        await pilot.pause()
        assert app.cursor_position == Offset(0, 0)
        app.query_one(Fields).focus()
        assert app.cursor_position == app.query_one(Fields).region.offset


# Glyphs


async def test_scrollbars_and_secrets_are_drawn_without_ambiguous_glyphs() -> None:
    terminal.install()
    app = Form()
    async with app.run_test(size=(80, 24)) as pilot:
        field = app.query_one("#field0", Input)
        field.password, field.value = True, "123456"
        for y in range(20):
            app.query_one(Fields).scroll_to(y=y, animate=False)
            await pilot.pause()
            assert ambiguous(text_of(app)) == []
        app.query_one(Fields).scroll_home(animate=False)
        await pilot.pause()
        assert " ******" in text_of(app)


# What terminal this is


@pytest.mark.parametrize(
    ("environ", "platform", "colours", "plain"),
    [
        ({"WT_SESSION": "1"}, "win32", 1 << 24, False),
        ({}, "win32", 1 << 24, True),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "linux", 1 << 24, False),
        ({"TERM": "xterm-256color"}, "linux", 256, False),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, "linux", 0, False),
        ({"TERM": "linux"}, "linux", 8, True),
        ({"TERM": "dumb"}, "linux", 0, True),
        ({"TERM_PROGRAM": "Apple_Terminal", "TERM": "xterm-256color"}, "darwin", 256, False),
    ],
)
def test_a_terminal_is_known_by_its_environment(
    environ: dict[str, str], platform: str, colours: int, plain: bool
) -> None:
    found = terminal.look_at(environ, platform, (80, 24))
    assert (found.colours, found.plain, found.columns, found.rows) == (colours, plain, 80, 24)
    assert terminal.look_at(environ, platform, (80, 24), 2).plain


def test_nobody_is_asked_without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert terminal.ambiguous_width() is None


@pytest.mark.pty
@pytest.mark.parametrize("cells", [1, 2])
def test_a_terminal_is_asked_where_its_cursor_went(cells: int, monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = pty.openpty()
    written = b""

    def answer() -> None:
        nonlocal written
        while not written.endswith(b"\x1b[6n"):
            written += os.read(ours, 64)
        os.write(ours, b"\x1b[7;%dR" % (cells + 1))

    raw = os.fdopen(theirs, "r+b", buffering=0)
    with io.TextIOWrapper(raw, encoding="utf-8", write_through=True) as tty:
        monkeypatch.setattr(sys, "stdin", tty)
        monkeypatch.setattr(sys, "stdout", tty)
        asked = threading.Thread(target=answer)
        asked.start()
        assert terminal.ambiguous_width() == cells
        asked.join()
        monkeypatch.undo()
    os.close(ours)
    assert written == "\r│\x1b[6n".encode()
