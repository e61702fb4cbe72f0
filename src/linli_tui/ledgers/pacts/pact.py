"""What is kept of a pact itself, whatever its versions say."""

from __future__ import annotations

from linli_tui.core.ledger import Action, Computed, Field, Ledger, Paper, Sort
from linli_tui.ledgers.pacts.rules import KINDS
from linli_tui.ledgers.pacts.versions import TOPICS

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
        Action("start", "用现成的条文起草", by="ready:start_from_ready", asks=TOPICS),
        Action(
            "in_force",
            "某天生效的是哪条",
            reads="comparing:in_force_text",
            asks=(Field("day", "哪一天", "date", required=True),),
        ),
    ),
    papers=(
        Paper("pact_text", "公约条文", "大家看", by="papers:text"),
        Paper("pact_sheets", "签名单", "当事人", by="papers:sheets"),
    ),
    empty="还没有公约。按 F2 写第一份，起个名字就行，条文可以慢慢加。",
)
