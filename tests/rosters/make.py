"""Makes the nasty rosters beside it, each with its truth: `python tests/rosters/make.py`; the same ones every time.

A truth is computed from the invented compound the roster is written from, never from what reads it. Everybody is
invented: identity numbers are of a county that is none (999999), telephones begin with 1990.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment

HERE = Path(__file__).parent
SURNAMES = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢"
GIVEN = "桂芳玉兰秀英建国明华丽军伟强敏静磊洋勇艳杰娟涛超霞平刚红梅春生福荣德文志海燕云峰辉龙凤珍宝山水清香莲菊竹松柏"
RARE = ("䶮小宝", "阿依古丽·买买提", "欧阳春晓", "陈堃", "王喆", "诸葛亮亮", "古丽娜尔·艾山")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
NUMERALS = "零一二三四五六七八九十"
FIRST_DAY = date(1899, 12, 30)


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
            "buildings": len({home.building for home in self.homes}), "homes": len(self.homes), "owners": self.owners,
            "ownerships": self.ownerships, "residents": self.residents, "tenants": self.tenants,
            "area_001m2": sum(home.area for home in self.homes) if self.area is None else self.area,
            "doubtful": [list(place) for place in self.doubtful], "refused": [list(place) for place in self.refused],
        }  # fmt: skip


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


MAKERS: dict[str, Callable[[Invention], tuple[Any, Truth]]] = {}


def roster(name: str) -> Callable[[Callable[[Invention], tuple[Any, Truth]]], Callable[[Invention], tuple[Any, Truth]]]:
    """Registers a maker under the name of its file."""

    def keep(make: Callable[[Invention], tuple[Any, Truth]]) -> Callable[[Invention], tuple[Any, Truth]]:
        MAKERS[name] = make
        return make

    return keep


@roster("sections.xlsx")
def sections(invent: Invention) -> tuple[Workbook, Truth]:
    """幢 and 单元 only in rows of their own, subtotals, the header again on every page, totals that look like rows."""
    table, truth = Table("Sheet1"), Truth()
    table.title("永富新村业主名册（2026年）", 6)
    table.add("编制单位：永富物业", None, None, "制表日期：2026年10月8日")
    header = ("序号", "房  号", "业主姓名", "面积\n（平方米）", "联系方式", "备注")
    table.add(*header)
    number, building, entrance, sums = 0, "", "", [0, 0]
    for home in invent.homes(4, 2, 3):
        if home.building != building:
            if building:
                table.add(None, "小计", f"{sums[0]}户", sums[1] / 100)
                table.add()
                table.add(*header)
            building, entrance, sums = home.building, "", [0, 0]
            table.title(f"{building}幢" if int(building) % 2 else f"第{NUMERALS[int(building)]}栋", 6)
        if home.entrance != entrance:
            entrance = home.entrance
            table.title(f"{entrance}单元", 6)
        number, sums = number + 1, [sums[0] + 1, sums[1] + home.area]
        names = "、".join(owner.name for owner in home.owners) if number % 2 else "\n".join(o.name for o in home.owners)
        area = f"{home.area / 100}㎡" if number % 7 == 0 else home.area / 100
        room = f"{home.room}室" if number % 3 == 0 else home.room if number % 3 == 1 else int(home.room)
        table.add(number, room, names, area, "/".join(owner.phone for owner in home.owners), None)
        truth.homes.append(home)
    table.add(None, "小计", f"{sums[0]}户", sums[1] / 100)
    table.add(number + 1, "总计", f"{number}户", sum(home.area for home in truth.homes) / 100, "4幢", None)
    table.add("备注：面积以产权证为准。")
    table.add(None, "制表人：", None, "审核人（签字）：", None, "年  月  日")
    return table.file, owners_of(truth)


@roster("merged.xlsx")
def merged(invent: Invention) -> tuple[Workbook, Truth]:
    """A header of two rows, 幢, 单元 and 室 merged over the rows under them, co-owners in rows of their own, tenants."""
    table, truth = Table("业主及租户"), Truth()
    table.title("永富新村业主、租户情况一览表", 10)
    table.add("房屋信息", None, None, None, "业主信息", None, None, "租户信息", None, "备注")
    table.add("幢", "单元", "室", "建筑面积", "姓名", "联系电话", "身份证号", "姓名", "电话")
    table.sheet.merge_cells("A2:D2")
    table.sheet.merge_cells("E2:G2")
    table.sheet.merge_cells("H2:I2")
    table.sheet.merge_cells("J2:J3")
    begun: dict[str, tuple[str, int]] = {}

    def close(what: str, now: str, row: int, column: int) -> bool:
        before = begun.get(what)
        if before and before[0] == now:
            return False
        if before:
            table.merge(before[1], row - 1, column)
        begun[what] = (now, row)
        return True

    for home in invent.homes(3, 2, 4, both=0.25):
        row = table.row + 1
        told = [
            f"{home.building}幢" if close("b", home.building, row, 1) else None,
            int(home.entrance) if close("e", f"{home.building}-{home.entrance}", row, 2) else None,
            int(home.room), f"{home.area / 100:,.2f}",
        ]  # fmt: skip
        if invent.pick.random() < 0.2:
            home.tenant = invent.person()
            truth.tenants, truth.residents = truth.tenants + 1, truth.residents + 1
        for at, owner in enumerate(home.owners):
            tenant = home.tenant if at == 0 else None
            phone = int(owner.phone) if at % 2 == 0 else f"{owner.phone[:3]}-{owner.phone[3:7]}-{owner.phone[7:]}"
            number = owner.number if invent.pick.random() < 0.5 else None
            table.add(*(told if at == 0 else [None] * 4), owner.name, phone, number,
                      tenant and tenant.name, tenant and tenant.phone)  # fmt: skip
        table.merge(row, table.row, 3, 4)
        truth.homes.append(home)
    close("b", "", table.row + 1, 1)
    close("e", "", table.row + 1, 2)
    table.add("合计", None, f"{len(truth.homes)}套", sum(home.area for home in truth.homes) / 100)
    return table.file, owners_of(truth)


RELATIONS = ("妻子", "丈夫", "长子", "次女", "儿媳", "岳母", "孙女", "父亲", "女婿", "外孙", "兄弟", "其他")
DAYS: tuple[Callable[[date], Any], ...] = (
    lambda d: d.isoformat(), lambda d: f"{d.year}.{d.month}.{d.day}", lambda d: f"{d:%Y%m%d}",
    lambda d: datetime(d.year, d.month, d.day), lambda d: (d - FIRST_DAY).days, lambda d: f"{d.year}年{d.month}月{d.day}日",
)  # fmt: skip
SEXES = ({1: "男", 2: "女"}, {1: 1, 2: 2}, {1: "1", 2: "2"}, {1: "M", 2: "F"}, {1: "男性", 2: "女性"})


@roster("grid-template.xlsx")
def grid_template(invent: Invention) -> tuple[Workbook, Truth]:
    """A template of a grid system: version in A1, notes, stars, the home only in the first row of its household.

    Numbers that cannot be: a wrong check digit, another birth date, fifteen digits, a power of ten, a wrong length.
    """
    table, truth = Table("常住人口信息"), Truth()
    table.add("V3.1 请勿修改A1单元格的版本号")
    table.add("填写说明：带*为必填项；性别填男或女；日期格式为1975-02-19；每次导入不超过1000行，户主填在第一行。")
    table.add("省", "浙江省", "市", "绍兴市", "县", "诸暨市", "街道", "暨阳街道", "社区", "江新社区")
    table.add()
    table.add("序号", "*楼栋", "*单元", "*房号", "*姓名", "与户主关系", "*性别", "出生日期", "公民身份号码", "联系方式",
              "是否党员", "人户状态")  # fmt: skip
    number, faults = 0, iter(("check", "birth", "old", "power", "short"))
    for home in invent.homes(2, 2, 3):
        household = [(home.owners[0], "户主")]
        household += [(invent.person(born=(1940, 2015)), invent.pick.choice(RELATIONS)) for _ in range(invent.pick.randrange(4))]
        for at, (person, relation) in enumerate(household):
            number += 1
            told: Any = person.number
            birth = person.birth
            if number % 9 == 0 and (fault := next(faults, "")):
                truth.doubtful.append(table.place(table.row + 1))
                told = {"check": told[:17] + ("0" if told[17] != "0" else "1"), "old": told[:6] + told[8:17],
                        "power": "9.99999E+17", "short": told[:16]}.get(fault, told)  # fmt: skip
                birth = birth + timedelta(1) if fault == "birth" else birth
            elif number % 5 == 0:
                told = None
            elif number % 7 == 0:
                told = told.lower().replace("9", "９")
            where = (f"{home.building}号楼", home.entrance, f"{home.room}室") if at == 0 else (None, None, None)
            table.add(number, *where, person.name, relation, invent.pick.choice(SEXES)[person.sex],
                      invent.pick.choice(DAYS)(birth), told, None if number % 6 == 0 else person.phone,
                      invent.pick.choice(("是", "否", None, "√", "无")), invent.pick.choice(("人户同在", "人在户不在")))  # fmt: skip
        truth.homes.append(home)
        truth.residents += len(household)
    for left in range(number + 1, number + 6):
        table.add(left)
    truth.area = 0
    bean = Table("bean", table.file)
    bean.add("buildingNo", "unitNo", "roomNo", "name")
    bean.sheet.sheet_state = "hidden"
    return table.file, truth


SHAPES: tuple[Callable[[Home], str], ...] = (
    lambda h: f"{h.building}-{h.entrance}-{h.room}", lambda h: f"{h.building}幢{h.entrance}单元{h.room}室",
    lambda h: f"第{NUMERALS[int(h.building)]}栋 {NUMERALS[int(h.entrance)]}单元 0{h.room}", lambda h: f"{h.building}#{h.entrance}-{h.room}",
    lambda h: f"{h.building}号楼{h.entrance}单元{h.room}", lambda h: f"永富新村{h.building}幢{h.entrance}单元{h.room}室",
    lambda h: f"{h.building}－{h.entrance}－{h.room}".translate({48 + d: 0xFF10 + d for d in range(10)}),
    lambda h: f"永富路8号永富新村{h.building}幢{h.entrance}单元{h.room}室（顶楼）", lambda h: f"{h.building}栋{h.entrance}-{h.room}",
    lambda h: f"0{h.building}-0{h.entrance}-0{h.room}", lambda h: f"{h.building}/{h.entrance}/{h.room}",
    lambda h: f"永富新村{h.building}-{h.entrance}-{h.room}",
)  # fmt: skip


@roster("wechat.csv")
def wechat(invent: Invention) -> tuple[bytes, Truth]:
    """A list gathered in a chat: the address in one column, written as everybody likes, names with spaces and dots."""
    truth, rows = Truth(), [["序号", "业主", "房屋地址", "手机/电话", "产权份额", "党员", "备注"]]
    for number, home in enumerate(invent.homes(6, 3, 2, both=0.15), 1):
        names = [owner.name for owner in home.owners]
        if number % 4 == 0 and len(names[0]) == 2:
            names[0] = f"{names[0][0]}　{names[0][1]}"
        names = [name.replace("·", invent.pick.choice("·•・．")) for name in names]
        phone = home.owners[0].phone
        phones = {1: f"{phone[:3]} {phone[3:7]} {phone[7:]}", 2: f"+86{phone}", 3: f"{phone}（微信同号）", 4: f"{phone}.0"}
        both = "/".join(owner.phone for owner in home.owners)
        told = phones.get(number % 6, phone) if len(names) == 1 else both
        share = {0: "1/2、1/2", 1: "50%，50%"}[number % 2] if len(names) == 2 else invent.pick.choice(("", "全部", "100%", "1/1"))
        rows.append([f"{number}", invent.pick.choice(("、", "/", "，")).join(names), SHAPES[number % len(SHAPES)](home), told,
                     share, invent.pick.choice(("是", "", "否", "√", "/")), invent.pick.choice(("", "", "建群时登记"))])  # fmt: skip
        if number % 10 == 0:
            rows.append([""] * 7)
        truth.homes.append(home)
    truth.area = 0
    return as_csv(rows, "utf-8"), owners_of(truth)


@roster("dates.xlsx")
def dates(invent: Invention) -> tuple[Workbook, Truth]:
    """Excel has made dates of 3-2 in the column of 幢 and 单元; one of them can no longer be told."""
    table, truth = Table("名单"), Truth()
    table.add("楼栋-单元", "房间号", "产权人", "电话", "产权面积(㎡)", "购房日期")
    for number, home in enumerate(invent.homes(4, 3, 2, both=0), 1):
        day = datetime(2026, int(home.building), int(home.entrance))
        where: Any = {0: day, 1: f"{home.building}月{home.entrance}日", 2: f"{home.building}-{home.entrance}",
                      3: f"{home.building}幢{home.entrance}单元"}[number % 4]  # fmt: skip
        if number == 17:
            where = datetime(2013, int(home.building), 1)
            truth.refused.append(table.place(table.row + 1))
        row = table.add(where, int(home.room), home.owners[0].name, float(home.owners[0].phone), home.area / 100,
                        invent.pick.choice(DAYS)(date(2019, 3, 1) + timedelta(number)))  # fmt: skip
        if number % 8 == 0 and isinstance(where, datetime):
            table.sheet.cell(row, 1).number_format = 'm"月"d"日"'
        if number != 17:
            truth.homes.append(home)
    return table.file, owners_of(truth)


@roster("sheets.xlsx")
def sheets(invent: Invention) -> tuple[Workbook, Truth]:
    """A sheet for each 号楼, which stands only in the sheet's name; others are no lists; one is hidden, rows are too."""
    file, truth = Workbook(), Truth()
    file.remove(file.active)
    cover = Table("封面", file)
    cover.title("永富新村业主资料", 5)
    cover.add("本资料仅供物业内部使用，请勿外传。")
    tables: dict[str, Table] = {}
    for home in invent.homes(3, 2, 4, both=0.1):
        if home.building not in tables:
            tables[home.building] = table = Table(f"{home.building}号楼", file)
            table.add(None, None, "单元", "门牌号", None, "业主名称", "建面", "固定电话", "手机号码")
        table = tables[home.building]
        lived = None if home.room != "101" else f"{home.entrance}单元"
        names = "/".join(owner.name for owner in home.owners)
        land = "0575-87012345" if invent.pick.random() < 0.2 else None
        row = table.add(None, None, lived, home.room, None, names, home.area / 100, land, home.owners[0].phone)
        if home.room.startswith("3"):
            table.sheet.row_dimensions[row].hidden = True
        truth.homes.append(home)
    summary = Table("汇总", file)
    summary.add("楼号", "户数", "面积")
    for building in tables:
        summary.add(f"{building}号楼", 16, 1200.5)
    old = Table("旧", file)
    old.add("房号", "业主")
    old.add("9-9-901", "旧人")
    old.sheet.sheet_state = "hidden"
    return file, owners_of(truth)


@roster("accidents.csv")
def accidents(invent: Invention) -> tuple[bytes, Truth]:
    """An old export in GB18030 that went through a spreadsheet: powers of ten, full-width figures, bad rows."""
    truth, rows = Truth(), [["楼号", "单元", "室号", "所有权人", "身份证号码", "联系电话", "建筑面积（㎡）", "使用状态"]]
    faults = {7: "phone", 12: "number", 19: "area", 23: "room", 31: "name", 38: "building", 44: "three"}
    for number, home in enumerate(invent.homes(3, 2, 4, both=0), 1):
        owner, fault = home.owners[0], faults.get(number, "")
        row = [home.building, home.entrance, home.room, owner.name, owner.number if number % 2 else "", owner.phone,
               f"{home.area / 100:,.2f}", invent.pick.choice(("自住", "空置", "出租", ""))]  # fmt: skip
        if number % 5 == 0:
            row = [cell.translate({48 + d: 0xFF10 + d for d in range(10)}) for cell in row]
        if number % 11 == 0:
            row[5] = f"{float(owner.phone[:-1] + '7'):.10E}"
        at = {"phone": 5, "number": 4, "area": 6, "room": 2, "name": 3, "building": 0, "three": 5}.get(fault)
        if at is not None:
            row[at] = {"phone": "1.38E+10", "number": "9.99999E+17", "area": "待测绘",
                       "three": f"{owner.phone}/1381234"}.get(fault, "")  # fmt: skip
        if fault == "building":
            row[0], row[2] = "", "无"
        if fault == "name":
            row[6:] = ["", ""]
        rows.append(row)
        place = ("", len(rows))
        if fault in ("room", "name", "building"):
            truth.refused.append(place)
            continue
        if fault:
            truth.doubtful.append(place)
        truth.homes.append(home)
        truth.residents += row[7] == "自住"
    truth.area = sum(home.area for home in truth.homes if home.area) - _area_of(truth, 19)
    return as_csv(rows, "gb18030"), owners_of(truth)


def _area_of(truth: Truth, number: int) -> int:
    return truth.homes[number - 1].area


@roster("tenants.xlsx")
def tenants(invent: Invention) -> tuple[Workbook, Truth]:
    """Tenants beside owners, one owner of several homes, who lives there in a word; formulas with and without values."""
    table, truth = Table("出租情况"), Truth()
    table.add("永富新村房屋使用情况登记表")
    table.add()
    table.add("序号", "房屋坐落", "业主", "业主联系电话", "房屋使用情况", "承租人", "承租人电话", "承租人身份证号", "建筑面积", "车牌号")
    landlord = invent.person("房多多")
    for number, home in enumerate(invent.homes(2, 2, 4, both=0), 1):
        if number % 10 == 0:
            home.owners = [landlord]
        lived = invent.pick.choice(("自住", "出租", "空置", "业主自住", "已出租", "自用", "闲置"))
        area: Any = home.area / 100
        if "租" in lived:
            home.tenant = invent.person(born=(1980, 2004))
            truth.tenants += 1
            truth.residents += 1
        truth.residents += lived in ("自住", "业主自住", "自用")
        if number == 13:
            area = "=I4*2"
            truth.doubtful.append(table.place(table.row + 1))
        tenant = home.tenant
        table.add(f"=ROW()-3" if number > 1 else 1, f"{home.building}幢{home.entrance}单元{home.room}室", home.owners[0].name,
                  home.owners[0].phone, lived, tenant and tenant.name, tenant and int(tenant.phone),
                  tenant and tenant.number, area, f"浙D·A12{number:02d}" if number % 6 == 0 else None)  # fmt: skip
        truth.homes.append(home)
    table.add(None, "共计", f"{len(truth.homes)}户", None, None, None, None, None, "=SUM(I4:I19)")
    truth.area = sum(home.area for home in truth.homes) - truth.homes[12].area
    truth = owners_of(truth)
    truth.owners = len({home.owners[0].name if home.owners[0] is landlord else id(home.owners[0]) for home in truth.homes})
    return table.file, truth


@roster("lanes.xlsx")
def lanes(invent: Invention) -> tuple[Workbook, Truth]:
    """Small houses without entrances: 8甲, 架空层, shops; homes nobody has bought, firms, blank columns, notes between."""
    table, truth = Table("Sheet1"), Truth()
    table.add(None, "花园里弄业主表", None, None)
    table.add(None, "单位：平方米", None, None)
    table.add(None, "*幢号", None, "*室号", "*产权人", "产权比例", "登记面积", "联系手机")
    firm = invent.person("永富物业服务有限公司")
    codes = ("101", "102", "201", "202", "8甲", "架空层", "商铺1", "商铺2", "301", "302")
    for building in ("1", "2", "8甲", "A"):
        for at, room in enumerate(codes):
            home = Home(building, "", room, 6000 + at * 111, [invent.person()])
            name: Any = home.owners[0].name
            if room == "商铺1":
                name, home.owners = "永富物业服务有限公司", [firm]
            if room == "302":
                name, home.owners = "未售", []
            if room == "201" and building != "A":
                home.owners.append(invent.person())
                name = f"{name}、{home.owners[1].name}"
            first = f"{building}幢" if at == 0 else None
            phone = "、".join(owner.phone for owner in home.owners if owner is not firm) or None
            table.add(None, first, None, room, name, None, home.area / 100, phone)
            truth.homes.append(home)
            if room == "202":
                table.add(None, "注：202室面积含阁楼。")
        table.add(None, "本幢小计", None, f"{len(codes)}户", None, None, 1.5)
    table.add(None, "以下空白")
    return table.file, owners_of(truth)


@roster("residents.xlsx")
def residents(invent: Invention) -> tuple[Workbook, Truth]:
    """Who lives where, with 户主 and 姓名 beside each other, one home merged over its household, words for who one is."""
    table, truth = Table("住户登记"), Truth()
    table.title("江新社区永富新村住户登记表", 8)
    table.add("楼号：", "5幢", None, "登记人：", "试大海")
    table.add("单元", "门牌", "户主姓名", "家庭成员姓名", "与户主关系", "性别", "年龄", "电话")
    for home in invent.homes(1, 3, 4):
        home.building = "5"
        household = [(home.owners[0], "本人")] + [(invent.person(), invent.pick.choice(RELATIONS)) for _ in range(invent.pick.randrange(3))]
        first = table.row + 1
        for at, (person, relation) in enumerate(household):
            told = (home.entrance, home.room, home.owners[0].name) if at == 0 else (None, None, None)
            table.add(*told, person.name, relation, "男" if person.sex == 1 else "女", 2026 - person.birth.year,
                      person.phone if at == 0 else None)  # fmt: skip
        table.merge(first, table.row, 1, 2, 3)
        truth.homes.append(home)
        truth.residents += len(household)
    table.add("登记人签字：", None, None, "社区盖章：")
    truth.area = 0
    return table.file, truth


def as_csv(rows: list[list[str]], encoding: str) -> bytes:
    """Rows as comma-separated text."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


def truths() -> dict[str, dict[str, Any]]:
    """The truth of every roster by the name of its file."""
    return {name: make(Invention(name))[1].told() for name, make in MAKERS.items()}


def main(to: Path) -> None:
    """Writes all rosters and their truths into a folder."""
    for name, make in MAKERS.items():
        content, truth = make(Invention(name))
        if isinstance(content, bytes):
            (to / name).write_bytes(content)
        else:
            content.properties.created = content.properties.modified = datetime(2026, 1, 1)
            content.save(to / name)
        told = json.dumps(truth.told(), ensure_ascii=False, indent=1) + "\n"
        (to / f"{Path(name).stem}.truth.json").write_text(told, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
