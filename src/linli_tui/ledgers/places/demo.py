"""The invented compound's places: ten buildings of 268 homes, or as many buildings of sixty as are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import TYPE_CHECKING

from linli_tui.core import clock
from linli_tui.core.access import OWNER
from linli_tui.ledgers.places import service

if TYPE_CHECKING:
    from linli_tui.book.book import Book

YONGFU = ((3, 6), (3, 6), (2, 5), (2, 5), (3, 6), (2, 6), (3, 6), (2, 5), (2, 5), (2, 5))
"""Entrances and floors of the ten buildings, two homes on each floor: 268 homes."""
BUILDING = (3, 10)
DOORS = 2
AREAS = (5_868, 6_532, 7_256, 8_960, 9_040, 10_390)
"""0.01 m2; one kind of home goes through all floors."""

FACILITIES = ("东门门禁", "西门门禁", "车棚充电桩", "公共晾晒架", "健身器材", "活动室", "地上消火栓")
BOARDS = ("东门公告栏", "活动室公告栏", "西门公告栏")
CHECKPOINTS = ("东门", "车棚", "配电房", "西墙围栏", "活动室", "垃圾投放点")


def layout(size: int) -> list[tuple[int, int]]:
    """Entrances and floors of the buildings that hold `size` homes, rounded up to an even number."""
    if size == sum(entrances * floors * DOORS for entrances, floors in YONGFU):
        return list(YONGFU)
    full, rest = divmod(size, BUILDING[0] * BUILDING[1] * DOORS)
    return [BUILDING] * full + ([(1, -(-rest // DOORS))] if rest else [])


def fill(book: Book, rng: Random, size: int, years: int) -> Iterator[str]:
    """Puts up the buildings, measures the homes, notes what stands between them."""
    yield clock.today().isoformat()
    compound = book.read.one("SELECT id FROM compound")
    for number, (entrances, floors) in enumerate(layout(size), start=1):
        asked = {"entrances": entrances, "floors": floors, "per_floor": DOORS}
        made = service.add_building(book, OWNER, code=str(number), **asked)
        _measure(book, rng, made.records[0][1])
    with book.transaction(OWNER, "new") as t:
        for ledger, names in (("facility", FACILITIES), ("board", BOARDS), ("checkpoint", CHECKPOINTS)):
            t.save_all(ledger, ({"parent": compound, "name": name} for name in names))
        t.say(f"已登记{len(FACILITIES)}处设施、{len(BOARDS)}个公告栏、{len(CHECKPOINTS)}个巡查点")


def _measure(book: Book, rng: Random, building: str) -> None:
    """The areas of a building's homes as the register has them, one home in twenty without."""
    doors: dict[tuple[str, str], int] = {}
    rows = []
    homes = "SELECT id, parent, code FROM home WHERE building = ? ORDER BY place_key"
    for home in book.read.sql(homes, (building,)):
        area = doors.setdefault((home["parent"], home["code"][-2:]), rng.choice(AREAS))
        known = {"area_001m2": area, "area_source": "registered"} if rng.random() >= 0.05 else {"area_source": "none"}
        rows.append({"id": home["id"], **known})
    with book.transaction(OWNER, "change") as t:
        t.save_all("home", rows)
        t.say(f"已登记{book.read.label('building', building)}{len(rows)}户的面积")
