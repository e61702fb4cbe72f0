"""The list: its window of rows, its cursor, its marks, and what a step costs among few and many rows."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.events import MouseScrollDown
from textual.geometry import Offset
from textual.message import Message

from linli_tui.ui import theme
from linli_tui.ui.looks import strips_of, text_of
from linli_tui.ui.widgets.cells import clean, fit, wrap
from linli_tui.ui.widgets.table import Table
from linli_tui.ui.widgets.window import CHUNK, Column, RowView, Window


@dataclass
class Rows:
    """Invented residents, numbered from 0, some of them gone; counts what is asked for."""

    total: int
    gone: set[int] = field(default_factory=set)
    columns: Sequence[Column] = (
        Column("home", "房号", 8),
        Column("name", "姓名", 10),
        Column("phone", "电话", 11, align="right"),
        Column("note", "备注", 10, stretch=True),
    )
    calls: list[str] = field(default_factory=list)
    fetched: int = 0

    def _slice(self, name: str, start: int, end: int) -> list[RowView]:
        self.calls.append(name)
        if self.gone:
            numbers = [n for n in range(self.total) if n not in self.gone][max(start, 0) : max(end, 0)]
        else:
            numbers = list(range(max(start, 0), min(end, self.total)))
        self.fetched += len(numbers)
        return [row(n) for n in numbers]

    def _left(self) -> int:
        return self.total - len(self.gone)

    def _place(self, key: tuple[object, ...], side: object) -> int:
        number = int(str(key[0]))
        here = [n for n in range(self.total) if n not in self.gone] if self.gone else range(self.total)
        return (bisect_right if side else bisect_left)(here, number)

    def first(self, n: int) -> list[RowView]:
        return self._slice("first", 0, n)

    def last(self, n: int) -> list[RowView]:
        return self._slice("last", self._left() - n, self._left())

    def after(self, key: tuple[object, ...], n: int) -> list[RowView]:
        start = self._place(key, True)
        return self._slice("after", start, start + n)

    def before(self, key: tuple[object, ...], n: int) -> list[RowView]:
        end = self._place(key, False)
        return self._slice("before", end - n, end)

    def count(self) -> int:
        self.calls.append("count")
        return self._left()

    def at(self, index: int, n: int) -> list[RowView]:
        return self._slice("at", index, index + n)

    def find(self, id: str) -> tuple[int, RowView] | None:  # noqa: A002
        self.calls.append("find")
        number = int(id)
        return None if number in self.gone or number >= self.total else (self._place((number,), False), row(number))


def row(number: int) -> RowView:
    """The invented resident of this number."""
    tints = ("", "muted", "warn", "ok")
    home, name = f"{number // 4 + 1}-{number % 4 + 1}01", "王桂芳李建国"[number % 5 :][:3]
    cells = (home, name, f"138{number:08}", f"备注{number}")
    return RowView(str(number), (number,), cells, tints[number % 4])


class Listing(App[None]):
    """One table filling the screen, and everything it says."""

    CSS_PATH = theme.LOOK

    def __init__(self, source: Rows | None, **options: str) -> None:
        super().__init__()
        theme.wear(self)
        self.table = Table(source, **options)
        self.heard: list[Message] = []

    def compose(self) -> ComposeResult:
        yield self.table

    def on_table_opened(self, message: Table.Opened) -> None:
        self.heard.append(message)

    def on_table_moved(self, message: Table.Moved) -> None:
        self.heard.append(message)

    def on_table_marked(self, message: Table.Marked) -> None:
        self.heard.append(message)

    def on_table_counted(self, message: Table.Counted) -> None:
        self.heard.append(message)


def lines(app: App[None]) -> list[str]:
    return text_of(app).split("\n")


# Cells


@given(st.text(), st.integers(0, 40), st.sampled_from(["left", "right", "center"]))
def test_fitted_text_fills_its_cells_and_commands_nothing(text: str, cells: int, align: str) -> None:
    fitted = fit(text, cells, align)
    assert cell_len(fitted) == cells
    fitted.encode()
    assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in fitted)


def test_a_cut_is_seen_and_never_halves_a_glyph() -> None:
    assert fit("永富新村互助会", 14) == "永富新村互助会"
    assert fit("永富新村互助会", 11) == "永富新村 .."
    assert fit("永富新村互助会", 3) == "永 "
    assert clean("王\x1b[2J芳\u202e\n") == "王 [2J芳  "


@given(st.text(st.sampled_from("王桂芳，。）a1 \x1b"), max_size=120), st.integers(4, 40))
def test_wrapped_lines_fit_and_lose_nothing_but_spaces(text: str, cells: int) -> None:
    lines = wrap(text, cells)
    assert all(cell_len(line) <= cells for line in lines)
    assert "".join("".join(lines).split()) == "".join(clean(text).split())


def test_no_line_begins_with_a_closing_mark_or_inside_a_number() -> None:
    assert wrap("✗ 电话少一位，请补上。", 12) == ["✗ 电话少一", "位，请补上。"]
    assert wrap("请打王桂芳的电话13800000000再来", 20) == ["请打王桂芳的电话", "13800000000再来"]


# The window


@given(
    st.integers(0, 400),
    st.sets(st.integers(0, 399), max_size=20),
    st.lists(st.tuples(st.integers(-5, 405), st.integers(1, 30)), max_size=12),
    st.booleans(),
)
def test_a_window_shows_what_the_source_has_there(
    total: int, gone: set[int], looks: list[tuple[int, int]], counted: bool
) -> None:
    source = Rows(total, {n for n in gone if n < total})
    everything = [n for n in range(total) if n not in gone]
    window = Window(source)
    if counted:
        window.count()
    for first, size in looks:
        if not counted:
            first = min(first, window.end)
        window.reach(first, first + size)
        for index in range(max(first, 0), min(first + size, len(everything))):
            assert window.row(index) == row(everything[index])
        assert len(window.rows) <= 4 * CHUNK
    assert window.row(len(everything)) is None


@given(st.integers(1, 400), st.data())
def test_turning_to_a_row_finds_its_neighbours(total: int, data: st.DataObject) -> None:
    window = Window(Rows(total))
    number = data.draw(st.integers(0, total - 1))
    assert window.turn_to(number, row(number)) == number
    window.reach(number - 3, number + 4)
    assert [window.row(n) for n in range(max(number - 3, 0), min(number + 4, total))] == [
        row(n) for n in range(max(number - 3, 0), min(number + 4, total))
    ]


def test_rows_come_before_their_number() -> None:
    source = Rows(1000)
    Window(source)
    assert source.calls == ["first"]


# What it costs


STEPS = {
    "open": [],
    "down": ["down"] * 30,
    "pages": ["pagedown"] * 8,
    "end": ["end"],
    "end and up": ["end", *["pageup"] * 5],
    "there and back": ["end", "home", "down"],
}


@pytest.mark.parametrize("steps", STEPS.values(), ids=STEPS)
async def test_no_step_costs_more_among_a_million_rows(steps: list[str]) -> None:
    spent = []
    for total in (1_000, 1_000_000):
        source = Rows(total)
        app = Listing(source)
        async with app.run_test() as pilot:
            await pilot.press(*steps)
            spent.append((source.calls, source.fetched))
    assert spent[0] == spent[1]
    assert spent[0][1] <= CHUNK * (2 + len(steps))


# On the screen


async def test_the_first_picture() -> None:
    app = Listing(Rows(3))
    async with app.run_test(size=(50, 6)):
        assert lines(app) == [
            "   房号     姓名              电话 备注",
            ">  1-101    王桂芳     13800000000 备注0",
            "   1-201    桂芳李     13800000001 备注1",
            "   1-301    芳李建     13800000002 备注2",
            "",
            "",
        ]


async def test_rows_are_shown_before_they_are_counted() -> None:
    app = Listing(Rows(5000))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.table.total == 5000
        kinds = [type(message).__name__ for message in app.heard]
        assert kinds == ["Moved", "Counted"]


async def test_keys_move_the_cursor_and_tell() -> None:
    app = Listing(Rows(300))
    async with app.run_test(size=(60, 12)) as pilot:
        for keys, number in (
            (["up"], 0),
            (["down"], 1),
            (["pagedown"], 12),
            (["pageup"], 1),
            (["end"], 299),
            (["down"], 299),
            (["up"], 298),
            (["home"], 0),
        ):
            await pilot.press(*keys)
            assert app.table.row == row(number)
            assert any(line.startswith(">") and f"备注{number}" in line for line in lines(app))
        moved = [message.row.id for message in app.heard if isinstance(message, Table.Moved) and message.row]
        assert moved == ["0", "1", "12", "1", "299", "298", "0"]
        await pilot.press("end", "enter")
        opened = app.heard[-1]
        assert isinstance(opened, Table.Opened) and opened.row == row(299) and opened.control is app.table


async def test_marks_outlive_the_window() -> None:
    app = Listing(Rows(1000))
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press("space", "end", "space", "up", "space", "space", "home")
        assert app.table.marks == {"0", "999"}
        assert lines(app)[1].startswith(">✓ 1-101")
        marked = [(message.row.id, message.on) for message in app.heard if isinstance(message, Table.Marked)]
        assert marked == [("0", True), ("999", True), ("998", True), ("998", False)]


async def test_the_mouse_selects_then_opens_and_marks_in_the_gutter() -> None:
    app = Listing(Rows(30))
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.click(Table, offset=(10, 4))
        assert app.table.row == row(3) and not app.table.marks
        await pilot.click(Table, offset=(10, 4))
        opened = app.heard[-1]
        assert isinstance(opened, Table.Opened) and opened.row == row(3)
        await pilot.click(Table, offset=(1, 6))
        assert app.table.row == row(5) and app.table.marks == {"5"}
        heard = len(app.heard)
        await pilot.click(Table, offset=(10, 0))
        assert app.table.row == row(5) and len(app.heard) == heard


async def test_the_wheel_takes_the_cursor_along() -> None:
    app = Listing(Rows(1000))
    async with app.run_test(size=(60, 12)) as pilot:
        for _ in range(5):
            await pilot._post_mouse_events([MouseScrollDown], Table, button=0)
        await pilot.pause()
        assert app.table.scroll_offset.y > 0
        assert app.table.row == row(app.table.scroll_offset.y)
        assert lines(app)[1].startswith(">")


async def test_a_dragged_scrollbar_shows_rows_far_away() -> None:
    source = Rows(100_000)
    app = Listing(source)
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        app.table.scroll_to(y=40_000, animate=False)
        await pilot.pause()
        assert "备注40000" in lines(app)[1] and app.table.row == row(40_000)
        assert source.fetched < 4 * CHUNK


async def test_reading_again_keeps_the_record_in_its_line() -> None:
    source = Rows(500)
    app = Listing(source)
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press("end", *["up"] * 4)
        line = next(number for number, text in enumerate(lines(app)) if text.startswith(">"))
        source.gone |= {3, 4, 5}
        app.table.reload()
        await pilot.pause()
        assert app.table.row == row(495) and app.table.total == 497
        assert lines(app)[line].startswith(">  124-401")
        source.gone |= {495}
        app.table.reload()
        await pilot.pause()
        assert app.table.row == row(496)
        source.gone |= set(range(490, 500))
        app.table.reload()
        await pilot.pause()
        assert app.table.row == row(489)


async def test_going_to_a_record_by_its_id() -> None:
    app = Listing(Rows(10_000))
    async with app.run_test(size=(60, 12)) as pilot:
        assert app.table.go_to("7777")
        await pilot.pause()
        assert app.table.row == row(7777) and "备注7777" in text_of(app)
        assert not app.table.go_to("10000")
        assert app.table.row == row(7777)
        await pilot.press("up")
        assert app.table.row == row(7776)


async def test_an_empty_list_says_its_sentence() -> None:
    app = Listing(Rows(0), empty="还没有登记住户。按 F2 登记第一户。")
    async with app.run_test(size=(60, 6)) as pilot:
        assert lines(app)[2] == "   还没有登记住户。按 F2 登记第一户。"
        await pilot.press("enter", "space", "end", "down", "pageup")
        assert app.table.row is None and not app.table.marks
        app.table.show(Rows(2))
        await pilot.pause()
        assert app.table.row == row(0)
        app.table.show(Rows(0), empty="没有这样的住户。")
        await pilot.pause()
        assert "没有这样的住户。" in text_of(app)
        moved = app.heard[-2]
        assert isinstance(moved, Table.Moved) and moved.row is None


async def test_nothing_in_a_row_is_markup_or_a_command() -> None:
    source = Rows(0)
    source.first = lambda n: [RowView("1", (1,), ("[b]1[/b]", "王\x1b[31m", "\t", "[/] $x \u202e"), "")]  # type: ignore[method-assign]
    app = Listing(source)
    async with app.run_test(size=(60, 4)):
        assert lines(app)[1].startswith(">  [b]1[/b] 王 [31m")
        assert "\x1b" not in text_of(app) and "\u202e" not in text_of(app)


async def test_a_narrow_list_cuts_whole_glyphs_and_a_wide_one_stretches() -> None:
    for total in (2, 20):
        app = Listing(Rows(total))
        async with app.run_test(size=(20, 8)) as pilot:
            for width in range(20, 90, 3):
                await pilot.resize_terminal(width, 8)
                await pilot.pause()
                for strip in strips_of(app):
                    assert strip.cell_length == width == cell_len(strip.text)
                assert (width < 44) or lines(app)[1].startswith(">  1-101    王桂芳     13800000000 备注0")


async def test_roomy_rows_have_a_blank_line_between() -> None:
    app = Listing(Rows(200))
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press(*["down"] * 10)
        app.table.roomy = True
        await pilot.pause()
        assert app.table.row == row(10)
        shown = [text for text in lines(app)[1:] if text.strip()]
        assert len(shown) in (5, 6) and any(text.startswith(">") for text in shown)
        await pilot.press("end")
        assert any(text.startswith(">") and "备注199" in text for text in lines(app))
        await pilot.click(Table, offset=(10, 1))
        assert app.table.row != row(199)


async def test_the_terminal_cursor_is_on_the_selected_row() -> None:
    app = Listing(Rows(200))
    async with app.run_test(size=(60, 12)) as pilot:
        for keys in (["down"], ["end"], ["up", "up"], ["home"]):
            await pilot.press(*keys)
            line = next(number for number, text in enumerate(lines(app)) if text.startswith(">"))
            assert app.table.cursor_screen_offset == Offset(0, line)


async def test_a_smaller_terminal_keeps_the_selected_row() -> None:
    app = Listing(Rows(200))
    async with app.run_test(size=(60, 24)) as pilot:
        await pilot.press(*["down"] * 20)
        await pilot.resize_terminal(60, 8)
        await pilot.pause()
        assert app.table.row == row(20) and any(text.startswith(">") for text in lines(app))
        await pilot.resize_terminal(60, 100)
        await pilot.pause()
        assert "备注97" in text_of(app)
