"""What is kept of a proposal to change a pact: who, why, which article, what speaks for it, and how it was decided."""

from __future__ import annotations

from linli_tui.core.ledger import DECIDE, Computed, Derived, Field, Ledger, Lifecycle, Move, Paper, Sort, State

KINDS = (("change", "改一条"), ("add", "加一条"), ("drop", "去掉一条"))
OF_ARTICLE = ("kind", ("change", "drop"))
WITH_TEXT = ("kind", ("change", "add"))
VOTES = ("motion", "assembly", "proposal")
"""The ledgers in which it may be decided; each is also the field that names the vote."""

LIFE = Lifecycle(
    states=(
        State("proposed", "提出"),
        State("voting", "付表决"),
        State("accepted", "写进新版", "good"),
        State("rejected", "没有通过", "faint"),
        State("fell", "不再表决", "faint"),
        State("withdrawn", "收回", "faint"),
    ),
    moves=(
        Move(
            "put_to_vote",
            "付表决",
            ("proposed",),
            "voting",
            asks=VOTES,
            by="amending:put_to_vote",
            confirm="先在「表决」里写好要表决的事，再在这里选它。",
        ),
        Move(
            "accept",
            "按表决写进新版",
            ("voting",),
            "accepted",
            by="amending:merge",
            confirm="表决通过了，照表决的原话写进新版。",
            right=DECIDE,
        ),
        Move("reject", "没有通过", ("voting",), "rejected", by="amending:reject", right=DECIDE),
        Move("fall", "不再表决", ("proposed", "voting"), "fell", when=("state", ())),
        Move("end", "收回", ("proposed", "voting"), "withdrawn", confirm="收回以后不再表决，要改就另提一条。"),
    ),
)

AMENDMENT = Ledger(
    name="amendment",
    title="修订建议",
    model="model:Amendment",
    label="label",
    part_of="pact",
    order="number",
    numbered="修",
    lifecycle=LIFE,
    guard="amending:guard_amendment",
    fields=(
        Field("pact", "公约", "ref", ref="pact", required=True, width=24),
        Field("kind", "怎么改", "choice", required=True, choices=KINDS, default="change", width=8),
        Field("article", "改哪一条", "ref", ref="article", width=20, when=OF_ARTICLE),
        Field("title", "题目", find="text", width=16, max_length=40, when=WITH_TEXT, hint="空着就用原来的"),
        Field("text", "改成的原话", "note", find="text", width=30, max_length=2000, when=WITH_TEXT),
        Field("why", "为什么改", "note", required=True, find="text", width=24, max_length=1000),
        Field(
            "person",
            "谁提的",
            "ref",
            ref="person",
            mask="name",
            width=10,
            hint="空着就是会里提的",
            why="表决的时候请他说明",
        ),
        Field("day", "哪天提的", "date", past=True, width=12, hint="空着就是今天"),
        Field("motion", "哪个议题", "ref", ref="motion", in_form=False, width=20),
        Field("assembly", "哪次会议表决", "ref", ref="assembly", in_form=False, width=20),
        Field("proposal", "哪次业主表决", "ref", ref="proposal", in_form=False, width=20),
        Field("decided_on", "哪天表决的", "date", in_form=False, width=12),
    ),
    derived=(Derived("label", ("kind", "article.label", "title"), "rules:amendment_label", title="建议"),),
    computed=(
        Computed(
            "merged_in",
            "写进哪一版",
            "SELECT v.label FROM article a JOIN pact_version v ON v.id = a.version WHERE a.amendment = r.id LIMIT 1",
            width=24,
        ),
        Computed(
            "grounds",
            "支持它的问题",
            "SELECT count(*) FROM ground g WHERE g.amendment = r.id AND g.voided = 0",
            "int",
            6,
        ),
    ),
    columns=("number", "label", "state", "why", "grounds", "merged_in"),
    papers=(Paper("amendment_sheet", "修订建议", "大家看", by="papers:amendment_sheet"),),
    sorts=(Sort("number", "新的在前", ("number",), descending=True), Sort("pact", "按公约", ("pact", "number"))),
    filters=("pact", "kind"),
    empty="还没有修订建议。打开一份公约，选「添一条修订建议」。",
)

GROUND = Ledger(
    name="ground",
    title="支持它的问题",
    model="model:Ground",
    label="label",
    part_of="amendment",
    add_in=("proposed",),
    order="label",
    in_report=False,
    fields=(
        Field("amendment", "修订建议", "ref", ref="amendment", required=True, width=24),
        Field("finding", "哪个问题", "ref", ref="finding", required=True, width=24),
        Field("note", "说明什么", "note", mask="text", width=24, max_length=500, why="表决的时候给大家讲清楚"),
    ),
    derived=(Derived("label", ("finding.label",), title="问题"),),
    columns=("amendment", "label", "note"),
    sorts=(Sort("amendment", "按建议", ("amendment", "label")),),
    filters=("amendment",),
    empty="还没有。打开一条修订建议，把说明要改的问题一个一个添进去。",
)
