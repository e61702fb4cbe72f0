"""Pieces of WordprocessingML (ISO/IEC 29500-1, 17): runs, paragraphs, tables, pictures. Lengths are points.

Whatever is said is escaped here, and what XML cannot hold is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
EMU = 12_700
"""English Metric Units of one point."""


def twips(points: float) -> int:
    """Points in the twentieths WordprocessingML counts in."""
    return round(points * 20)


def clean(text: str) -> str:
    """The text as XML may hold it, in an element or an attribute."""
    return escape(_FORBIDDEN.sub("", text), {'"': "&quot;"})


def run(text: str, face: str, size: float, *, bold: bool = False) -> str:
    """A text in one face for Chinese and for plain letters; its line ends break the line, its tabs stay."""
    half = round(size * 2)
    look = (
        f'<w:rPr><w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}" w:cs="{face}"/>'
        f'{"<w:b/>" if bold else ""}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'
    )
    parts = [f'<w:t xml:space="preserve">{part}</w:t>' for part in clean(text).split("\n")]
    inside = "<w:br/>".join(parts).replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return f"<w:r>{look}{inside}</w:r>"


def field(name: str, face: str, size: float) -> str:
    """A number the office program works out: PAGE or NUMPAGES."""
    shown = run("1", face, size)
    return f'<w:fldSimple w:instr=" {name} ">{shown}</w:fldSimple>'


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph stands: its style, indents, alignment (left, center, right, both), room around it, pitch.

    A `pitch` of 0 is that of its letters; `tab` is a stop at its right end. `leads` keeps it with what follows.
    """

    style: str = ""
    align: str = "left"
    first: float = 0
    left: float = 0
    before: float = 0
    after: float = 0
    pitch: float = 0
    tab: float = 0
    leads: bool = False
    fresh: bool = False


def paragraph(inside: str, shape: Shape) -> str:
    """A paragraph of runs; a `fresh` one begins a page."""
    rule = f' w:line="{twips(shape.pitch)}" w:lineRule="exact"' if shape.pitch else ' w:line="240" w:lineRule="auto"'
    pieces = (
        f'<w:pStyle w:val="{shape.style}"/>' if shape.style else "",
        "<w:keepNext/>" if shape.leads else "",
        "<w:pageBreakBefore/>" if shape.fresh else "",
        f'<w:tabs><w:tab w:val="right" w:pos="{twips(shape.tab)}"/></w:tabs>' if shape.tab else "",
        f'<w:spacing w:before="{twips(shape.before)}" w:after="{twips(shape.after)}"{rule}/>',
        f'<w:ind w:left="{twips(shape.left)}" w:firstLine="{twips(shape.first)}"/>',
        f'<w:jc w:val="{shape.align}"/>',
    )
    return f"<w:p><w:pPr>{''.join(pieces)}</w:pPr>{inside}</w:p>"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its paragraphs, where it has lines (all, bottom or none), how its text stands (top, center, bottom)."""

    inside: str
    lines: str = ""
    stands: str = "center"


def _lines(lines: str) -> str:
    sides = {"all": ("top", "left", "bottom", "right"), "bottom": ("bottom",)}.get(lines, ())
    drawn = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in sides)
    return f"<w:tcBorders>{drawn}</w:tcBorders>" if drawn else ""


@dataclass(frozen=True, slots=True)
class Row:
    """Cells side by side, at least so high; a `head` is repeated on every page."""

    cells: Sequence[Cell]
    height: float = 0
    head: bool = False


def table(rows: Iterable[Row], widths: Sequence[float]) -> str:
    """A table of fixed columns; no row is torn over two pages."""
    grid = "".join(f'<w:gridCol w:w="{twips(wide)}"/>' for wide in widths)
    look = (
        f'<w:tblPr><w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    )
    return f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{''.join(_row(row, widths) for row in rows)}</w:tbl>"


def _row(row: Row, widths: Sequence[float]) -> str:
    height = f'<w:trHeight w:val="{twips(row.height)}" w:hRule="atLeast"/>' if row.height else ""
    cells = (
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(wide)}" w:type="dxa"/>{_lines(cell.lines)}'
        f'<w:vAlign w:val="{cell.stands}"/></w:tcPr>{cell.inside}</w:tc>'
        for cell, wide in zip(row.cells, widths, strict=True)
    )
    head = "<w:tblHeader/>" if row.head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{head}</w:trPr>{''.join(cells)}</w:tr>"


def picture(relation: str, number: int, wide: float, high: float) -> str:
    """A run with a picture of the package in its line."""
    size = f'cx="{round(wide * EMU)}" cy="{round(high * EMU)}"'
    name = f'id="{number}" name="{relation}"'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/><wp:docPr {name}/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
