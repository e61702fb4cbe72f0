"""The demonstration: opened where there is a screen to open it on, else told, reported and drawn."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import click

from linli_tui.commands.output import open_book
from linli_tui.core.access import OWNER
from linli_tui.core.words import say


def demo(book: Path | None, size: int | None, years: int, screens: Path | None) -> int:
    """Makes the demonstration book where asked, else in a temporary place; opens it there when there is a terminal."""
    from linli_tui import demo as made

    if book is not None:
        made.make(book, size or made.SIZE, years)
        click.echo(say("演示台账建好了：{path}", path=book))
        _tell(book)
        return _draw(book, screens) if screens else 0
    if screens is None and sys.stdin.isatty() and sys.stdout.isatty():
        with tempfile.TemporaryDirectory(prefix="linli-", ignore_cleanup_errors=True) as folder:
            return _visit(Path(folder), size or made.SIZE, years)
    folder = tempfile.mkdtemp(prefix="linli-")
    path = Path(folder) / "永富新村.台账"
    made.make(path, size or made.SIZE, years)
    with made.own_home(Path(folder) / "home"):
        _tell(path)
        return _draw(path, screens) if screens else _write_all(path, Path(folder))


def _visit(folder: Path, size: int, years: int) -> int:
    from linli_tui import demo as made

    path = folder / "永富新村.台账"
    made.make(path, size, years)
    with made.own_home(folder / "home"):
        from linli_tui.app import run

        return run(path)


def _write_all(path: Path, folder: Path) -> int:
    """The report and the pictures, for whoever has no terminal here to look at."""
    from linli_tui.exchange import folder as reports

    with open_book(path, read_only=True) as book:
        written = reports.report(book, OWNER, folder / say("报送"))
    click.echo(say("报送的文件夹：{path}", path=written.path))
    return _draw(path, folder / say("屏幕"))


def _tell(path: Path) -> None:
    """What the book holds, by the figures its areas have for home."""
    with open_book(path, read_only=True) as book:
        click.echo(say("「{name}」，编出来的小区，没有一个真人。台账：{path}", name=book.name, path=path))
        for area in book.catalog.areas:
            figures = [f"{f.title} {book.read.one(f.sql)}{f.unit}" for f in area.figures]
            if figures:
                click.echo(f"{area.title}  {'，'.join(figures)}")


def _draw(path: Path, to: Path) -> int:
    from linli_tui.ui.pictures import take

    take(path, to)
    click.echo(say("屏幕的图：{path}", path=to))
    return 0
