"""Pictures of the main screens of a book, as SVG and as plain text, with one sheet of all of them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from textual.app import App

from linli_tui.core.words import say
from linli_tui.ui.looks import text_of
from linli_tui.ui.svg import screen_svg

USUAL, WIDE = (80, 24), (120, 40)


@dataclass(frozen=True, slots=True)
class Picture:
    """One screen: its file name, its title, the keys that lead to it from home, and the size of the terminal."""

    name: str
    title: str
    keys: tuple[str, ...]
    size: tuple[int, int] = USUAL


def main_screens(app: Any) -> list[Picture]:
    """Home and, for each area, its list, the first record and its form; then what is common to all."""
    pictures = [Picture("home", say("首页"), ())]
    for area in app.catalog.areas:
        here = tuple(area.digit)
        pictures.append(Picture(f"{area.name}-list", say("{area}：名单", area=area.title), here))
        pictures.append(Picture(f"{area.name}-card", say("{area}：一条", area=area.title), (*here, "enter")))
        pictures.append(Picture(f"{area.name}-form", say("{area}：修改", area=area.title), (*here, "enter", "f4")))
    first = app.catalog.areas[0].digit
    return [
        *pictures,
        Picture("wide", say("宽的窗口"), (first,), WIDE),
        Picture("menu", say("全部操作"), ("0",)),
        Picture("finder", say("查找"), ("f3", "w", "g", "f")),
        Picture("report", say("报送"), ("f7",)),
        Picture("acts", say("做过的事"), ("f6",)),
        Picture("help", say("帮助"), ("f1",)),
    ]


def take(book_path: Path, to_dir: Path, screens: Iterable[str] | None = None) -> list[Path]:
    """Takes the pictures of a book into a folder, all or those named; gives the files that were written."""
    return asyncio.run(_take(book_path, to_dir, None if screens is None else set(screens)))


async def _take(book_path: Path, to_dir: Path, wanted: set[str] | None) -> list[Path]:
    app_of = _app(book_path)
    to_dir.mkdir(parents=True, exist_ok=True)
    pictures = [p for p in main_screens(app_of()) if wanted is None or p.name in wanted]
    written: list[Path] = []
    for picture in pictures:
        app = app_of()
        async with app.run_test(size=picture.size) as pilot:
            await pilot.pause()
            for pressed in picture.keys:
                await pilot.press(pressed)
                await pilot.pause()
            await pilot.pause()
            written += _write(app, to_dir / picture.name)
    for name, shown in _sheets(pictures).items():
        sheet = to_dir / f"{name}.html"
        sheet.write_text(_sheet(shown), encoding="utf-8")
        written.append(sheet)
    return written


def _app(book_path: Path) -> Any:
    import importlib

    program = importlib.import_module("linli_tui.app")
    return lambda: program.LinliApp(book_path)


def _write(app: App[Any], at: Path) -> list[Path]:
    picture, text = at.with_suffix(".svg"), at.with_suffix(".txt")
    picture.write_text(screen_svg(app), encoding="utf-8")
    text.write_text(text_of(app) + "\n", encoding="utf-8")
    return [picture, text]


def _sheets(pictures: Sequence[Picture]) -> dict[str, list[Picture]]:
    """One sheet of all, and one for each area."""
    sheets = {"index": list(pictures)}
    for picture in pictures:
        if "-" in picture.name:
            sheets.setdefault(picture.name.partition("-")[0], []).append(picture)
    return sheets


def _sheet(pictures: Sequence[Picture]) -> str:
    figures = "".join(
        f'<figure><img src="{escape(p.name)}.svg" alt=""><figcaption>{escape(p.title)}</figcaption></figure>\n'
        for p in pictures
    )
    return (
        '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>邻里</title><style>'
        "body{background:#d9d2c3;font-family:sans-serif;display:flex;flex-wrap:wrap;gap:24px;padding:24px}"
        "figure{margin:0;width:620px}img{width:100%}figcaption{padding:8px 0;color:#1f1d1a}</style>\n"
        f"{figures}</html>\n"
    )
