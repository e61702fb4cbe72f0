"""The sheets of an .xlsx package, read row by row by the standard library alone (ECMA-376 part 1, 18.3 and 18.4).

Openpyxl tells neither what is merged or hidden nor what a formula without a value was, unless it holds the whole sheet.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable, Iterator
from pyexpat import ParserCreate
from typing import Any

from linli_tui.paper import number_shapes
from linli_tui.paper.worksheet import MOST_ROWS, Broken, Cell, Overfull, Part, Texts, Worksheet, whole

_PIECE = 1 << 16


class Workbook:
    """An opened package: its sheets, texts and number formats."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._from_1904 = False
        self._targets: dict[str, str] = {}
        self._named: list[tuple[str, str, bool]] = []
        self._read("xl/_rels/workbook.xml.rels", self._note_target)
        self._read("xl/workbook.xml", self._note_sheet)
        self._texts = list(self._shared_texts())
        self._shapes = self._cell_shapes()

    def sheets(self) -> Iterator[tuple[Part, Iterator[tuple[int, list[Cell]]]]]:
        """Every worksheet with its rows that are not empty, numbered as the spreadsheet numbers them."""
        names = set(self._package.namelist())
        for name, target, hidden in self._named:
            if target in names:
                part = Part(name, hidden)
                yield part, self._rows(part, target)

    def _note_target(self, tag: str, said: dict[str, str]) -> None:
        if tag == "Relationship" and said.get("Type", "").endswith("/worksheet"):
            target = said.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            self._targets[said.get("Id", "")] = path

    def _note_sheet(self, tag: str, said: dict[str, str]) -> None:
        if tag == "workbookPr":
            self._from_1904 = said.get("date1904") in ("1", "true")
        elif tag == "sheet":
            known = next((said[name] for name in said if name.rpartition(":")[2] == "id"), "")
            if known in self._targets:
                self._named.append(
                    (said.get("name", ""), self._targets[known], said.get("state", "visible") != "visible")
                )

    def _shared_texts(self) -> Iterator[str]:
        texts: list[str] = []
        reading = Texts()

        def start(tag: str, said: dict[str, str]) -> None:
            if tag == "si":
                reading.begin()
            reading.open(tag)

        def end(tag: str) -> None:
            reading.close(tag)
            if tag == "si":
                texts.append(reading.text())

        self._read("xl/sharedStrings.xml", start, end, reading.letters)
        return iter(texts)

    def _cell_shapes(self) -> list[str]:
        codes: dict[int, str] = {}
        shapes: list[str] = []
        inside = [False]

        def start(tag: str, said: dict[str, str]) -> None:
            if tag == "numFmt":
                codes[whole(said.get("numFmtId"))] = said.get("formatCode", "")
            elif tag == "cellXfs":
                inside[0] = True
            elif tag == "xf" and inside[0]:
                number = whole(said.get("numFmtId"))
                shapes.append(number_shapes.shape(number, codes.get(number, "")))

        def end(tag: str) -> None:
            if tag == "cellXfs":
                inside[0] = False

        self._read("xl/styles.xml", start, end)
        return shapes

    def _read(
        self,
        name: str,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None] | None = None,
        letters: Callable[[str], None] | None = None,
    ) -> None:
        if name in self._package.namelist():
            for _ in _parse(self._package, name, start, end, letters):
                pass

    def _rows(self, part: Part, target: str) -> Iterator[tuple[int, list[Cell]]]:
        reading = Worksheet(part, self._texts, self._shapes, self._from_1904)
        count = 0
        for _ in _parse(self._package, target, reading.start, reading.end, reading.texts.letters):
            count += len(reading.ready)
            if count > MOST_ROWS:
                raise Overfull
            yield from reading.ready
            reading.ready.clear()


def _parse(
    package: zipfile.ZipFile,
    name: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None,
    letters: Callable[[str], None] | None,
) -> Iterator[None]:
    """Feeds a part to expat piece by piece, yielding after each; a document type, and with it any entity, is Broken."""

    def refuse(*_: Any) -> None:
        raise Broken

    def first(tag: str, said: dict[str, str]) -> None:
        if ":" in tag:
            parser.StartElementHandler = lambda tag, said: start(tag.rpartition(":")[2], said)
            parser.EndElementHandler = (lambda tag: end(tag.rpartition(":")[2])) if end else None
        else:
            parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.StartElementHandler(tag, said)

    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = first
    parser.CharacterDataHandler = letters
    with package.open(name) as file:
        while piece := file.read(_PIECE):
            parser.Parse(piece, False)
            yield
    parser.Parse(b"", True)
    yield
