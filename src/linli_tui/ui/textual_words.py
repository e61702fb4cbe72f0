"""Chinese in place of the English that Textual says by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.validation import URL, Failure, Integer, Length, Number, Regex
from textual.widgets import Select

from linli_tui.core.words import _, say
from linli_tui.ui.keys import KEYS, key, name_of
from linli_tui.ui.widgets.notice import Notice

_make_bindings = Binding.make_bindings
_OURS: Final = {name for each in KEYS for name in each.keys.split(",") if name[0] == "f" or name[:5] == "ctrl+"}
_OURS.discard("ctrl+q")
_QUIT: Final = _("没有选中文字，所以没有复制。要退出，请按 {key}。")

_PARTS: Final = (
    (r"Focus Next", _("下一格")),
    (r"Focus Previous", _("上一格")),
    (r"Quit", _("退出")),
    (r"Submit", _("确认")),
    (r"Press button", _("按下按钮")),
    (r"Undo", _("退回一步")),
    (r"Redo", _("重来一步")),
    (r"Cut.*", _("剪切")),
    (r"Copy.*", _("复制")),
    (r"Paste.*", _("粘贴")),
    (r"Delete.*", _("删除")),
    (r"(?!.*(Page|page)).*\b(Up|up|[Pp]revious)\b.*", _("往上")),
    (r"(?!.*(Page|page)).*\b(Down|down|[Nn]ext)\b.*", _("往下")),
    (r".*([Pp]age (Up|up)|Previous page).*", _("上一页")),
    (r".*([Pp]age (Down|down)|Next page).*", _("下一页")),
    (r".*(First|start|Home|top).*", _("到开头")),
    (r".*(Last|end|End|bottom).*", _("到末尾")),
    (r".*\b([Ll]eft)\b.*", _("往左")),
    (r".*\b([Rr]ight)\b.*", _("往右")),
    (r".*(Toggle|toggle).*", _("勾选")),
    (r".*(Dismiss|Exit).*", _("返回")),
    (r"Select (all|line)", _("选中")),
    (r".*(Select|Show|Expand|parent|ancestor).*", _("选择")),
)


def install() -> None:
    """Put our words into Textual, once for the process, and close its command palette; again changes nothing."""
    Binding.make_bindings = classmethod(_chinese_bindings)  # type: ignore[method-assign,assignment]
    for node in _below(DOMNode):
        node._merged_bindings = node._merge_bindings()
    App.ENABLE_COMMAND_PALETTE = False
    for name, ours in {
        "get_key_display": lambda self, binding: binding.key_display or name_of(binding.key),
        "get_system_commands": lambda self, screen: iter(()),
        "action_help_quit": _say_how_to_quit,
        "action_show_help_panel": lambda self: None,
    }.items():
        setattr(App, name, ours)
    for validator in (Integer, Length, Number, Regex, URL):
        validator.describe_failure = _describe_failure  # type: ignore[assignment,method-assign]
    Select.__init__.__kwdefaults__["prompt"] = say("请选择")  # type: ignore[index]


def in_chinese(description: str) -> str:
    """Our words for the description of one of Textual's own bindings; anything with Chinese in it stays."""
    if not description.isascii():
        return description
    return next((say(words) for pattern, words in _PARTS if re.fullmatch(pattern, description)), description)


def _chinese_bindings(cls: type[Binding], bindings: Any) -> Iterator[Binding]:
    """As in Textual, in Chinese, and without what a text field does by keys that are ours on every screen."""
    for each in _make_bindings(bindings):
        if each.id is None and each.description.isascii() and each.key in _OURS:
            continue
        tooltip = "" if each.tooltip.isascii() else each.tooltip
        yield replace(each, description=in_chinese(each.description), tooltip=tooltip)


def _below(node: type[DOMNode]) -> Iterator[type[DOMNode]]:
    for child in node.__subclasses__():
        yield child
        yield from _below(child)


def _say_how_to_quit(app: App[Any]) -> None:
    """What Ctrl+C says when nothing is selected; Textual would float a toast."""
    for notice in app.screen.query(Notice):
        notice.say(say(_QUIT, key=name_of(key("quit").keys)))


def _describe_failure(validator: Any, failure: Failure) -> str:
    """Why a value was not accepted, for Textual's own validators."""
    least, most = getattr(validator, "minimum", None), getattr(validator, "maximum", None)
    count = say("个字") if isinstance(failure, Length.Incorrect) else ""
    if isinstance(failure, Integer.NotAnInteger):
        return say("这里要填整数")
    if isinstance(failure, Number.NotANumber):
        return say("这里要填整数") if isinstance(validator, Integer) else say("这里要填数字")
    if isinstance(failure, Number.NotInRange | Length.Incorrect):
        if least is None:
            return say("最多 {most}{count}", most=most, count=count)
        return (
            say("最少 {least}{count}", least=least, count=count)
            if most is None
            else say("要在 {least} 到 {most}{count}之间", least=least, most=most, count=count)
        )
    return say("这里填的格式不对")
