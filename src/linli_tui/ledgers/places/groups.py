"""What is kept of groups: grids and ten-household groups, and which place belongs to which from one day to another."""

from __future__ import annotations

from linli_tui.core.ledger import Action, Computed, Dated, Derived, Field, Ledger, Sort
from linli_tui.core.today import holds_today

KINDS = (("grid", "网格"), ("ten", "十联户"))

JOIN = Action(
    "join",
    "编入网格、联户",
    by="joining:join",
    asks=(
        Field("group", "编到哪里", "ref", ref="group", required=True),
        Field("on", "从哪天起", "date", required=True),
    ),
)

_GROUP_OF = f"""
SELECT g.{{column}} FROM belonging b JOIN "group" g ON g.id = b."group"
WHERE b.place = {{place}} AND b.kind = '{{kind}}' AND b.voided = 0 AND {holds_today("b")} LIMIT 1
"""


def group_of(kind: str, *places: str, column: str = "name") -> str:
    """SQL for the group of a kind that something belongs to today: the first of these places that belongs to one."""
    asked = [f"({_GROUP_OF.format(kind=kind, place=place, column=column)})" for place in places]
    return f"SELECT coalesce({', '.join(asked)})" if len(asked) > 1 else asked[0]


_NEAREST = group_of("{kind}", "h.id", "h.entrance", "h.building", column="id")
_MEMBERS = """
SELECT h.id FROM belonging b CROSS JOIN place h ON h.{level} = b.place AND h.kind = 'home' AND h.voided = 0
WHERE b."group" = r.id AND b.voided = 0
"""
_CANDIDATES = " UNION ".join(_MEMBERS.format(level=level) for level in ("id", "parent", "building"))
HOMES = f"""
SELECT count(*) FROM ({_CANDIDATES}) c CROSS JOIN place h ON h.id = c.id
WHERE CASE r.kind WHEN 'grid' THEN ({_NEAREST.format(kind="grid")}) ELSE ({_NEAREST.format(kind="ten")}) END = r.id
"""
"""The homes of a group today: a home goes with what it belongs to itself, else with its entrance, else its building."""

LEADERS = f"""
SELECT group_concat(name, '、') FROM (
  SELECT ifnull(k.name, p.name) AS name
  FROM post t JOIN person p ON p.id = t.person LEFT JOIN person k ON k.id = p.merged_into
  WHERE t."group" = r.id AND t.voided = 0 AND ifnull(k.voided, p.voided) = 0 AND {holds_today("t")} ORDER BY t.id)
"""

GROUP = Ledger(
    name="group",
    title="编组",
    model="model:Group",
    label="name",
    void="停用",
    guard="joining:guard_group",
    fields=(
        Field("kind", "哪一种", "choice", required=True, choices=KINDS, width=8),
        Field("name", "名称", required=True, find="text", width=16, max_length=40, hint="如 第二网格、3幢1单元联户"),
        Field("code", "编号", "code", width=12, max_length=20, hint="上面给的编号，没有就空着"),
        Field("note", "备注", "note", find="text", mask="text", width=24, max_length=500, why="分组时记得"),
    ),
    computed=(
        Computed("homes", "户数", HOMES, "int", 6),
        Computed("leaders", "负责人", LEADERS, width=12, mask="name"),
    ),
    columns=("name", "kind", "homes", "leaders", "note"),
    sorts=(Sort("kind", "按种类", ("kind", "code", "name")),),
    filters=("kind",),
    empty="还没有登记网格和十联户。按 F2 登记第一个，再把楼幢、房屋编进去。",
)

HELD = Dated(key=("place", "kind"))

BELONGING = Ledger(
    name="belonging",
    title="归属",
    model="model:Belonging",
    label="label",
    part_of="group",
    order="place_key",
    dated=HELD,
    writes="joining:write_belonging",
    guard="joining:guard_belonging",
    fields=(
        Field("group", "编组", "ref", ref="group", required=True, width=16),
        Field(
            "place",
            "哪里",
            "ref",
            ref="place",
            required=True,
            width=16,
            hint="网格选楼幢，十联户选单元或一套一套的房屋",
        ),
        Field("kind", "哪一种", "choice", required=True, choices=KINDS, in_form=False, width=8),
        Field("since", "从哪天起", "date", width=12, hint="不清楚就空着"),
        Field("until", "到哪天为止", "date", width=12, in_form=False),
        Field("note", "备注", "note", mask="text", width=20, max_length=500, why="分组时记得"),
    ),
    derived=(
        Derived("place_key", ("place.place_key",)),
        Derived("label", ("place.label",), title="哪里"),
    ),
    columns=("place", "group", "since", "until"),
    sorts=(Sort("place", "按位置", ("place_key",)),),
    filters=("kind",),
    actions=(
        Action(
            "move",
            "换一组",
            by="joining:move",
            asks=(
                Field("group", "换到哪里", "ref", ref="group", required=True),
                Field("on", "从哪天起", "date", required=True),
            ),
        ),
    ),
    empty="还没有编组。打开一个网格或十联户，在「归属」里添加楼幢、房屋。",
)
