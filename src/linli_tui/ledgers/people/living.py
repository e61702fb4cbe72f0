"""What is kept of living here: households, who lives in them, tenancies, vehicles, and whom one looks after."""

from __future__ import annotations

from linli_tui.core.ledger import Action, Dated, Derived, Field, Ledger, Sort
from linli_tui.core.today import holds_today
from linli_tui.ledgers.people.grants import HERE
from linli_tui.ledgers.people.rules import FLAGS

HOUSEHOLDS = (("self", "自住"), ("rent", "租住"), ("lent", "亲友借住"), ("vacant", "空置"))
LIVED_IN = ("kind", ("self", "rent", "lent"))
PRESENCES = (("both", "人户同在"), ("register", "户在人不在"), ("person", "人在户不在"))
RELATIONS = (
    ("head", "户主"),
    ("spouse", "配偶"),
    ("child", "子女"),
    ("parent", "父母"),
    ("grandparent", "祖辈"),
    ("grandchild", "孙辈"),
    ("sibling", "兄弟姐妹"),
    ("kin", "其他亲属"),
    ("tenant", "租客"),
    ("helper", "保姆"),
    ("other", "其他"),
)
TENANCIES = (("lease", "租赁"), ("public", "公房承租"), ("staff", "单位住房"))
VEHICLES = (("car", "汽车"), ("ebike", "电动车"), ("other", "其他"))
TOLD_BY = (("self", "本人"), ("family", "家里人"), ("neighbour", "邻居"), ("community", "社区"))

SAME = "(SELECT id FROM person WHERE id = {person}.id UNION ALL SELECT id FROM person WHERE merged_into = {person}.id)"
"""The records of one person: the one that stands, and those that were merged into it. The outer one in a CROSS JOIN."""

GONE = """
FROM (SELECT person AS id FROM residence WHERE voided = 0 AND until <= {since}
  UNION SELECT person FROM ownership WHERE voided = 0 AND until <= {since}
  UNION SELECT tenant FROM tenancy WHERE voided = 0 AND until <= {since}) g
CROSS JOIN person p ON p.id = g.id WHERE p.voided = 0 AND (p.phone IS NOT NULL OR p.phone2 IS NOT NULL)
""" + "".join(
    f"AND NOT EXISTS (SELECT 1 FROM {SAME.format(person='p')} s CROSS JOIN {fact} f ON f.{who} = s.id "
    "WHERE f.voided = 0 AND ifnull(f.until, '9999-99-99') > {since}) "
    for fact, who in (("residence", "person"), ("ownership", "person"), ("tenancy", "tenant"), ("post", "person"))
)
"""Those who have not lived here, owned, rented or held a post since a day, and whose telephone is still kept."""

_HELD_HERE = f"f.home = h.id AND f.voided = 0 AND {holds_today('f')}"
OWNED_LAYER = f"""
SELECT h.id AS home, CASE WHEN n THEN '有' ELSE '没有' END AS word, CASE WHEN n THEN 'good' ELSE 'warn' END AS tint
FROM (SELECT h.id, EXISTS (SELECT 1 FROM ownership f WHERE {_HELD_HERE}) AS n
      FROM home h WHERE h.building = :building AND h.voided = 0) h
"""
LIVED_LAYER = f"""
SELECT id AS home,
  CASE kind WHEN 'self' THEN '自住' WHEN 'rent' THEN '租' WHEN 'lent' THEN '借住' WHEN 'vacant' THEN '空' ELSE '' END
    AS word,
  CASE kind WHEN 'self' THEN 'good' WHEN 'vacant' THEN 'faint' WHEN 'rent' THEN 'warn' ELSE '' END AS tint
FROM (SELECT h.id, (SELECT f.kind FROM household f WHERE {_HELD_HERE} ORDER BY f.id DESC LIMIT 1) AS kind
      FROM home h WHERE h.building = :building AND h.voided = 0)
"""

HOME = Field("home", "房屋", "ref", ref="home", required=True, width=16)
SINCE = Field("since", "从哪天起", "date", width=12, hint="不清楚就空着")
UNTIL = Field("until", "到哪天为止", "date", width=12, in_form=False)
NOTE = Field("note", "备注", "note", mask="text", width=20, max_length=500, why="下次上门时记得")
ON = Field("on", "从哪天起", "date", required=True)
AT_HOME = (Derived("place_key", ("home.place_key",)), Derived("label", ("home.label",), title="房屋"))
BY_PLACE = Sort("place", "按位置", ("place_key",))

HOUSEHOLD = Ledger(
    name="household",
    title="住户",
    model="model:Household",
    label="label",
    part_of="home",
    order="since",
    void="注销",
    dated=Dated(key=("home", "head")),
    writes="moving:write_household",
    guard="moving:guard_home",
    fields=(
        HOME,
        Field("kind", "住法", "choice", required=True, choices=HOUSEHOLDS, width=8),
        Field(
            "head",
            "户代表",
            "ref",
            ref="person",
            mask="name",
            width=10,
            when=LIVED_IN,
            hint="这户有事找谁；不是户口本上的也可以",
            why="这户有事好找人",
        ),
        Field(
            "presence", "人户状态", "choice", choices=PRESENCES, width=10, when=LIVED_IN, hint="户口在不在、人在不在"
        ),
        Field("size", "常住几人", "int", width=8, when=LIVED_IN),
        Field("phone", "家里电话", "phone", mask="phone", find="whole", width=13, when=LIVED_IN, why="有事好联系"),
        Field(
            "contact",
            "紧急联系人",
            "name",
            mask="name",
            width=10,
            max_length=60,
            when=LIVED_IN,
            hint="不住在这里的家里人",
            why="家里出了事好找人",
        ),
        Field("contact_phone", "紧急电话", "phone", mask="phone", width=13, when=LIVED_IN, why="家里出了事好找人"),
        SINCE,
        UNTIL,
        NOTE,
    ),
    derived=AT_HOME,
    here=HERE,
    columns=("home", "kind", "head", "size", "phone", "since"),
    sorts=(BY_PLACE,),
    filters=("kind", "presence"),
    actions=(
        Action(
            "move_out",
            "这户搬走了",
            by="moving:move_out",
            asks=(ON,),
            confirm="住户、住在这里的人和租住都到这天为止。",
        ),
    ),
    empty="还没有登记住户。按 F2 登记第一户。",
)

RESIDENCE = Ledger(
    name="residence",
    title="居住",
    model="model:Residence",
    label="label",
    part_of="home",
    order="since",
    void="注销",
    dated=Dated(key=("home", "person")),
    writes="moving:write_residence",
    guard="moving:guard_home",
    fields=(
        HOME,
        Field("person", "谁", "ref", ref="person", required=True, mask="name", width=10, why="知道这里住着谁"),
        Field("relation", "和户主关系", "choice", choices=RELATIONS, width=10, hint="户主自己选 户主"),
        Field("contact", "联系人", "flag", width=6, hint="这户有事先找谁"),
        SINCE,
        UNTIL,
        NOTE,
    ),
    derived=AT_HOME,
    here=HERE,
    columns=("home", "person", "relation", "contact", "since", "until"),
    sorts=(BY_PLACE,),
    filters=("relation",),
    actions=(Action("end", "搬走了", by="moving:leave", asks=(ON,)),),
    empty="还没有登记谁住在哪里。打开一套房屋，在「居住」里添加。",
)

TENANCY = Ledger(
    name="tenancy",
    title="租住",
    model="model:Tenancy",
    label="label",
    part_of="home",
    order="since",
    dated=Dated(key=("home", "tenant")),
    writes="moving:write_tenancy",
    guard="moving:guard_home",
    fields=(
        HOME,
        Field("tenant", "承租人", "ref", ref="person", required=True, mask="name", width=10, why="知道租给了谁"),
        Field("kind", "哪一种", "choice", required=True, choices=TENANCIES, width=10),
        Field(
            "landlord",
            "房东",
            "ref",
            ref="person",
            mask="name",
            width=10,
            hint="业主自己出租的可以空着",
            why="房子有事好找房东",
        ),
        Field("landlord_phone", "房东电话", "phone", mask="phone", width=13, why="房子有事好找房东"),
        SINCE,
        Field("until", "到哪天为止", "date", width=12, hint="合同到期的那天；没有定就空着"),
        NOTE,
    ),
    derived=AT_HOME,
    here=HERE,
    columns=("home", "tenant", "kind", "landlord", "since", "until"),
    sorts=(BY_PLACE,),
    filters=("kind",),
    empty="还没有登记租住。打开一套房屋，在「租住」里添加。",
)

VEHICLE = Ledger(
    name="vehicle",
    title="车辆",
    model="model:Vehicle",
    label="plate",
    here=HERE,
    void="注销",
    writes="moving:write_vehicle",
    guard="moving:guard_home",
    fields=(
        Field(
            "plate",
            "车牌",
            "code",
            required=True,
            mask="plate",
            find="text",
            width=12,
            max_length=12,
            hint="没有牌照的写 无牌",
            why="挡了路好找车主",
        ),
        Field("kind", "哪一种", "choice", required=True, choices=VEHICLES, default="car", width=8),
        Field("person", "车主", "ref", ref="person", mask="name", width=10, why="挡了路好找车主"),
        Field("home", "房屋", "ref", ref="home", width=16),
        Field("parking", "停在", "ref", ref="parking", width=14),
        NOTE,
    ),
    columns=("plate", "kind", "person", "home", "parking"),
    sorts=(Sort("plate", "按车牌", ("plate",)),),
    filters=("kind",),
    empty="还没有登记车辆。按 F2 登记第一辆。",
)

CARE = Ledger(
    name="care",
    title="关爱",
    model="model:Care",
    label="label",
    hidden=True,
    switch="care.enabled",
    in_report=False,
    dated=Dated(key=("person", "flag")),
    writes="caring:write_care",
    guard="caring:guard_care",
    void="退出",
    fields=(
        Field("person", "谁", "ref", ref="person", required=True, mask="name", width=10, why="常去看看，出事能帮上"),
        Field(
            "flag", "情况", "choice", required=True, choices=FLAGS, mask="text", width=8, why="知道去看的时候要留心什么"
        ),
        Field("source", "谁说的", "choice", required=True, choices=TOLD_BY, width=8),
        Field("consent_on", "哪天同意的", "date", required=True, width=12, hint="本人或家里人单独同意，签了字的那天"),
        Field("paper_at", "纸在哪里", required=True, width=16, max_length=60, hint="同意书放在哪个柜子、哪个盒子"),
        Field("since", "从哪天起", "date", width=12, hint="空着就是今天"),
        Field("until", "到哪天为止", "date", width=12, hint="空着就是满一年；到期不续就不再算"),
    ),
    derived=(Derived("label", ("flag",), "rules:flag_title", kind="note", title="情况"),),
    columns=("person", "flag", "source", "consent_on", "until"),
    sorts=(Sort("until", "按到期", ("until",)),),
    filters=("flag",),
    actions=(
        Action(
            "renew",
            "续一年",
            by="caring:renew",
            asks=(Field("consent_on", "哪天同意的", "date", required=True, hint="本人或家里人这次同意的那天"),),
        ),
    ),
    empty="还没有登记关爱对象。本人或家里人签了同意书再登记，一年一续。",
)
