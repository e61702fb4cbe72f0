"""What is kept of places: one tree in one table, read as eleven ledgers, and the groups its parts belong to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from linli_tui.core.layer import Layer
from linli_tui.core.ledger import Action, Area, Computed, Derived, Field, Figure, Ledger, Sort
from linli_tui.core.today import holds_today
from linli_tui.ledgers.places.grants import GRANTS, HERE
from linli_tui.ledgers.places.groups import BELONGING, GROUP, JOIN, group_of

KINDS = (
    ("compound", "小区"),
    ("building", "楼幢"),
    ("entrance", "单元"),
    ("home", "房屋"),
    ("facility", "设施"),
    ("board", "公告栏"),
    ("checkpoint", "巡查点"),
    ("parking", "车位"),
    ("room", "用房"),
)
AREA_SOURCES = (("registered", "登记"), ("measured", "实测"), ("contract", "合同"), ("none", "没有"))
USES = (("residence", "住宅"), ("shop", "商铺"), ("garage", "车库"), ("common", "公共用房"), ("other", "其他"))
DEVELOPER = (("unsold", "未售"), ("undelivered", "已售未交付"))
TENURES = (("owned", "产权车位"), ("shared", "公共车位"), ("shelter", "人防车位"))
MANAGEMENTS = (
    ("committee", "有业委会"),
    ("firm", "有物业"),
    ("unit", "单位自管"),
    ("community", "社区托管"),
    ("none", "三无"),
)

BY_PLACE = Sort("place", "按位置", ("place_key",))

OWNERS = f"""
SELECT group_concat(name, '、') FROM (
  SELECT ifnull(k.name, p.name) AS name
  FROM ownership o JOIN person p ON p.id = o.person LEFT JOIN person k ON k.id = p.merged_into
  WHERE o.home = r.id AND o.voided = 0 AND {holds_today("o")} AND ifnull(k.voided, p.voided) = 0
  GROUP BY ifnull(k.id, p.id) ORDER BY min(o.id))
"""
"""Who owns a home today, in the order they were written down; a person registered twice counts once."""

LIVING = f"""
SELECT CASE WHEN r.refused_on IS NOT NULL THEN '不愿登记' ELSE (
  SELECT CASE l.kind WHEN 'self' THEN '自住' WHEN 'rent' THEN '租住' WHEN 'lent' THEN '借住' ELSE '空置' END
  FROM household l WHERE l.home = r.id AND l.voided = 0 AND {holds_today("l")} ORDER BY l.id DESC LIMIT 1) END
"""
"""How a home is lived in today, in a word."""

ENTRANCES = "SELECT count(*) FROM place e WHERE e.kind = 'entrance' AND e.parent = r.id AND e.voided = 0"
HOMES = "SELECT count(*) FROM place h WHERE h.kind = 'home' AND h.voided = 0 AND h.{level} = r.id"
EVERY = "SELECT {what} FROM place h WHERE h.kind = '{kind}' AND h.voided = 0"
SETTING = f"""
SELECT s.value FROM setting s WHERE s.key = '{{key}}' AND s.voided = 0 AND {holds_today("s")} LIMIT 1
"""
AREA_KNOWN = """
SELECT h.id AS home, CASE WHEN h.area_001m2 IS NULL THEN '没有' ELSE '有' END AS word,
  CASE WHEN h.area_001m2 IS NULL THEN 'warn' ELSE 'good' END AS tint
FROM home h WHERE h.building = :building AND h.voided = 0
"""

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
        Field("tenure", "车位性质", "choice", choices=TENURES, width=10, hint="占用道路、场地的是公共车位，不算面积"),
        Field("developer_held", "开发商手里", "choice", choices=DEVELOPER, width=10),
        Field("floor", "楼层", "int", width=6, hint="房号看得出楼层的不用填"),
        Field("refused_on", "不愿登记", "date", width=12, hint="这户说不愿登记的那天；以后只记投票要用的"),
        Field("built_year", "建成年份", "int", width=8, hint="如 1998"),
        Field("management", "管理状况", "choice", choices=MANAGEMENTS, width=10, hint="三无：无物业、无业委会、没人管"),
        Field("former_unit", "原单位", width=16, max_length=40, hint="单位宿舍改的，写原来的单位"),
        Field("contact", "联系人", "name", mask="name", width=10, max_length=40, why="街道、社区有事好联系"),
        Field("contact_phone", "联系电话", "phone", mask="phone", width=13, why="街道、社区有事好联系"),
        Field("note", "备注", "note", find="text", mask="text", width=24, max_length=500, why="下次去看时记得"),
    ),
    derived=(
        Derived("place_key", ("parent.place_key", "kind", "code", "name", "floor"), "rules:place_key"),
        Derived("label", ("parent.label", "parent.kind", "code", "word", "name"), "rules:label", title="位置"),
        Derived("building", ("kind", "id", "parent.building"), "rules:building", title="楼幢", ref="building"),
        Derived("entrance", ("kind", "id", "parent.entrance"), "rules:entrance", title="单元", ref="entrance"),
        Derived("building_label", ("kind", "label", "parent.building_label"), "rules:building", title="楼幢"),
        Derived("entrance_label", ("kind", "label", "parent.entrance_label"), "rules:entrance", title="单元"),
        Derived("path", ("kind", "code", "parent.path"), "rules:path", title="简写"),
        Derived("found_by", ("kind", "path", "building_label", "code", "word"), "rules:found_by", find="text"),
    ),
    columns=("label", "kind"),
    sorts=(BY_PLACE,),
    here=HERE,
)

HEADS = Action(
    "heads", "户数和面积怎么算", reads="service:heads_text", asks=(Field("on", "哪一天", "date", hint="空着就是今天"),)
)
FROM = Field("on", "从哪天起", "date", required=True)
OWNED = (
    Action("owners", "哪天是谁的", reads="service:owners"),
    Action(
        "sell",
        "过户",
        by="service:sell",
        asks=(
            Field("buyer", "新业主", "ref", ref="person", required=True),
            Field("buyer2", "另一位", "ref", ref="person", hint="两个人一起买的才填"),
            FROM,
        ),
        confirm="原来的业主都到这天为止，新业主从这天起。",
    ),
)
"""What can be asked of and done with anything that has owners."""


def _slice(kind: str, fields: tuple[str, ...], *, within: str = "", needs: tuple[str, ...] = (), **more: Any) -> Ledger:
    """The places of one kind: where they lie is asked when `within` names a ledger to choose from."""
    ledger = PLACE.slice(
        kind,
        more.pop("title", dict(KINDS)[kind]),
        ("kind", kind),
        ("parent", *fields, "note"),
        **{"hidden": False, "in_report": True, "filters": (), "writes": "service:write_place", **more},
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
    ("name", "management", "built_year", "former_unit", "contact", "contact_phone"),
    title="底册",
    needs=("name",),
    columns=("label", "buildings", "homes", "area", "management", "built_year", "street", "community"),
    computed=(
        Computed("street", "街道", SETTING.format(key="street.name"), width=12),
        Computed("community", "社区", SETTING.format(key="community.name"), width=12),
        Computed("buildings", "幢数", EVERY.format(what="count(*)", kind="building"), "int", 6),
        Computed("homes", "户数", EVERY.format(what="count(*)", kind="home"), "int", 6),
        Computed("area", "专有面积", EVERY.format(what="sum(h.area_001m2)", kind="home"), "area", 12),
    ),
    actions=(HEADS,),
)

BUILDING = _slice(
    "building",
    ("code", "word", "name"),
    needs=("code",),
    columns=("label", "entrances", "homes", "grid", "note"),
    computed=(
        Computed("entrances", "单元数", ENTRANCES, "int", 6),
        Computed("homes", "户数", HOMES.format(level="building"), "int", 6),
        Computed("grid", "网格", group_of("grid", "r.id"), width=12),
    ),
    actions=(
        Action("front", "看整幢楼", view="view:BuildingScreen"),
        HEADS,
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
        JOIN,
    ),
    empty="还没有登记楼幢。按 F2 登记第一幢，或者导入业主花名册。",
)

ENTRANCE = _slice(
    "entrance",
    ("code", "word"),
    within="building",
    needs=("parent", "code"),
    columns=("label", "homes", "ten", "note"),
    filters=("parent",),
    computed=(
        Computed("homes", "户数", HOMES.format(level="parent"), "int", 6),
        Computed("ten", "十联户", group_of("ten", "r.id"), width=12),
    ),
    actions=(HEADS, JOIN),
    empty="还没有登记单元。先登记楼幢，再按 F2 登记单元。",
)

HOME = _slice(
    "home",
    ("code", "word", "name", "area_001m2", "area_source", "use", "developer_held", "floor", "refused_on"),
    within="entrance",
    needs=("parent", "code"),
    columns=("label", "area_001m2", "owners", "living", "use", "grid", "ten"),
    sorts=(BY_PLACE, Sort("area", "按面积", ("area_001m2", "place_key"))),
    filters=("parent", "building", "area_source", "use", "developer_held"),
    computed=(
        Computed("owners", "业主", OWNERS, width=16, mask="name"),
        Computed("living", "现状", LIVING, width=8),
        Computed("grid", "网格", group_of("grid", "r.id", "r.entrance", "r.building"), width=12),
        Computed("ten", "十联户", group_of("ten", "r.id", "r.entrance", "r.building"), width=12),
    ),
    actions=(*OWNED, JOIN),
    empty="还没有登记房屋。按 F2 登记第一套，或者导入业主花名册。",
)

PARKING = _slice(
    "parking",
    ("code", "word", "tenure", "area_001m2", "area_source", "developer_held"),
    within="place",
    needs=("code",),
    columns=("label", "tenure", "owners", "area_001m2", "note"),
    filters=("tenure", "developer_held"),
    computed=(Computed("owners", "业主", OWNERS, width=16, mask="name"),),
    actions=(
        *OWNED,
        Action(
            "add_owner",
            "登记业主",
            by="service:add_owner",
            asks=(
                Field("owner", "业主", "ref", ref="person", required=True),
                Field("on", "从哪天起", "date", hint="不清楚就空着"),
            ),
        ),
    ),
    empty="还没有登记车位。按 F2 登记第一个。",
)

ROOM = _slice(
    "room",
    ("name", "area_001m2", "area_source"),
    within="place",
    needs=("name",),
    columns=("label", "area_001m2", "note"),
    empty="还没有登记公共用房，如活动室、物业用房、配电房。按 F2 登记。",
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
    grants=GRANTS,
    ledgers=(
        PLACE,
        BUILDING,
        ENTRANCE,
        HOME,
        PARKING,
        ROOM,
        FACILITY,
        BOARD,
        CHECKPOINT,
        COMPOUND,
        GROUP,
        BELONGING,
    ),
    figures=(
        Figure("楼幢", "SELECT count(*) FROM building WHERE voided = 0", "幢", "building"),
        Figure("房屋", "SELECT count(*) FROM home WHERE voided = 0", "户", "home"),
        Figure("专有面积", "SELECT coalesce(sum(area_001m2), 0) / 100 FROM home WHERE voided = 0", "平方米", "home"),
    ),
    layers=(Layer("area", "面积", AREA_KNOWN),),
    offers={"places.found": "service:found", "places.settled": "service:settled", "found.place": "finding:at"},
    demo="demo:fill",
)
