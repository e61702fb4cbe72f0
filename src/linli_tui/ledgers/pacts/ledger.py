"""What is kept of pacts: the pact, its versions with their life, their articles, and one signature per home."""

from __future__ import annotations

from linli_tui.core.ledger import (
    DECIDE,
    Action,
    Area,
    Computed,
    Derived,
    Duty,
    EntryList,
    Field,
    Figure,
    Layer,
    Ledger,
    Lifecycle,
    Move,
    Paper,
    Sort,
    State,
)
from linli_tui.core.reach import lies_here
from linli_tui.ledgers.pacts import rules
from linli_tui.ledgers.pacts.grants import GRANTS

KINDS = (("neighbour", "邻里公约"), ("covenant", "管理规约"), ("residents", "居民公约"))
STATES = (
    ("signed", "签了"),
    ("reserved", "签了，有意见"),
    ("absent", "不在"),
    ("refused", "不愿意"),
    ("thinking", "再想想"),
)
CAPACITIES = (("owner", "业主"), ("family", "家里人"), ("tenant", "租客"))
WAYS = (("self", "本人签"), ("finger", "按手印"), ("proxy", "代签"))

MEANT = """
h.kind = 'home' AND h.voided = 0 AND ifnull(h.use, '') NOT IN ('garage', 'common')
AND (s.id IS NULL OR s.kind = 'compound' OR s.id IN (h.building, h.entrance))
"""
"""Whether a pact whose scope is `s` is for the home `h`; garages and common rooms sign nothing."""

HOMES = f"""
SELECT count(*) FROM pact k LEFT JOIN place s ON s.id = k.scope JOIN place h ON {MEANT} WHERE k.id = r.pact
"""
"""The homes a pact is for: all, or those of its building or entrance."""

SIGNED = f"""
SELECT count(DISTINCT g.home) FROM signature g JOIN pact k ON k.id = r.pact LEFT JOIN place s ON s.id = k.scope
JOIN place h ON h.id = g.home AND {MEANT}
WHERE g.version = r.id AND g.voided = 0 AND g.state IN ('signed', 'reserved')
  AND (k.kind <> 'covenant' OR g.capacity = 'owner' OR g.how = 'proxy')
"""
"""Those of them that have signed a version; what owners agree among themselves only an owner can sign."""

RATE = """
CASE WHEN homes = 0 THEN '' ELSE signed || '户已签，签订率' || (signed * 100 / homes) || '%，' ||
  CASE WHEN signed * 100 >= homes * 80 THEN '已到80%'
    ELSE '还差' || ((homes * 80 + 99) / 100 - signed) || '户到80%' END END
"""
"""The same sentence as rules.coverage."""

COVERAGE = f"SELECT {RATE} FROM (SELECT ({HOMES}) AS homes, ({SIGNED}) AS signed)"

WIDEST = f"""
SELECT CASE count(*) WHEN 0 THEN '还没有生效的' WHEN 1 THEN max({RATE})
  ELSE group_concat(title || ' 签订率 ' || (signed * 100 / homes) || '%', '，') END
FROM (SELECT k.title, v.homes, v.signed, max(v.homes) OVER () AS most
      FROM pact_version_list v JOIN pact k ON k.id = v.pact
      WHERE v.state = 'in_force' AND v.voided = 0 ORDER BY v.effective, k.number)
WHERE homes = most
"""
"""How far the pact in force for the most homes has come; of several for as many, each by its name."""

LIFE = Lifecycle(
    states=(
        State("draft", "草案"),
        State("asking", "征求意见"),
        State("adopted", "已通过", "good"),
        State("in_force", "生效", "good"),
        State("ended", "废止", "faint"),
    ),
    moves=(
        Move("ask", "征求意见", ("draft",), "asking", by="service:refuse_empty"),
        Move(
            "adopt",
            "通过",
            ("asking",),
            "adopted",
            asks=("adopted", "effective"),
            needs=("adopted",),
            by="service:refuse_unready",
            confirm="通过以后条文不能再改，要改就开新版。",
            right=DECIDE,
        ),
        Move(
            "put_in_force",
            "生效",
            ("adopted",),
            "in_force",
            asks=("effective",),
            needs=("effective",),
            by="service:end_previous",
            confirm="这一版生效，正在生效的旧版同时废止。",
            right=DECIDE,
        ),
        Move("back", "退回草案", ("asking",), "draft", confirm="退回草案接着改，改好了再征求一次意见。"),
        Move("end", "废止", ("in_force",), "ended", asks=("ended",), needs=("ended",), right=DECIDE),
    ),
)

CURRENT = "FROM pact_version_list v WHERE v.pact = r.id AND v.state = 'in_force' AND v.voided = 0"

PACT = Ledger(
    name="pact",
    title="公约",
    model="model:Pact",
    label="title",
    numbered="约",
    writes="service:write_pact",
    guard="service:guard_pact",
    fields=(
        Field("title", "名称", required=True, find="text", width=24, max_length=60),
        Field("kind", "哪一种", "choice", required=True, choices=KINDS, default="neighbour", width=10),
        Field(
            "scope",
            "用在哪里",
            "ref",
            ref="place",
            among=("building", "entrance"),
            width=12,
            hint="全小区的不用填；只用在一幢或一个单元的，选那一幢或单元",
        ),
        Field("note", "备注", "note", find="text", mask="text", width=24, max_length=1000, why="谈公约时记得"),
    ),
    computed=(
        Computed("current", "生效的版本", f"SELECT '第' || v.no || '版' {CURRENT}", width=10),
        Computed("coverage", "签订情况", f"SELECT v.coverage {CURRENT}", width=36),
    ),
    columns=("title", "kind", "current", "coverage"),
    sorts=(Sort("number", "按编号", ("number",)),),
    filters=("kind",),
    actions=(
        Action(
            "new_version",
            "开新版",
            by="service:new_version",
            asks=(Field("text_note", "为什么改", "note", hint="可以不填"),),
            confirm="照上一版的条文抄一份草案，改好了再征求意见。",
        ),
    ),
    papers=(
        Paper("pact_text", "公约条文", "大家看", by="papers:text"),
        Paper("pact_sheets", "签名单", "当事人", by="papers:sheets"),
    ),
    empty="还没有公约。按 F2 写第一份，起个名字就行，条文可以慢慢加。",
)

VERSION = Ledger(
    name="pact_version",
    title="版本",
    model="model:PactVersion",
    label="label",
    part_of="pact",
    order="no",
    lifecycle=LIFE,
    writes="service:write_version",
    fields=(
        Field("pact", "公约", "ref", ref="pact", required=True, width=24),
        Field("no", "第几版", "int", in_form=False, width=6),
        Field("adopted", "通过的日子", "date", past=True, in_form=False, width=12),
        Field("effective", "生效的日子", "date", in_form=False, width=12),
        Field("ended", "废止的日子", "date", past=True, in_form=False, width=12),
        Field("text_note", "为什么改", "note", find="text", width=24, max_length=1000),
    ),
    derived=(Derived("label", ("pact.title", "no"), "rules:version_label", title="版本"),),
    computed=(
        Computed("homes", "应签", HOMES, "int", 6),
        Computed("signed", "已签", SIGNED, "int", 6),
        Computed("coverage", "签订情况", COVERAGE, width=36),
    ),
    columns=("label", "state", "effective", "signed", "homes"),
    papers=(
        Paper("version_text", "公约条文", "大家看", by="papers:version_text"),
        Paper("version_sheets", "签名单", "当事人", by="papers:version_sheets"),
    ),
    sorts=(Sort("no", "按版本", ("pact", "no")),),
    filters=("pact",),
)

ARTICLE = Ledger(
    name="article",
    title="条文",
    model="model:Article",
    label="label",
    part_of="pact_version",
    add_in=rules.OPEN,
    order="line",
    void="废止",
    writes="service:write_article",
    guard="service:guard_article",
    fields=(
        Field("version", "版本", "ref", ref="pact_version", required=True, width=24),
        Field("title", "题目", required=True, find="text", width=16, max_length=40),
        Field("text", "条文", "note", required=True, find="text", width=40, max_length=2000),
        Field("line", "第几条", "int", width=6, hint="空着就排在最后"),
    ),
    derived=(Derived("label", ("line", "title"), "rules:article_label", title="哪一条"),),
    columns=("label", "text"),
    sorts=(Sort("line", "按条", ("version", "line")),),
    filters=("version",),
)

NOT_SIGNED = (("capacity", None), ("how", None))

SIGNATURE = Ledger(
    name="signature",
    title="签订",
    model="model:Signature",
    here=lies_here("home"),
    label="label",
    writes="service:write_signature",
    fields=(
        Field("version", "签的是", "ref", ref="pact_version", required=True, width=24),
        Field("home", "房屋", "ref", ref="home", required=True, width=16),
        Field("state", "结果", "choice", required=True, choices=STATES, width=12),
        Field("capacity", "谁签的", "choice", choices=CAPACITIES, width=8, when=("state", ("signed", "reserved"))),
        Field("how", "怎么签的", "choice", choices=WAYS, width=8, when=("state", ("signed", "reserved"))),
        Field("signed_on", "哪一天", "date", past=True, width=12),
        Field(
            "note",
            "备注",
            "note",
            find="text",
            mask="text",
            width=20,
            max_length=500,
            hint="如：对第五条有意见；先修好楼道灯再签",
            why="再上门时接着说",
        ),
    ),
    derived=(Derived("place_key", ("home.place_key",)), Derived("label", ("home.label",), title="房屋")),
    columns=("home", "state", "capacity", "how", "signed_on"),
    sorts=(Sort("place", "按位置", ("version", "place_key")),),
    filters=("version", "state"),
    entry=EntryList(
        over="home",
        scope="parent",
        item="home",
        fixed=("version", "signed_on"),
        digits=(
            ("1", "业主签了", (("state", "signed"), ("capacity", "owner"), ("how", "self"))),
            ("2", "家里人签了", (("state", "signed"), ("capacity", "family"), ("how", "self"))),
            ("3", "不在", (("state", "absent"), *NOT_SIGNED)),
            ("4", "不愿意", (("state", "refused"), *NOT_SIGNED)),
            ("5", "再想想", (("state", "thinking"), *NOT_SIGNED)),
            ("6", "签了，有意见", (("state", "reserved"), ("capacity", "owner"), ("how", "self"))),
            ("7", "按手印", (("state", "signed"), ("capacity", "owner"), ("how", "finger"))),
            ("8", "代签", (("state", "signed"), ("capacity", "owner"), ("how", "proxy"))),
            ("9", "租客签了", (("state", "signed"), ("capacity", "tenant"), ("how", "self"))),
        ),
        by="service:sign",
        states=("adopted", "in_force"),
        within="service:walks",
    ),
    empty="还没有人签。公约通过以后，按单元一户一户登记。",
)

SIGNED_LAYER = """
SELECT h.id AS home,
  CASE g.state WHEN 'signed' THEN '签了' WHEN 'reserved' THEN '意见' WHEN 'absent' THEN '不在'
    WHEN 'refused' THEN '不愿' WHEN 'thinking' THEN '想想' ELSE '' END AS word,
  CASE g.state WHEN 'signed' THEN 'good' WHEN 'reserved' THEN 'good' WHEN 'refused' THEN 'warn' ELSE 'faint' END AS tint
FROM home h LEFT JOIN signature g ON g.home = h.id AND g.voided = 0 AND g.version = (
  SELECT v.id FROM pact_version v JOIN pact k ON k.id = v.pact LEFT JOIN place s ON s.id = k.scope
  WHERE v.state = 'in_force' AND v.voided = 0 AND k.voided = 0
    AND (s.id IS NULL OR s.kind = 'compound' OR s.building = :building)
  ORDER BY s.id IS NULL OR s.kind = 'compound' DESC, v.effective DESC LIMIT 1)
WHERE h.building = :building AND h.voided = 0
"""
"""What every home said to the version in force here; of several pacts the widest, of those the one in force last."""

AREA = Area(
    name="pacts",
    title="公约",
    digit="3",
    package="linli_tui.ledgers.pacts",
    grants=GRANTS,
    ledgers=(PACT, VERSION, ARTICLE, SIGNATURE),
    figures=(Figure("公约签订", WIDEST, ledger="signature"),),
    duties=(
        Duty(
            "pacts.effective",
            "有 {n} 份公约到了生效的日子，请点「生效」",
            "SELECT count(*) FROM pact_version WHERE state = 'adopted' AND effective <= :today AND voided = 0",
            "pact",
        ),
    ),
    layers=(Layer("signed", "签订", SIGNED_LAYER),),
    offers={"pacts.put_in_force": "service:take_effect"},
    demo="demo:fill",
)
