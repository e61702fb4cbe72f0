"""What is kept of places: one tree in one table, read as seven ledgers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from linli_tui.core.ledger import Action, Area, Computed, Derived, Field, Figure, Ledger, Sort

KINDS = (
    ("compound", "小区"),
    ("building", "楼幢"),
    ("entrance", "单元"),
    ("home", "房屋"),
    ("facility", "设施"),
    ("board", "公告栏"),
    ("checkpoint", "巡查点"),
    ("parking", "车位"),
    ("room", "公共用房"),
)
AREA_SOURCES = (("registered", "登记"), ("measured", "实测"), ("contract", "合同"), ("none", "没有"))
USES = (("residence", "住宅"), ("shop", "商铺"), ("garage", "车库"), ("common", "公共用房"), ("other", "其他"))
DEVELOPER = (("unsold", "未售"), ("undelivered", "已售未交付"))

BY_PLACE = Sort("place", "按位置", ("place_key",))

OWNERS = """
SELECT group_concat(name, '、') FROM (
  SELECT p.name FROM ownership o JOIN person p ON p.id = o.person
  WHERE o.home = r.id AND o.until IS NULL AND o.voided = 0 AND p.voided = 0 ORDER BY o.id)
"""
"""Who owns a home now: facts without an end, in the order they were written down."""

ENTRANCES = "SELECT count(*) FROM place e WHERE e.kind = 'entrance' AND e.parent = r.id AND e.voided = 0"
HOMES = "SELECT count(*) FROM place h WHERE h.kind = 'home' AND h.voided = 0 AND h.{level} = r.id"

PLACE = Ledger(
    name="place",
    title="位置",
    hidden=True,
    in_report=False,
    model="model:Place",
    label="label",
    void="停用",
    fields=(
        Field("kind", "种类", "choice", required=True, choices=KINDS, width=8),
        Field("parent", "在哪里", "ref", ref="place", width=16),
        Field("code", "编号", "code", width=8, max_length=20, hint="照大家的叫法写，如 3、501、架空层"),
        Field("word", "叫法", width=6, max_length=6, hint="跟在编号后面的字，如 幢、单元、室"),
        Field("name", "名称", width=16, max_length=40),
        Field("area_001m2", "专有面积", "area", width=10, hint="平方米，照产权证上的建筑面积"),
        Field("area_source", "面积来自", "choice", choices=AREA_SOURCES, width=8),
        Field("use", "用途", "choice", choices=USES, width=8),
        Field("developer_held", "开发商手里", "choice", choices=DEVELOPER, width=10),
        Field("floor", "楼层", "int", width=6, hint="房号看得出楼层的不用填"),
        Field("note", "备注", "note", find="text", width=24, max_length=500),
    ),
    derived=(
        Derived("place_key", ("parent.place_key", "kind", "code", "name", "floor"), "rules:place_key"),
        Derived("label", ("parent.label", "parent.kind", "code", "word", "name"), "rules:label", title="位置"),
        Derived("building", ("kind", "id", "parent.building"), "rules:building", title="楼幢"),
        Derived("entrance", ("kind", "id", "parent.entrance"), "rules:entrance", title="单元"),
    ),
    columns=("label", "kind"),
    sorts=(BY_PLACE,),
)


def _slice(kind: str, fields: tuple[str, ...], *, within: str = "", needs: tuple[str, ...] = (), **more: Any) -> Ledger:
    """The places of one kind: where they lie is asked when `within` names a ledger to choose from."""
    ledger = PLACE.slice(
        kind,
        dict(KINDS)[kind],
        ("kind", kind),
        ("parent", *fields, "note"),
        **{"hidden": False, "in_report": True, "filters": (), "writes": f"service:write_{kind}", **more},
    )
    where: dict[str, Any] = {"in_form": False}
    if "parent" in needs:
        where = {"ref": within, "title": dict(KINDS)[within]}
    elif within:
        where = {"ref": within, "hint": "不选就是整个小区"}
    changes = {"parent": where}
    asked = [replace(f, **changes.get(f.name, {}), required=f.name in needs) for f in ledger.fields]
    return replace(ledger, fields=tuple(asked))


COMPOUND = _slice(
    "compound",
    ("name",),
    needs=("name",),
    columns=("label", "note"),
    hidden=True,
    in_report=False,
)

BUILDING = _slice(
    "building",
    ("code", "word", "name"),
    needs=("code",),
    columns=("label", "entrances", "homes", "note"),
    computed=(
        Computed("entrances", "单元数", ENTRANCES, "int", 6),
        Computed("homes", "户数", HOMES.format(level="building"), "int", 6),
    ),
    actions=(
        Action(
            "add_homes",
            "添单元和房屋",
            by="service:add_homes",
            asks=(
                Field("entrances", "几个单元", "int", required=True, default=1),
                Field("floors", "几层", "int", required=True, default=6),
                Field("per_floor", "每层几户", "int", required=True, default=2),
            ),
        ),
    ),
    empty="还没有登记楼幢。按 F2 登记第一幢，或者导入业主花名册。",
)

ENTRANCE = _slice(
    "entrance",
    ("code", "word"),
    within="building",
    needs=("parent", "code"),
    columns=("label", "homes", "note"),
    filters=("parent",),
    computed=(Computed("homes", "户数", HOMES.format(level="parent"), "int", 6),),
    empty="还没有登记单元。先登记楼幢，再按 F2 登记单元。",
)

HOME = _slice(
    "home",
    ("code", "word", "name", "area_001m2", "area_source", "use", "developer_held", "floor"),
    within="entrance",
    needs=("parent", "code"),
    columns=("label", "area_001m2", "owners", "use"),
    sorts=(BY_PLACE, Sort("area", "按面积", ("area_001m2", "place_key"))),
    filters=("parent", "building", "area_source", "use"),
    computed=(Computed("owners", "业主", OWNERS, width=16, mask="name"),),
    empty="还没有登记房屋。按 F2 登记第一套，或者导入业主花名册。",
)

FACILITY = _slice(
    "facility",
    ("name",),
    within="place",
    needs=("name",),
    columns=("label", "note"),
    jot="note",
    empty="还没有登记设施，如门禁、路灯、消火栓、晾衣架。按 F2 登记。",
)

BOARD = _slice(
    "board",
    ("name",),
    within="place",
    needs=("name",),
    columns=("label", "note"),
    empty="还没有登记公告栏。按 F2 登记，以后张贴时好选地方。",
)

CHECKPOINT = _slice(
    "checkpoint",
    ("name",),
    within="place",
    needs=("name",),
    columns=("label", "note"),
    empty="还没有登记巡查点。按 F2 登记，以后巡逻时好对着看。",
)

AREA = Area(
    name="places",
    title="小区",
    digit="1",
    package="linli_tui.ledgers.places",
    ledgers=(PLACE, COMPOUND, BUILDING, ENTRANCE, HOME, FACILITY, BOARD, CHECKPOINT),
    figures=(
        Figure("楼幢", "SELECT count(*) FROM building WHERE voided = 0", "幢", "building"),
        Figure("房屋", "SELECT count(*) FROM home WHERE voided = 0", "户", "home"),
        Figure("专有面积", "SELECT coalesce(sum(area_001m2), 0) / 100 FROM home WHERE voided = 0", "平方米", "home"),
    ),
    offers={"places.found": "service:found", "places.settled": "service:settled"},
    demo="demo:fill",
)
