"""An invented compound for rosters: people, homes, tables that know their row numbers, and the truth about them.

Everybody is invented: identity numbers are of a county that is none (999999), telephones begin with 1990.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment

SURNAMES = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢"
GIVEN = "桂芳玉兰秀英建国明华丽军伟强敏静磊洋勇艳杰娟涛超霞平刚红梅春生福荣德文志海燕云峰辉龙凤珍宝山水清香莲菊竹松柏"
RARE = ("䶮小宝", "阿依古丽·买买提", "欧阳春晓", "陈堃", "王喆", "诸葛亮亮", "古丽娜尔·艾山")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass
class Person:
    """Somebody invented."""

    name: str
    phone: str
    birth: date
    sex: int
    number: str


@dataclass
class Home:
    """A home, its owners, its tenant if it is let, those who live there with their relation."""

    building: str
    entrance: str
    room: str
    area: int
    owners: list[Person]
    tenant: Person | None = None
    living: list[tuple[Person, str]] = field(default_factory=list)


@dataclass
class Truth:
    """What a roster says, as somebody with patience would count it; `doubtful` and `refused` are (sheet, row)."""

    homes: list[Home] = field(default_factory=list)
    owners: int = 0
    ownerships: int = 0
    residents: int = 0
    tenants: int = 0
    doubtful: list[tuple[str, int]] = field(default_factory=list)
    refused: list[tuple[str, int]] = field(default_factory=list)
    area: int | None = None

    def told(self) -> dict[str, Any]:
        """The truth as the importer says it."""
        return {
            "buildings": len({home.building for home in self.homes}),
            "homes": len(self.homes),
            "owners": self.owners,
            "ownerships": self.ownerships,
            "residents": self.residents,
            "tenants": self.tenants,
            "area_001m2": sum(home.area for home in self.homes) if self.area is None else self.area,
            "doubtful": [list(place) for place in self.doubtful],
            "refused": [list(place) for place in self.refused],
        }


class Invention:
    """Invents people and compounds by a seed."""

    def __init__(self, seed: str) -> None:
        self.pick = Random(seed)
        self._people = 0

    def person(self, name: str = "", born: tuple[int, int] = (1938, 2003)) -> Person:
        """Somebody whose telephone and number nobody else has."""
        self._people += 1
        given = "".join(self.pick.choices(GIVEN, k=self.pick.choice((1, 2, 2))))
        birth = date(self.pick.randint(*born), 1, 1) + timedelta(self.pick.randrange(365))
        sex = self.pick.choice((1, 2))
        serial = self.pick.randrange(100, 990) // 2 * 2 + (sex == 1)
        number = f"999999{birth:%Y%m%d}{serial:03d}"
        check = "10X98765432"[sum(w * int(d) for w, d in zip(WEIGHTS, number, strict=True)) % 11]
        phone = f"1990{self._people:07d}"
        return Person(name or self.pick.choice(SURNAMES) + given, phone, birth, sex, number + check)

    def homes(self, buildings: int, entrances: int, floors: int, doors: int = 2, both: float = 0.1) -> Iterator[Home]:
        """All homes of a compound; every tenth or so has two owners, a few owners have rare names."""
        for building in range(1, buildings + 1):
            for entrance in range(1, entrances + 1):
                for floor in range(1, floors + 1):
                    for door in range(1, doors + 1):
                        rare = self.pick.choice(RARE) if self.pick.random() < 0.05 else ""
                        owners = [self.person(rare)] + [self.person()] * (self.pick.random() < both)
                        area = self.pick.choice((5832, 6546, 7250, 8990, 10381)) + self.pick.randrange(90)
                        yield Home(str(building), str(entrance), f"{floor}{door:02d}", area, owners)


class Table:
    """A sheet of an .xlsx file as it is written row by row; `row` is the number the spreadsheet will show."""

    def __init__(self, name: str, file: Workbook | None = None) -> None:
        self.file = file or Workbook()
        self.sheet = self.file.create_sheet(name) if file else self.file.active
        self.sheet.title = name
        self.name, self.row = name, 0

    def add(self, *cells: Any) -> int:
        """Writes a row; nothing for an empty one. Returns its number."""
        self.row += 1
        for place, cell in enumerate(cells, 1):
            if cell is not None:
                self.sheet.cell(self.row, place, cell)
        return self.row

    def merge(self, first: int, last: int, *columns: int) -> None:
        """Merges columns over rows."""
        for column in columns if last > first else ():
            self.sheet.merge_cells(start_row=first, end_row=last, start_column=column, end_column=column)
            self.sheet.cell(first, column).alignment = Alignment(vertical="center")

    def title(self, text: str, wide: int) -> None:
        """A merged title over all columns."""
        row = self.add(text)
        self.sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=wide)

    def place(self, row: int | None = None) -> tuple[str, int]:
        """Where a row is."""
        return self.name, row or self.row


def owners_of(truth: Truth) -> Truth:
    """Fills in the figures of owners from the homes."""
    truth.ownerships = sum(len(home.owners) for home in truth.homes)
    truth.owners = len({id(owner) for home in truth.homes for owner in home.owners})
    return truth


Maker = Callable[[Invention], tuple[Any, Truth]]
MAKERS: dict[str, Maker] = {}


def roster(name: str) -> Callable[[Maker], Maker]:
    """Registers a maker under the name of its file."""

    def keep(make: Maker) -> Maker:
        MAKERS[name] = make
        return make

    return keep


def as_csv(rows: list[list[str]], encoding: str) -> bytes:
    """Rows as comma-separated text."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


NUMERALS = "零一二三四五六七八九十"
FIRST_DAY = date(1899, 12, 30)
RELATIONS = ("妻子", "丈夫", "长子", "次女", "儿媳", "岳母", "孙女", "父亲", "女婿", "外孙", "兄弟", "其他")
DAYS: tuple[Callable[[date], Any], ...] = (
    lambda d: d.isoformat(),
    lambda d: f"{d.year}.{d.month}.{d.day}",
    lambda d: f"{d:%Y%m%d}",
    lambda d: datetime(d.year, d.month, d.day),
    lambda d: (d - FIRST_DAY).days,
    lambda d: f"{d.year}年{d.month}月{d.day}日",
)
SEXES = ({1: "男", 2: "女"}, {1: 1, 2: 2}, {1: "1", 2: "2"}, {1: "M", 2: "F"}, {1: "男性", 2: "女性"})
