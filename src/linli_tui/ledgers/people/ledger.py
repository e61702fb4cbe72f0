"""What is kept of people and of who owns what, and the roster that brings both in."""

from __future__ import annotations

from linli_tui.core.ledger import (
    Action,
    Area,
    Computed,
    Dated,
    Derived,
    Duty,
    Field,
    Figure,
    Layer,
    Ledger,
    Paper,
    Sheet,
    Sort,
)
from linli_tui.core.today import DAY, holds_today
from linli_tui.ledgers.people.grants import GRANTS, HERE, PEOPLE_HERE
from linli_tui.ledgers.people.living import (
    CARE,
    GONE,
    HOUSEHOLD,
    LIVED_LAYER,
    OWNED_LAYER,
    RESIDENCE,
    SAME,
    TENANCY,
    VEHICLE,
)
from linli_tui.ledgers.people.rules import BANDS

KINDS = (("resident", "居民"), ("outsider", "外来人员"), ("firm", "单位"))
SEXES = (("1", "男"), ("2", "女"), ("0", "未知"))
"""Stored as GB/T 2261.1 has them."""
SOURCES = (("registered", "登记"), ("contract", "合同"), ("told", "口述"), ("import", "导入"))
NATURAL = ("kind", ("resident", "outsider"))
"""Asked of people, not of firms."""

HOMES = f"""
SELECT group_concat(label, '、') FROM (
  SELECT DISTINCT h.label, h.kind <> 'home' AS other, h.place_key
  FROM {SAME.format(person="r")} s CROSS JOIN {{fact}} f ON f.person = s.id JOIN place h ON h.id = f.home
  WHERE f.voided = 0 AND h.voided = 0 AND {holds_today("f")}
  ORDER BY other, h.place_key)
"""
"""The homes somebody owns, or lives in, today, whichever of his records says so."""

BORN = """
ifnull(r.birth, CASE WHEN substr(r.id_number, 7, 8) GLOB '[12][0-9][0-9][0-9][01][0-9][0-3][0-9]' THEN
  substr(r.id_number, 7, 4) || '-' || substr(r.id_number, 11, 2) || '-' || substr(r.id_number, 13, 2) END)
"""
AGE = f"""
SELECT CASE WHEN born > {DAY} THEN '' {" ".join(f"WHEN age < {bound} THEN '{band}'" for bound, band in BANDS)} END
FROM (SELECT born, substr({DAY}, 1, 4) - substr(born, 1, 4) - (substr({DAY}, 6) < substr(born, 6)) AS age
      FROM (SELECT {BORN} AS born))
"""
"""The same band as rules.age_band."""

SHARE = "CASE WHEN r.share_num = r.share_den THEN '全部' ELSE r.share_num || '/' || r.share_den END"

PERSON = Ledger(
    name="person",
    title="人员",
    model="model:Person",
    label="name",
    void="注销",
    writes="service:write_person",
    jot="note",
    fields=(
        Field(
            "name",
            "姓名",
            "name",
            required=True,
            mask="name",
            find="name",
            width=10,
            max_length=60,
            why="知道是谁，好称呼",
        ),
        Field("sex", "性别", "choice", choices=SEXES, width=6, when=NATURAL),
        Field("phone", "电话", "phone", mask="phone", find="whole", width=13, why="有事好联系"),
        Field("phone2", "另一个电话", "phone", mask="phone", find="whole", width=13, why="第一个电话打不通时联系"),
        Field(
            "id_number",
            "身份证号",
            "idnumber",
            mask="idnumber",
            find="whole",
            width=20,
            when=NATURAL,
            hint="可以不填",
            why="核对业主身份，同名同姓的人不弄错",
        ),
        Field("birth", "出生日期", "date", mask="text", width=12, when=NATURAL, hint="可以不填", why="关心老人和孩子"),
        Field("party_member", "党员", "flag", width=6, when=NATURAL, why="组织党员带头"),
        Field("kind", "类别", "choice", required=True, choices=KINDS, default="resident", width=8),
        Field("merged_into", "并入", "ref", ref="person", in_form=False),
        Field("note", "备注", "note", find="text", mask="text", width=24, max_length=500, why="下次帮忙时记得"),
    ),
    derived=(Derived("name_key", ("name",), "rules:name_key"),),
    computed=(
        Computed("age_band", "年龄段", AGE, width=8),
        Computed("homes", "房屋", HOMES.format(fact="ownership"), width=20),
        Computed("lives", "住在", HOMES.format(fact="residence"), width=16),
    ),
    columns=("name", "age_band", "homes", "lives", "phone", "kind"),
    sorts=(Sort("name", "按姓名", ("name_key",)),),
    here=PEOPLE_HERE,
    filters=("kind", "party_member", "sex"),
    actions=(
        Action("alike", "有没有登记两次", reads="service:alike"),
        Action(
            "merge",
            "和另一条合并",
            by="service:merge",
            asks=(Field("other", "另一条", "ref", ref="person", required=True, hint="同一个人登记了两次的那一条"),),
            confirm="另一条并到这一条来，不再在名单里；原来登记过的都还在。",
        ),
        Action(
            "split",
            "把合并的分开",
            by="service:split",
            confirm="并到这一条来的都分出去，各算各的。",
        ),
    ),
    papers=(Paper("held", "本人信息单", "当事人", "papers:held", "erase"),),
    empty="还没有登记人员。按 F2 登记第一位，或者导入业主花名册。",
)

OWNERSHIP = Ledger(
    name="ownership",
    title="产权",
    model="model:Ownership",
    label="label",
    part_of="home",
    order="since",
    dated=Dated(key=("home", "person")),
    writes="service:write_ownership",
    fields=(
        Field("home", "房屋", "ref", ref="home", required=True, width=16),
        Field("person", "业主", "ref", ref="person", required=True, mask="name", width=10, why="知道这套房是谁的"),
        Field("share_num", "占几份", "int", width=6, hint="独有填 1，两人各半也填 1；不清楚就空着"),
        Field("share_den", "共几份", "int", width=6, hint="独有填 1，两人各半填 2；不清楚就空着"),
        Field("since", "从哪天起", "date", width=12, hint="不清楚就空着"),
        Field("until", "到哪天为止", "date", width=12, in_form=False),
        Field("source", "依据", "choice", choices=SOURCES, width=8),
        Field("note", "备注", "note", mask="text", width=20, max_length=500, why="下次办事时记得"),
    ),
    derived=(
        Derived("place_key", ("home.place_key",)),
        Derived("label", ("home.label",), title="房屋"),
    ),
    computed=(Computed("share", "份额", SHARE, width=8),),
    here=HERE,
    columns=("home", "person", "share", "since", "until"),
    sorts=(Sort("place", "按位置", ("place_key",)),),
    filters=("source",),
    actions=(
        Action(
            "transfer",
            "过户给别人",
            by="service:transfer",
            asks=(
                Field("buyer", "新业主", "ref", ref="person", required=True),
                Field("on", "从哪天起", "date", required=True),
            ),
            confirm="原业主到这天为止，新业主从这天起，份额不变。",
        ),
        Action(
            "end",
            "不再是业主",
            by="service:end_ownership",
            asks=(Field("on", "从哪天起", "date", required=True),),
        ),
    ),
    empty="还没有登记业主。打开一套房屋，在「产权」里添加。",
)

ROSTER = Sheet(name="roster", title="业主花名册", plan="rosters:ROSTER", columns=())

TOO_MUCH = f"""
SELECT count(*) FROM (
  SELECT o.home FROM ownership o WHERE o.voided = 0 AND {holds_today("o")} AND o.share_den > 0
  GROUP BY o.home HAVING sum(o.share_num * 27720 / o.share_den) > 27720)
"""
"""Homes whose known shares are more than one whole. 27720 has every divisor up to 12; others are rounded down."""

YEAR_AGO = "date(:today, '-1 year')"

CARED_FOR = f"""
SELECT count(*) FROM care c WHERE c.voided = 0 AND {holds_today("c")} AND c.until <= date(:today, '+30 days')
  AND EXISTS (SELECT 1 FROM setting s WHERE s.key = 'care.enabled' AND s.value = 'yes' AND {holds_today("s")})
"""

AREA = Area(
    name="people",
    title="人员",
    digit="2",
    package="linli_tui.ledgers.people",
    grants=GRANTS,
    ledgers=(PERSON, OWNERSHIP, HOUSEHOLD, RESIDENCE, TENANCY, VEHICLE, CARE),
    sheets=(ROSTER,),
    figures=(
        Figure("人员", "SELECT count(*) FROM person WHERE voided = 0", "人", "person"),
        Figure(
            "有业主的房屋",
            "SELECT count(*) FROM home h WHERE h.id IN ("
            f"SELECT o.home FROM ownership o WHERE o.voided = 0 AND {holds_today('o')})",
            "户",
            "ownership",
        ),
        Figure(
            "住户",
            f"SELECT count(*) FROM household l WHERE l.voided = 0 AND l.kind <> 'vacant' AND {holds_today('l')}",
            "户",
            "household",
        ),
    ),
    duties=(
        Duty("people.shares", "有 {n} 套房屋的份额加起来超过了一整份，请核对", TOO_MUCH, "ownership"),
        Duty(
            "people.gone",
            "有 {n} 位已迁出满一年，电话可以删了",
            f"SELECT count(*) {GONE.format(since=YEAR_AGO)}",
            "person",
        ),
        Duty("people.care", "有 {n} 位关爱对象的同意三十天内到期，请再问一次", CARED_FOR, "care"),
    ),
    layers=(Layer("owned", "业主", OWNED_LAYER), Layer("lived", "住着谁", LIVED_LAYER)),
    offers={
        "people.sell": "service:sell_home",
        "people.own": "service:own",
        "people.forget_home": "moving:forget_home",
        "found.person": "finding:at",
        "phones.place": "phones:at",
    },
    demo="demo:fill",
)
