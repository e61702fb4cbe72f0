"""The table of keys, full-width keys folded in one place, and none of Textual's own English on the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.command import CommandPalette
from textual.dom import DOMNode
from textual.events import Event, Key
from textual.keys import _character_to_key
from textual.validation import URL, Function, Integer, Length, Number, Regex, Validator
from textual.widgets import Button, Footer, HelpPanel, Input, KeyPanel, OptionList, Select, TextArea

from linli_tui.core.cells import ambiguous
from linli_tui.ui import keys, textual_words
from linli_tui.ui.looks import text_of
from linli_tui.ui.widgets.digits import Digits
from linli_tui.ui.widgets.notice import Notice
from linli_tui.ui.widgets.table import Table


def test_no_key_means_two_things() -> None:
    every = [name for key in keys.KEYS for name in key.keys.split(",")]
    assert len(every) == len(set(every))
    assert len({key.id for key in keys.KEYS}) == len(keys.KEYS)
    for key in keys.KEYS:
        assert key.words and key.note and not key.words.isascii()


def test_no_key_belongs_to_an_input_method_or_a_terminal() -> None:
    taken = {"ctrl+space", "shift+space", "ctrl+full_stop", "f11", "alt+enter", "ctrl+i", "ctrl+m", "ctrl+h", "ctrl+j"}
    assert not taken & {name for key in keys.KEYS for name in key.keys.split(",")}


def test_a_binding_takes_keys_and_words_from_the_table() -> None:
    made = keys.binding("register.save", "save")
    assert (made.key, made.action, made.description) == ("f10,ctrl+s", "save", "保存")
    assert (made.id, made.key_display, made.show) == ("register.save", "F10", True)
    assert keys.binding("people.void", "void", words="迁出", show=False).description == "迁出"
    assert [binding.action for binding in keys.digits("card.choose", "pick")][::4] == ["pick(1)", "pick(5)", "pick(9)"]
    with pytest.raises(KeyError):
        keys.binding("register.explode", "explode")


@pytest.mark.parametrize(
    ("pressed", "name"),
    [
        ("up", "上"),
        ("enter", "回车"),
        ("escape", "退出键"),
        ("f2", "F2"),
        ("f10,ctrl+s", "F10"),
        ("ctrl+s", "Ctrl+S"),
        ("shift+tab", "Shift+跳格键"),
        ("1", "1"),
        ("question_mark", "?"),
    ],
)
def test_keys_have_the_names_people_call_them(pressed: str, name: str) -> None:
    assert keys.name_of(pressed) == name


def test_no_name_of_a_key_has_an_ambiguous_glyph() -> None:
    for key in keys.KEYS:
        for each in key.keys.split(","):
            assert not ambiguous(keys.name_of(each))


# Full-width keys


def test_every_printable_key_has_its_full_width_twin() -> None:
    for code in range(0x21, 0x7F):
        plain, wide = chr(code), chr(code + 0xFEE0)
        assert keys.fold_key(_character_to_key(wide)) == _character_to_key(plain)
        assert keys.fold_key(_character_to_key(plain)) == _character_to_key(plain)


@pytest.mark.parametrize(
    ("pressed", "plain"),
    [
        ("１", "1"),
        ("fullwidth_digit_one", "1"),
        ("ideographic_full_stop", "full_stop"),
        ("fullwidth_full_stop", "full_stop"),
        ("fullwidth_hyphen_minus", "minus"),
        ("fullwidth_solidus", "slash"),
        ("ideographic_comma", "slash"),
        ("fullwidth_question_mark", "question_mark"),
        ("ideographic_space", "space"),
        ("f10", "f10"),
        ("enter", "enter"),
        ("ctrl+s", "ctrl+s"),
        ("王", "王"),
    ],
)
def test_keys_fold(pressed: str, plain: str) -> None:
    assert keys.fold_key(pressed) == plain


class Folding(App[None]):
    """An app with our one hook, a field, and bindings on plain keys."""

    BINDINGS = [
        *keys.digits("folding.choose", "heard"),
        Binding("0,space,question_mark,slash,minus,full_stop", "heard(0)"),
        keys.binding("folding.quit", "heard(-1)", priority=True),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[int] = []
        self.seen: list[str] = []

    async def on_event(self, event: Event) -> None:
        await super().on_event(keys.folded(self, event))

    def compose(self) -> ComposeResult:
        yield Input()
        yield Button("按")

    def on_key(self, event: Key) -> None:
        self.seen.append(event.key)

    def action_heard(self, digit: int) -> None:
        self.heard.append(digit)


def write(app: App[Any], text: str) -> None:
    """Press keys as Textual's parser tells of them; the pilot knows no character for some of these."""
    for character in text:
        app.post_message(Key(_character_to_key(character), character))


async def test_full_width_digits_fire_the_bindings_of_plain_ones() -> None:
    app = Folding()
    async with app.run_test() as pilot:
        app.query_one(Button).focus()
        write(app, "１５９０　？、－。")
        await pilot.pause()
        assert app.heard == [1, 5, 9, 0, 0, 0, 0, 0, 0]
        app.screen.set_focus(None)
        await pilot.press("２")
        assert app.heard[-1] == 2


async def test_a_field_gets_what_was_typed() -> None:
    app = Folding()
    async with app.run_test() as pilot:
        field = app.query_one(Input)
        field.focus()
        write(app, "１－王")
        await pilot.pause()
        assert field.value == "１－王" and app.heard == []


async def test_the_same_event_delivered_again_is_still_what_was_typed() -> None:
    """Textual's parser keeps the events of a key sequence and delivers the very same objects the next time."""
    app = Folding()
    async with app.run_test() as pilot:
        press = Key("１", "１")
        app.query_one(Button).focus()
        await pilot.pause()
        folded = keys.folded(app, press)
        assert isinstance(folded, Key) and (folded.key, folded.character) == ("1", "1")
        app.query_one(Input).focus()
        await pilot.pause()
        assert keys.folded(app, press) is press and press.key == "１"


# Words


ENGLISH = re.findall(r"\S+", "Select Must Focus Move palette Search Quit quit Press Copy Page pgdn esc space ^")


class Words(App[None]):
    """Textual's own widgets, as a form of ours would hold them."""

    BINDINGS = [keys.binding("words.new", "bell"), Binding("down,pagedown,escape,ctrl+g", "bell", "走走")]

    def __init__(self) -> None:
        textual_words.install()
        super().__init__()

    def compose(self) -> ComposeResult:
        yield Input(validators=[Integer(1, 9)], compact=True)
        yield TextArea("")
        yield Select([("甲", 1)])
        yield OptionList("一", "二")
        yield Button("保存")
        yield Notice()
        yield KeyPanel()
        yield Footer()


async def test_no_english_of_textual_is_on_the_screen() -> None:
    app = Words()
    async with app.run_test(size=(120, 60)) as pilot:
        for kind in (Input, TextArea, Select, OptionList, Button):
            app.query_one(kind).focus()
            for _ in range(20):
                await pilot.pause(0.01)
                if "跳格键 下一格" in (picture := text_of(app)):
                    break
            assert [word for word in ENGLISH if word in picture] == [], kind
            assert all(name in picture for name in ("退出键", "Ctrl+G", "新增")), kind
        await pilot.press("ctrl+p", "ctrl+backslash")
        assert not isinstance(app.screen, CommandPalette) and list(app.get_system_commands(app.screen)) == []
        app.action_show_help_panel()
        await pilot.pause()
        assert not app.screen.query(HelpPanel)


def below(node: type[DOMNode]) -> Iterator[type[DOMNode]]:
    for child in node.__subclasses__():
        yield child
        yield from below(child)


def test_every_binding_of_a_widget_we_use_is_told_in_chinese() -> None:
    textual_words.install()
    textual_words.install()

    class Later(OptionList):
        """Made after our words were put in."""

        BINDINGS = [Binding("x", "x", "Select")]

    for kind in (Input, TextArea, Select, OptionList, Button, Table, Digits, Footer, Later, App):
        assert kind._merged_bindings is not None
        for key, binding in kind._merged_bindings:
            assert not binding.description or not binding.description.isascii(), (kind, key, binding.description)


def test_a_text_field_keeps_no_key_that_is_ours() -> None:
    textual_words.install()
    for kind in (Input, TextArea):
        assert kind._merged_bindings is not None
        for key in ("f6", "f7", "ctrl+f", "ctrl+s", "ctrl+l"):
            assert key not in kind._merged_bindings.key_to_bindings
        assert "ctrl+v" in kind._merged_bindings.key_to_bindings


@pytest.mark.parametrize(
    ("validator", "value", "sentence"),
    [
        (Number(), "王", "这里要填数字"),
        (Integer(), "王", "这里要填整数"),
        (Integer(), "1.5", "这里要填整数"),
        (Integer(1), "0", "最少 1"),
        (Integer(maximum=9), "10", "最多 9"),
        (Integer(1, 9), "10", "要在 1 到 9之间"),
        (Length(2), "王", "最少 2个字"),
        (Length(1, 2), "王桂芳", "要在 1 到 2个字之间"),
        (Regex("a"), "b", "这里填的格式不对"),
        (URL(), "b", "这里填的格式不对"),
        (Function(lambda text: False, "请写全名"), "王", "请写全名"),
    ],
)
def test_what_is_wrong_is_told_in_chinese(validator: Validator, value: str, sentence: str) -> None:
    textual_words.install()
    assert validator.validate(value).failure_descriptions == [sentence]


async def test_ctrl_c_explains_itself_in_the_notice_line() -> None:
    app: App[Any] = Words()
    async with app.run_test(size=(120, 60), notifications=True) as pilot:
        app.query_one(Button).focus()
        await pilot.press("ctrl+c")
        assert "要退出，请按 Ctrl+Q。" in text_of(app) and not app._notifications
