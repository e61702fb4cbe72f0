"""What this computer is like, in plain text somebody can read out on the telephone."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

import click

from linli_tui.commands.output import open_book, say_json
from linli_tui.commands.signing import NotLetIn
from linli_tui.core.cells import pad, width
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say

GLYPHS = (("中", 2), ("，", 2), ("✓", 1), ("①", 1), ("─", 1), ("…", 1), ("“", 1))
FONT_FOLDERS = (r"C:\Windows\Fonts", "/System/Library/Fonts", "/Library/Fonts", "/usr/share/fonts", "~/.fonts")
FONT_NAMES = ("sim", "msyh", "pingfang", "songti", "noto", "wqy", "sourcehan", "wenquan")


def look(path: Path | None, as_json: bool) -> None:
    """Says everything there is to say; a book only when one is named."""
    found = [*_program(), *_terminal(), *_keys(), *_fonts(), *_disk(path)]
    if path is not None:
        found += _book(path)
    if as_json:
        say_json(dict(found))
        return
    wide = max(width(title) for title, _ in found)
    for title, text in found:
        click.echo(f"{pad(title, wide)}  {text}")


def _program() -> list[tuple[str, str]]:
    from sqlcipher3 import dbapi2 as sqlite

    from linli_tui import __version__
    from linli_tui.book.files import user_folder

    return [
        (say("程序"), f"linli {__version__}"),
        ("Python", f"{platform.python_version()} {sys.executable}"),
        ("SQLite", sqlite.sqlite_version),
        (say("系统"), f"{platform.system()} {platform.release()} {platform.machine()}"),
        (say("程序记事的文件夹"), str(user_folder())),
    ]


def _terminal() -> list[tuple[str, str]]:
    from linli_tui.ui import terminal

    here = terminal.this_terminal()
    whole = sys.stdin.isatty() and sys.stdout.isatty()
    enough = "" if here.columns >= 80 and here.rows >= 24 else say("，太小了，请拉大到80列24行")
    return [
        (say("终端"), here.name if whole else say("{name}（这里没有接着终端）", name=here.name)),
        (say("大小"), say("{columns}列{rows}行{enough}", columns=here.columns, rows=here.rows, enough=enough)),
        (say("颜色"), say("{n}种", n=here.colours)),
        (say("文字编码"), f"{sys.stdout.encoding}"),
        (say("字宽"), _widths() if whole else say("没有接着终端，量不了")),
    ]


def _widths() -> str:
    """How wide this terminal draws a few glyphs, and which of them are not as wide as the screens take them for."""
    from linli_tui.ui import terminal

    drawn = [(glyph, wide, terminal.ambiguous_width(glyph)) for glyph, wide in GLYPHS]
    told = "  ".join(f"{glyph} {'?' if found is None else found}" for glyph, _, found in drawn)
    wrong = "".join(glyph for glyph, wide, found in drawn if found not in (None, wide))
    return told + (say("；和通常不一样的：{wrong}", wrong=wrong) if wrong else "")


def _keys() -> list[tuple[str, str]]:
    from linli_tui.book.files import user_folder
    from linli_tui.ui import habits

    if not (user_folder() / habits.NAME).exists():
        told = say("还没有试过，第一次打开时会试")
    else:
        told = say("收得到") if habits.recall().f_keys else say("收不到，用数字键代替")
    return [(say("F 功能键"), told)]


def _fonts() -> list[tuple[str, str]]:
    """Chinese fonts by the system's own list, else by the names of font files."""
    names: list[str] = []
    if shutil.which("fc-list"):
        asked = ["fc-list", ":lang=zh", "family"]
        listed = subprocess.run(asked, capture_output=True, encoding="utf-8", check=False, timeout=20)
        names = sorted({line.split(",")[0].strip() for line in listed.stdout.splitlines() if line.strip()})
    if not names:
        folders = [Path(folder).expanduser() for folder in FONT_FOLDERS]
        files = [path.name for folder in folders if folder.is_dir() for path in folder.rglob("*.[ot]t[fc]")]
        names = sorted({name for name in files if name.lower().replace("-", "").startswith(FONT_NAMES)})
    return [(say("中文字体"), "、".join(names[:12]) or say("没有找到，打印前请先装一种"))]


def _disk(path: Path | None) -> list[tuple[str, str]]:
    from linli_tui.book.files import user_folder

    folder = (path or user_folder()).absolute()
    while not folder.is_dir():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    enough = "" if free > 1 << 30 else say("，不多了")
    may = say("能写") if os.access(folder, os.W_OK) else say("不能写")
    told = say("{folder} 还有{free}MB{enough}，{may}", folder=folder, free=free >> 20, enough=enough, may=may)
    return [(say("磁盘"), told)]


def _book(path: Path) -> list[tuple[str, str]]:
    from linli_tui.book import journal

    try:
        with open_book(path, read_only=True) as book:
            epochs = [line.epoch for line in journal.lines(book.connection)]
            return [
                (say("台账"), f"{book.name}  {path.absolute()}"),
                (say("结构"), say("第{n}版", n=book.schema)),
                (say("分段"), say("{n}段", n=len(set(epochs)))),
                (say("流水"), say("{n}行", n=len(epochs))),
            ]
    except (Refused, NotLetIn) as refused:
        return [(say("台账"), str(refused))]
