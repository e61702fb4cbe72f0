"""The words click says itself, in Chinese; what is not in the table stays as click has it."""

from __future__ import annotations

import importlib

WORDS = {
    "Usage:": "用法：",
    "Options": "选项",
    "Commands": "命令",
    "Positional arguments": "要写的",
    "Show this message and exit.": "看这一页",
    "Show the version and exit.": "看版本",
    "Error: {message}": "这样写不行：{message}",
    "Try '{command} {option}' for help.": "写 {command} {option} 看怎么用。",
    "Missing command.": "没有写要做什么。",
    "Missing argument": "少写了",
    "Missing option": "少写了选项",
    "Missing parameter": "少写了",
    "No such option {name!r}.": "没有 {name} 这个选项。",
    "No such command {name!r}.": "没有 {name} 这个命令。",
    "Did you mean {possibility}?": "是不是 {possibility}？",
    "(Did you mean one of: {possibilities}?)": "是不是这里面的：{possibilities}？",
    "Invalid value: {message}": "{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 不对：{message}",
    "Choose from:\n\t{choices}": "可以写：{choices}",
    "{value!r} is not one of {choices}.": "没有 {value}，可以写 {choices}。",
    "{value!r} is not {choice}.": "没有 {value}，可以写 {choice}。",
    "{value!r} is not a valid {number_type}.": "{value} 不是一个数。",
    "{value} is not in the range {range}.": "{value} 不在 {range} 里面。",
    "Option {name!r} requires an argument.": "{name} 后面还要写。",
    "Option {name!r} requires {nargs} arguments.": "{name} 后面要写{nargs}样。",
    "Option {name!r} does not take a value.": "{name} 后面什么也不写。",
    "Got unexpected extra argument ({args})": "多写了 {args}",
    "Got unexpected extra arguments ({args})": "多写了 {args}",
    "required": "必须写",
    "default: {default}": "不写就是 {default}",
}
MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "types")


def install() -> None:
    """Puts the table where click looks up its words; gettext itself would want compiled files and a language set."""
    for name in MODULES:
        module = importlib.import_module(f"click.{name}")
        for asked, answer in (("_", _one), ("ngettext", _one_or_many)):
            if hasattr(module, asked):
                setattr(module, asked, answer)


def version() -> str:
    """The version of this program."""
    from linli_tui import __version__

    return __version__


def _one(message: str) -> str:
    return WORDS.get(message, message)


def _one_or_many(one: str, many: str, count: int) -> str:
    return _one(one if count == 1 else many)
