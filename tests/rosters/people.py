"""Rosters of people: residents, tenants, a grid template, a chat, an export that went through a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from openpyxl import Workbook

from tests.rosters.invention import (
    DAYS,
    NUMERALS,
    RELATIONS,
    SEXES,
    Home,
    Invention,
    Table,
    Truth,
    as_csv,
    owners_of,
    roster,
)

SHAPES: tuple[Callable[[Home], str], ...] = (
    lambda h: f"{h.building}-{h.entrance}-{h.room}",
    lambda h: f"{h.building}幢{h.entrance}单元{h.room}室",
    lambda h: f"第{NUMERALS[int(h.building)]}栋 {NUMERALS[int(h.entrance)]}单元 0{h.room}",
    lambda h: f"{h.building}#{h.entrance}-{h.room}",
    lambda h: f"{h.building}号楼{h.entrance}单元{h.room}",
    lambda h: f"永富新村{h.building}幢{h.entrance}单元{h.room}室",
    lambda h: f"{h.building}－{h.entrance}－{h.room}".translate({48 + d: 0xFF10 + d for d in range(10)}),
    lambda h: f"永富路8号永富新村{h.building}幢{h.entrance}单元{h.room}室（顶楼）",
    lambda h: f"{h.building}栋{h.entrance}-{h.room}",
    lambda h: f"0{h.building}-0{h.entrance}-0{h.room}",
    lambda h: f"{h.building}/{h.entrance}/{h.room}",
    lambda h: f"永富新村{h.building}-{h.entrance}-{h.room}",
)


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
    table.add(
        "序号",
        "*楼栋",
        "*单元",
        "*房号",
        "*姓名",
        "与户主关系",
        "*性别",
        "出生日期",
        "公民身份号码",
        "联系方式",
        "是否党员",
        "人户状态",
    )
    number, faults = 0, iter(("check", "birth", "old", "power", "short"))
    for home in invent.homes(2, 2, 3):
        household = [(home.owners[0], "户主")]
        household += [
            (invent.person(born=(1940, 2015)), invent.pick.choice(RELATIONS)) for _ in range(invent.pick.randrange(4))
        ]
        for at, (person, relation) in enumerate(household):
            number += 1
            told: Any = person.number
            birth = person.birth
            if number % 9 == 0 and (fault := next(faults, "")):
                truth.doubtful.append(table.place(table.row + 1))
                told = {
                    "check": told[:17] + ("0" if told[17] != "0" else "1"),
                    "old": told[:6] + told[8:17],
                    "power": "9.99999E+17",
                    "short": told[:16],
                }.get(fault, told)
                birth = birth + timedelta(1) if fault == "birth" else birth
            elif number % 5 == 0:
                told = None
            elif number % 7 == 0:
                told = told.lower().replace("9", "９")
            where = (f"{home.building}号楼", home.entrance, f"{home.room}室") if at == 0 else (None, None, None)
            table.add(
                number,
                *where,
                person.name,
                relation,
                invent.pick.choice(SEXES)[person.sex],
                invent.pick.choice(DAYS)(birth),
                told,
                None if number % 6 == 0 else person.phone,
                invent.pick.choice(("是", "否", None, "√", "无")),
                invent.pick.choice(("人户同在", "人在户不在")),
            )
        truth.homes.append(home)
        truth.residents += len(household)
    for left in range(number + 1, number + 6):
        table.add(left)
    truth.area = 0
    bean = Table("bean", table.file)
    bean.add("buildingNo", "unitNo", "roomNo", "name")
    bean.sheet.sheet_state = "hidden"
    return table.file, truth


@roster("residents.xlsx")
def residents(invent: Invention) -> tuple[Workbook, Truth]:
    """Who lives where, with 户主 and 姓名 beside each other, one home merged over its household, any relation."""
    table, truth = Table("住户登记"), Truth()
    table.title("江新社区永富新村住户登记表", 8)
    table.add("楼号：", "5幢", None, "登记人：", "试大海")
    table.add("单元", "门牌", "户主姓名", "家庭成员姓名", "与户主关系", "性别", "年龄", "电话")
    for home in invent.homes(1, 3, 4):
        home.building = "5"
        household = [(home.owners[0], "本人")] + [
            (invent.person(), invent.pick.choice(RELATIONS)) for _ in range(invent.pick.randrange(3))
        ]
        first = table.row + 1
        for at, (person, relation) in enumerate(household):
            told = (home.entrance, home.room, home.owners[0].name) if at == 0 else (None, None, None)
            table.add(
                *told,
                person.name,
                relation,
                "男" if person.sex == 1 else "女",
                2026 - person.birth.year,
                person.phone if at == 0 else None,
            )
        table.merge(first, table.row, 1, 2, 3)
        truth.homes.append(home)
        truth.residents += len(household)
    table.add("登记人签字：", None, None, "社区盖章：")
    truth.area = 0
    return table.file, truth


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
        phones = {
            1: f"{phone[:3]} {phone[3:7]} {phone[7:]}",
            2: f"+86{phone}",
            3: f"{phone}（微信同号）",
            4: f"{phone}.0",
        }
        both = "/".join(owner.phone for owner in home.owners)
        told = phones.get(number % 6, phone) if len(names) == 1 else both
        share = (
            {0: "1/2、1/2", 1: "50%，50%"}[number % 2]
            if len(names) == 2
            else invent.pick.choice(("", "全部", "100%", "1/1"))
        )
        rows.append(
            [
                f"{number}",
                invent.pick.choice(("、", "/", "，")).join(names),
                SHAPES[number % len(SHAPES)](home),
                told,
                share,
                invent.pick.choice(("是", "", "否", "√", "/")),
                invent.pick.choice(("", "", "建群时登记")),
            ]
        )
        if number % 10 == 0:
            rows.append([""] * 7)
        truth.homes.append(home)
    truth.area = 0
    return as_csv(rows, "utf-8"), owners_of(truth)


@roster("tenants.xlsx")
def tenants(invent: Invention) -> tuple[Workbook, Truth]:
    """Tenants beside owners, one owner of several homes, who lives there in a word, formulas without values."""
    table, truth = Table("出租情况"), Truth()
    table.add("永富新村房屋使用情况登记表")
    table.add()
    table.add(
        "序号",
        "房屋坐落",
        "业主",
        "业主联系电话",
        "房屋使用情况",
        "承租人",
        "承租人电话",
        "承租人身份证号",
        "建筑面积",
        "车牌号",
    )
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
        table.add(
            "=ROW()-3" if number > 1 else 1,
            f"{home.building}幢{home.entrance}单元{home.room}室",
            home.owners[0].name,
            home.owners[0].phone,
            lived,
            tenant and tenant.name,
            tenant and int(tenant.phone),
            tenant and tenant.number,
            area,
            f"浙D·A12{number:02d}" if number % 6 == 0 else None,
        )
        truth.homes.append(home)
    table.add(None, "共计", f"{len(truth.homes)}户", None, None, None, None, None, "=SUM(I4:I19)")
    truth.area = sum(home.area for home in truth.homes) - truth.homes[12].area
    truth = owners_of(truth)
    truth.owners = len(
        {home.owners[0].name if home.owners[0] is landlord else id(home.owners[0]) for home in truth.homes}
    )
    return table.file, truth


@roster("accidents.csv")
def accidents(invent: Invention) -> tuple[bytes, Truth]:
    """An old export in GB18030 that went through a spreadsheet: powers of ten, full-width figures, bad rows."""
    truth, rows = (
        Truth(),
        [["楼号", "单元", "室号", "所有权人", "身份证号码", "联系电话", "建筑面积（㎡）", "使用状态"]],
    )
    faults = {7: "phone", 12: "number", 19: "area", 23: "room", 31: "name", 38: "building", 44: "three"}
    for number, home in enumerate(invent.homes(3, 2, 4, both=0), 1):
        owner, fault = home.owners[0], faults.get(number, "")
        row = [
            home.building,
            home.entrance,
            home.room,
            owner.name,
            owner.number if number % 2 else "",
            owner.phone,
            f"{home.area / 100:,.2f}",
            invent.pick.choice(("自住", "空置", "出租", "")),
        ]
        if number % 5 == 0:
            row = [cell.translate({48 + d: 0xFF10 + d for d in range(10)}) for cell in row]
        if number % 11 == 0:
            row[5] = f"{float(owner.phone[:-1] + '7'):.10E}"
        at = {"phone": 5, "number": 4, "area": 6, "room": 2, "name": 3, "building": 0, "three": 5}.get(fault)
        if at is not None:
            row[at] = {
                "phone": "1.38E+10",
                "number": "9.99999E+17",
                "area": "待测绘",
                "three": f"{owner.phone}/1381234",
            }.get(fault, "")
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
    truth.area = sum(home.area for home in truth.homes if home.area) - truth.homes[18].area
    return as_csv(rows, "gb18030"), owners_of(truth)
