"""The sheets of an .xlsx package, read row by row by the standard library alone (ECMA-376 part 1, 18.3 and 18.4).

Openpyxl tells neither what is merged or hidden nor what a formula without a value was, unless it holds the whole sheet.
A cell comes out as what a spreadsheet shows: text, number, bool, a Stamp for a date, a Formula that has no value.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pyexpat import ParserCreate
from typing import Any, NamedTuple

from linli_tui.paper import number_shapes

MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_CHARACTERS = 32_767
MOST_MERGED = 20_000
_PIECE = 1 << 16
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_EXACT = 10**15
"""From here on a spreadsheet no longer keeps every digit."""


class Stamp(NamedTuple):
    """A cell the spreadsheet shows as a date: the day, and how much of it is shown (ymd, md or ym)."""

    day: date
    shows: str


class Formula(NamedTuple):
    """A formula whose value the file does not hold."""

    text: str


Cell = str | int | float | bool | Stamp | Formula | None


class Overfull(Exception):
    """A sheet with more rows, columns or letters in a cell than is believed."""


class Broken(Exception):
    """Parts that are not what they should be."""


class Part:
    """What is known of a sheet besides its rows; whole only after its rows were read."""

    def __init__(self, name: str, hidden: bool) -> None:
        self.name, self.hidden = name, hidden
        self.merged: list[tuple[int, int, int, int]] = []
        self.hidden_rows = self.hidden_columns = 0


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
        reading = _Texts()

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
                codes[_whole(said.get("numFmtId"))] = said.get("formatCode", "")
            elif tag == "cellXfs":
                inside[0] = True
            elif tag == "xf" and inside[0]:
                number = _whole(said.get("numFmtId"))
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
        reading = _Sheet(part, self._texts, self._shapes, self._from_1904)
        count = 0
        for _ in _parse(self._package, target, reading.start, reading.end, reading.texts.letters):
            count += len(reading.ready)
            if count > MOST_ROWS:
                raise Overfull
            yield from reading.ready
            reading.ready.clear()


class _Texts:
    """The letters between tags, as far as they are text: runs are joined, readings beside characters left out."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._size = 0
        self._wanted = self._beside = False

    def begin(self) -> None:
        """A new text."""
        self._pieces, self._size, self._wanted, self._beside = [], 0, False, False

    def open(self, tag: str) -> None:
        """A tag opens."""
        if tag == "rPh":
            self._beside = True
        elif tag in ("t", "v", "f"):
            self._wanted = not self._beside

    def close(self, tag: str) -> None:
        """A tag closes."""
        if tag == "rPh":
            self._beside = False
        elif tag in ("t", "v", "f"):
            self._wanted = False

    def letters(self, letters: str) -> None:
        """Letters between tags."""
        if self._wanted:
            self._size += len(letters)
            if self._size > MOST_CHARACTERS:
                raise Overfull
            self._pieces.append(letters)

    def text(self) -> str:
        """What was gathered since `begin`."""
        if not self._pieces:
            return ""
        text = self._pieces[0] if len(self._pieces) == 1 else "".join(self._pieces)
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


class _Sheet:
    """One worksheet while it is parsed; `ready` are rows that are complete."""

    def __init__(self, part: Part, shared: list[str], shapes: list[str], from_1904: bool) -> None:
        self.texts = _Texts()
        self.ready: list[tuple[int, list[Cell]]] = []
        self._part, self._shared, self._shapes, self._from_1904 = part, shared, shapes, from_1904
        self._places: dict[str, int] = {}
        self._row, self._place, self._kind, self._style = 0, -1, "n", ""
        self._cells: list[Cell] = []
        self._formula: str | None = None
        self._row_hidden = False

    def start(self, tag: str, said: dict[str, str]) -> None:
        """A tag opens."""
        if tag == "c":
            ref = said.get("r")
            self._place = self._column(ref) if ref else self._place + 1
            self._kind, self._style, self._formula = said.get("t", "n"), said.get("s", ""), None
            self.texts.begin()
        elif tag in ("v", "t", "f", "rPh"):
            if tag == "f":
                self._formula = ""
            self.texts.open(tag)
        elif tag == "row":
            self._row = _whole(said.get("r")) or self._row + 1
            self._cells, self._place = [], -1
            self._row_hidden = said.get("hidden") in ("1", "true")
        elif tag == "mergeCell":
            self._merge(said.get("ref", ""))
        elif tag == "col" and said.get("hidden") in ("1", "true"):
            self._part.hidden_columns += min(_whole(said.get("max")), MOST_COLUMNS) - _whole(said.get("min")) + 1

    def end(self, tag: str) -> None:
        """A tag closes."""
        if tag in ("v", "t", "rPh"):
            self.texts.close(tag)
        elif tag == "f":
            self.texts.close(tag)
            self._formula = self.texts.text()
            self.texts.begin()
        elif tag == "c":
            self._keep(self._value())
        elif tag == "row" and self._cells:
            self.ready.append((self._row, self._cells))
            self._part.hidden_rows += self._row_hidden

    def _keep(self, value: Cell) -> None:
        if value is None or value == "":
            return
        if self._place >= MOST_COLUMNS:
            raise Overfull
        if len(self._cells) <= self._place:
            self._cells += [None] * (self._place + 1 - len(self._cells))
        self._cells[self._place] = value

    def _value(self) -> Cell:
        text = self.texts.text()
        if not text:
            return Formula(self._formula) if self._formula is not None and self._kind != "str" else None
        match self._kind:
            case "s":
                at = _whole(text)
                if not 0 <= at < len(self._shared):
                    raise Broken
                return self._shared[at]
            case "b":
                return text == "1"
            case "n":
                return self._number(text)
        return text

    def _number(self, text: str) -> Cell:
        try:
            number: int | float = int(text) if text.isdecimal() else float(text)
        except ValueError as error:
            raise Broken from error
        at = _whole(self._style)
        shape = self._shapes[at] if self._style and at < len(self._shapes) else number_shapes.NUMBER
        if shape == number_shapes.TIME:
            minutes = round((number % 1) * 1440)
            return f"{minutes // 60}:{minutes % 60:02d}" if 0 <= number < 1 else number
        day = number_shapes.day(number, self._from_1904) if shape else None
        if day:
            return Stamp(day, shape)
        return int(number) if isinstance(number, float) and number.is_integer() and abs(number) < _EXACT else number

    def _column(self, ref: str) -> int:
        letters = ref.rstrip("0123456789")
        place = self._places.get(letters)
        if place is None:
            place = self._places[letters] = _column(letters)
        return place

    def _merge(self, ref: str) -> None:
        first, _, last = ref.partition(":")
        if last and len(self._part.merged) < MOST_MERGED:
            (top, left), (bottom, right) = _corner(first), _corner(last)
            self._part.merged.append((top, left, bottom, right))


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


def _whole(text: str | None) -> int:
    try:
        return int(text or 0)
    except ValueError as error:
        raise Broken from error


def _column(letters: str) -> int:
    """The place of a column from 0: A is 0, AA is 26; Broken for anything but one to three capital letters."""
    if not re.fullmatch(r"\$?[A-Z]{1,3}\$?", letters):
        raise Broken
    place = 0
    for letter in letters.strip("$"):
        place = place * 26 + ord(letter) - 64
    return place - 1


def _corner(ref: str) -> tuple[int, int]:
    letters = ref.rstrip("0123456789")
    return _whole(ref[len(letters) :]), _column(letters)
