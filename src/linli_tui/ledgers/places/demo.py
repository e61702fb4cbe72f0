"""The invented compound's places: ten buildings of 268 homes, or as many buildings of sixty as are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from linli_tui.core import clock
from linli_tui.core.access import OWNER
from linli_tui.ledgers.places import joining, service

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
ROOMS = (("活动室", 6_800), ("配电房", 2_450), ("门卫", None))
PAGE = {"built_year": 1998, "management": "none", "former_unit": "永富机械厂", "note": "2003年由厂里交给社区"}
HOMES_PER_PLACE = 6
"""So many homes share one parking place; one place in four is somebody's own."""
FIGURES = "一二三四五六七八九十"


def layout(size: int) -> list[tuple[int, int]]:
    """Entrances and floors of the buildings that hold `size` homes, rounded up to an even number."""
    if size == sum(entrances * floors * DOORS for entrances, floors in YONGFU):
        return list(YONGFU)
    full, rest = divmod(size, BUILDING[0] * BUILDING[1] * DOORS)
    return [BUILDING] * full + ([(1, -(-rest // DOORS))] if rest else [])


def fill(book: Book, rng: Random, size: int, years: int) -> Iterator[str]:
    """Puts up the buildings, measures the homes, notes what stands between them, and draws the grids."""
    first = clock.today()
    yield first.isoformat()
    compound = book.read.one("SELECT id FROM compound")
    for number, (entrances, floors) in enumerate(layout(size), start=1):
        asked = {"entrances": entrances, "floors": floors, "per_floor": DOORS}
        made = service.add_building(book, OWNER, code=str(number), **asked)
        _measure(book, rng, made.records[0][1])
    with book.transaction(OWNER, "new") as t:
        for ledger, names in (("facility", FACILITIES), ("board", BOARDS), ("checkpoint", CHECKPOINTS)):
            t.save_all(ledger, ({"parent": compound, "name": name} for name in names))
        t.save_all("room", ({"parent": compound, "name": name, "area_001m2": area} for name, area in ROOMS))
        t.save_all("parking", _parking(compound, size))
        t.save("compound", {"id": compound, **PAGE})
        t.say(f"已登记{len(FACILITIES)}处设施、{len(BOARDS)}个公告栏、{len(CHECKPOINTS)}个巡查点")
    yield (first + timedelta(3)).isoformat()
    _group(book, first.isoformat())
    yield (first + timedelta(200)).isoformat()
    _redraw(book)


def _parking(compound: str, size: int) -> Iterator[dict[str, Any]]:
    """Parking places numbered on, most of them painted on the common roads."""
    for n in range(1, max(size // HOMES_PER_PLACE, 2) + 1):
        own = {"tenure": "owned", "area_001m2": 1_250, "area_source": "registered"}
        yield {"parent": compound, "code": f"{n}", "word": "号车位", **(own if n % 4 == 0 else {"tenure": "shared"})}


def _group(book: Book, since: str) -> None:
    """A grid for every five buildings, and the entrances of the first as ten-household groups."""
    buildings = book.read.sql("SELECT id, label FROM building ORDER BY place_key")
    entrances = book.read.sql("SELECT id, label FROM entrance WHERE parent = ?", (buildings[0]["id"],))
    with book.transaction(OWNER, "new") as t:
        for n in range(0, len(buildings), 5):
            name = f"第{FIGURES[n // 5] if n < 50 else n // 5 + 1}网格"
            grid = t.save("group", {"kind": "grid", "name": name, "code": f"{n // 5 + 1:02d}"})
            rows = ({"group": grid, "place": b["id"], "kind": "grid", "since": since} for b in buildings[n : n + 5])
            t.save_all("belonging", rows)
        for entrance in entrances:
            ten = t.save("group", {"kind": "ten", "name": f"{entrance['label']}联户"})
            t.save("belonging", {"group": ten, "place": entrance["id"], "kind": "ten", "since": since})
        t.say("已画好网格和十联户")


def _redraw(book: Book) -> None:
    """The street redraws its grids: one building goes from the first to the last."""
    grids = book.read.sql("SELECT id FROM \"group\" WHERE kind = 'grid' ORDER BY code")
    building = book.read.one('SELECT place FROM belonging WHERE "group" = ? ORDER BY place_key DESC', (grids[0]["id"],))
    if len(grids) > 1:
        joining.join(book, OWNER, building, group=grids[-1]["id"], on=clock.today().isoformat())


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
