"""A picture of the screen in which a browser shows Chinese in the right cells."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from rich.cells import split_graphemes
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.strip import Strip

from linli_tui.ui.looks import strips_of

CELL, LINE, SIZE = 10, 22, 18
"""A cell's width and a line's height in the picture, and the size of type: a Chinese glyph fills two cells less 2."""

_BASE = 17
_FONTS = "'Noto Sans Mono CJK SC','Sarasa Mono SC','Microsoft YaHei','PingFang SC','SimSun',monospace"


def screen_svg(app: App[Any]) -> str:
    """The screen as SVG: each glyph at the x of its cell, so that no font can shift it; nothing from outside.

    Rich's own picture squeezes wide glyphs to half and asks for a font from the network.
    """
    lines = strips_of(app)
    width, height = app.size.width * CELL, len(lines) * LINE
    ground = _ground(app.screen.rich_style)
    body = "".join(part for y, line in enumerate(lines) for part in _line(line, y, ground))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<g font-family="{_FONTS}" font-size="{SIZE}" style="white-space:pre">'
        f'<rect width="{width}" height="{height}" fill="{ground}"/>{body}</g></svg>\n'
    )


def _line(line: Strip, y: int, ground: str) -> Iterator[str]:
    x = 0
    text: list[str] = []
    for style, run in groupby(line, key=lambda segment: segment.style or Style()):
        segments = list(run)
        cells = sum(segment.cell_length for segment in segments)
        if (tint := _ground(style)) != ground:
            yield (f'<rect x="{x * CELL}" y="{y * LINE}" width="{cells * CELL}" height="{LINE}" fill="{tint}"/>')
        text += _text(segments, style, x, y)
        x += cells
    yield from text


def _text(segments: list[Segment], style: Style, x: int, y: int) -> Iterator[str]:
    """One `text` element with an x for each character that is drawn; a mark joined to a glyph takes its place."""
    shown, at = "".join(segment.text for segment in segments), []
    glyphs = ""
    for start, end, cells in split_graphemes(shown)[0]:
        if not (glyph := shown[start:end]).isspace():
            glyphs += glyph
            at += [str(x * CELL)] * len(glyph)
        x += cells
    if glyphs:
        weight = ' font-weight="bold"' if style.bold else ""
        line = ' text-decoration="underline"' if style.underline else ""
        yield (
            f'<text x={quoteattr(" ".join(at))} y="{y * LINE + _BASE}" fill="{_ink(style)}"{weight}{line}>'
            f"{escape(glyphs)}</text>"
        )


def _ink(style: Style) -> str:
    color = style.bgcolor if style.reverse else style.color
    return color.get_truecolor().hex if color and not color.is_default else "#808080"


def _ground(style: Style) -> str:
    color = style.color if style.reverse else style.bgcolor
    return color.get_truecolor(foreground=False).hex if color and not color.is_default else "#000000"
