"""The one table of keys that program, help and tests read, and the one place where full-width keys are folded."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any, Final

from textual.app import App
from textual.binding import Binding
from textual.events import Event
from textual.events import Key as KeyPress
from textual.keys import _character_to_key, format_key, key_to_character

from linli_tui.core.fold import fold
from linli_tui.core.words import _, say


@dataclass(frozen=True, slots=True)
class Key:
    """What one key means on every screen: `keys` as Textual names them, the best first; words for footer and help."""

    id: str
    keys: str
    words: str
    note: str


KEYS: Final = (
    Key("open", "enter", _("打开"), _("打开选中的一条；在表单里到下一格")),
    Key("back", "escape", _("返回"), _("回到上一页，什么也不改")),
    Key("help", "f1,question_mark", _("帮助"), _("这一页能做什么")),
    Key("new", "f2", _("新增"), _("登记新的一条")),
    Key("filter", "f3,ctrl+f", _("筛选"), _("只看含有某些字的；再按一次，查找全部台账")),
    Key("change", "f4", _("修改"), _("修改选中的一条")),
    Key("void", "f5", _("作废"), _("作废选中的一条，记录仍保留")),
    Key("history", "f6", _("经过"), _("谁在什么时候改过什么")),
    Key("report", "f7", _("打印"), _("打印、导出、报表")),
    Key("undo", "f8", _("撤回"), _("撤回自己的上一步")),
    Key("commands", "f9,ctrl+p", _("全部操作"), _("查找这里能做的全部操作")),
    Key("save", "f10,ctrl+s", _("保存"), _("保存正在写的内容")),
    Key("cover", "f12,ctrl+b", _("盖住"), _("屏幕上先什么也不显示，按任意键回来")),
    Key("lock", "ctrl+l", _("换人、锁上"), _("锁上屏幕，换一个人，或者先走开")),
    Key("quit", "ctrl+q", _("退出"), _("关上台账，退出")),
    Key("mark", "space", _("勾选"), _("勾选或取消勾选这一条")),
    Key("menu", "0", _("全部操作"), _("用数字挑选这里能做的全部操作")),
    Key("choose", "1,2,3,4,5,6,7,8,9", _("挑选"), _("按数字挑选")),
    Key("up", "up", _("上一条"), _("往上一条")),
    Key("down", "down", _("下一条"), _("往下一条")),
    Key("page_up", "pageup", _("上一页"), _("往上一页")),
    Key("page_down", "pagedown", _("下一页"), _("往下一页")),
    Key("first", "home", _("第一条"), _("到第一条")),
    Key("last", "end", _("最后一条"), _("到最后一条")),
    Key("next", "tab", _("下一格"), _("到下一格")),
    Key("previous", "shift+tab", _("上一格"), _("到上一格")),
)
_BY_ID: Final = {key.id: key for key in KEYS}

_NAMES: Final = {
    "enter": _("回车"),
    "escape": _("退出键"),
    "space": _("空格"),
    "up": _("上"),
    "down": _("下"),
    "left": _("左"),
    "right": _("右"),
    "pageup": _("上翻页"),
    "pagedown": _("下翻页"),
    "home": _("行首键"),
    "end": _("行尾键"),
    "tab": _("跳格键"),
    "backspace": _("退格"),
    "delete": _("删除键"),
    "insert": _("插入键"),
}


def key(verb: str) -> Key:
    """The line of the table for `verb`; KeyError for any other."""
    return _BY_ID[verb]


def name_of(pressed: str) -> str:
    """What people call a key: `enter` 回车, `f2` F2, `ctrl+s` Ctrl+S; of several only the first."""
    *modifiers, last = pressed.partition(",")[0].split("+")
    name = say(_NAMES[last]) if last in _NAMES else format_key(last).upper()
    return "+".join([*map(str.capitalize, modifiers), name])


def binding(name: str, action: str, *, words: str = "", show: bool = True, priority: bool = False) -> Binding:
    """A Textual binding for `<screen>.<verb>`, the verb being a line of the table; `words` where it has a better name.

    KeyError for a verb the table does not have.
    """
    meant = key(name.rpartition(".")[2])
    return Binding(
        meant.keys, action, say(words or meant.words), show, name_of(meant.keys), priority, say(meant.note), name
    )


def digits(name: str, action: str) -> list[Binding]:
    """Nine unshown bindings for `<screen>.choose`: the key 1 runs `action(1)`, and so on."""
    words = say(key(name.rpartition(".")[2]).words)
    return [Binding(str(n), f"{action}({n})", words, show=False, id=f"{name}{n}") for n in range(1, 10)]


def _names(character: str) -> set[str]:
    return {_character_to_key(character), unicodedata.name(character).lower().replace("-", "_").replace(" ", "_")}


# The mark 、 counts as a slash: that is what the key of it gives while a Chinese input method is on.
_WIDE: Final = [*map(chr, range(0xFF01, 0xFF5F)), "\u3000", "。", "—"]
_FOLDED: Final = {name: _character_to_key(fold(wide)) for wide in _WIDE for name in _names(wide)} | {
    "ideographic_comma": "slash"
}


def fold_key(pressed: str) -> str:
    """The plain key that a full-width one stands for: `１` is `1`, `fullwidth_solidus` is `slash`; others unchanged."""
    return _FOLDED.get(pressed, pressed)


def folded(app: App[Any], event: Event) -> Event:
    """The event our App's `on_event` passes on: a full-width key as the plain one, unless a text field wants it.

    A new event, never the old one changed: Textual keeps and delivers the same event again for the same keystroke.
    """
    if not isinstance(event, KeyPress) or event.is_forwarded or (plain := fold_key(event.key)) == event.key:
        return event
    if app.focused is not None and app.focused.check_consume_key(event.key, event.character):
        return event
    press = KeyPress(plain, key_to_character(plain))
    if event._sender is not None:
        press.set_sender(event._sender)
    return press
