"""One worksheet of an .xlsx package while it is parsed: its cells as what a spreadsheet shows.

Text, number, bool, a Stamp for a date, a Formula that has no value (ECMA-376 part 1, 18.3).
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from linli_tui.paper import number_shapes

MOST_ROWS = 20_000
LAST_ROW = 1_048_576
MOST_COLUMNS = 200
MOST_CHARACTERS = 32_767
MOST_MERGED = 20_000
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_EXACT = 10**15
"""From here on a spreadsheet no longer keeps every digit."""


class Stamp(NamedTuple):
    """A cell the spreadsheet shows as a date: the day, and how much of it is shown (ymd, md, ym or my)."""

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


class Texts:
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


class Worksheet:
    """One worksheet while it is parsed; `ready` are rows that are complete."""

    def __init__(self, part: Part, shared: list[str], shapes: list[str], from_1904: bool) -> None:
        self.texts = Texts()
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
            self._row = whole(said.get("r")) or self._row + 1
            if self._row > LAST_ROW:
                raise Broken
            self._cells, self._place = [], -1
            self._row_hidden = said.get("hidden") in ("1", "true")
        elif tag == "mergeCell":
            self._merge(said.get("ref", ""))
        elif tag == "col" and said.get("hidden") in ("1", "true"):
            self._part.hidden_columns += min(whole(said.get("max")), MOST_COLUMNS) - whole(said.get("min")) + 1

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
                at = whole(text)
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
        at = whole(self._style)
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
            if left < MOST_COLUMNS:
                self._part.merged.append((top, left, min(bottom, LAST_ROW), min(right, MOST_COLUMNS - 1)))


def whole(text: str | None) -> int:
    """The whole number an attribute says, 0 where it is not there; Broken for anything else."""
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
    return whole(ref[len(letters) :]), _column(letters)
