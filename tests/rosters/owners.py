"""Rosters of owners: sections, merged cells, a sheet for each building, small houses, dates that were none."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from openpyxl import Workbook

from tests.rosters.invention import DAYS, NUMERALS, Home, Invention, Table, Truth, owners_of, roster


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
    """A header of two rows, 幢, 单元 and 室 merged over the rows under them, co-owners in their own rows, tenants."""
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
            int(home.room),
            f"{home.area / 100:,.2f}",
        ]
        if invent.pick.random() < 0.2:
            home.tenant = invent.person()
            truth.tenants, truth.residents = truth.tenants + 1, truth.residents + 1
        for at, owner in enumerate(home.owners):
            tenant = home.tenant if at == 0 else None
            phone = int(owner.phone) if at % 2 == 0 else f"{owner.phone[:3]}-{owner.phone[3:7]}-{owner.phone[7:]}"
            number = owner.number if invent.pick.random() < 0.5 else None
            table.add(
                *(told if at == 0 else [None] * 4),
                owner.name,
                phone,
                number,
                tenant and tenant.name,
                tenant and tenant.phone,
            )
        table.merge(row, table.row, 3, 4)
        truth.homes.append(home)
    close("b", "", table.row + 1, 1)
    close("e", "", table.row + 1, 2)
    table.add("合计", None, f"{len(truth.homes)}套", sum(home.area for home in truth.homes) / 100)
    return table.file, owners_of(truth)


@roster("dates.xlsx")
def dates(invent: Invention) -> tuple[Workbook, Truth]:
    """Excel has made dates of 3-2 in the column of 幢 and 单元; one of them can no longer be told."""
    table, truth = Table("名单"), Truth()
    table.add("楼栋-单元", "房间号", "产权人", "电话", "产权面积(㎡)", "购房日期")
    for number, home in enumerate(invent.homes(4, 3, 2, both=0), 1):
        day = datetime(2026, int(home.building), int(home.entrance))
        where: Any = {
            0: day,
            1: f"{home.building}月{home.entrance}日",
            2: f"{home.building}-{home.entrance}",
            3: f"{home.building}幢{home.entrance}单元",
        }[number % 4]
        if number == 17:
            where = datetime(2013, int(home.building), 1)
            truth.refused.append(table.place(table.row + 1))
        row = table.add(
            where,
            int(home.room),
            home.owners[0].name,
            float(home.owners[0].phone),
            home.area / 100,
            invent.pick.choice(DAYS)(date(2019, 3, 1) + timedelta(number)),
        )
        if number % 8 == 0 and isinstance(where, datetime):
            table.sheet.cell(row, 1).number_format = 'm"月"d"日"'
        if number != 17:
            truth.homes.append(home)
    return table.file, owners_of(truth)


@roster("sheets.xlsx")
def sheets(invent: Invention) -> tuple[Workbook, Truth]:
    """A sheet for each 号楼, which stands only in its name; other sheets are no lists; one is hidden, rows are too."""
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


@roster("lanes.xlsx")
def lanes(invent: Invention) -> tuple[Workbook, Truth]:
    """Small houses without entrances: 8甲, 架空层, shops; homes nobody bought, firms, blank columns, notes between."""
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
