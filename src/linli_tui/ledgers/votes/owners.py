"""What is put to all owners: the proposal, and what came back from door to door."""

from __future__ import annotations

from linli_tui.core.ledger import (
    DECIDE,
    Derived,
    EntryList,
    Field,
    Ledger,
    Lifecycle,
    Move,
    Sort,
    State,
)
from linli_tui.core.reach import lies_here
from linli_tui.ledgers.votes import outcome
from linli_tui.ledgers.votes.law import MATTERS

CHOICES = (
    ("for", "同意"),
    ("against", "反对"),
    ("abstain", "弃权"),
    ("follow", "随多数"),
    ("blank", "空白"),
    ("invalid", "废票"),
    ("delivered", "送到没交回"),
)
SPOILT = (("out", "不算参与"), ("in", "算参与，作弃权"))
UNRETURNED = (
    ("not_participating", "不算参与"),
    ("abstain_if_delivered", "送到的作弃权"),
    ("follow_majority", "送到的随多数"),
)
DOORS = """
SELECT count(*) FROM place h WHERE h.kind = 'home' AND h.voided = 0 AND ifnull(h.use, '') NOT IN ('garage', 'common')
"""
SO_FAR = f"""
SELECT CASE r.state WHEN 'draft' THEN '' ELSE '收回' || sum(ifnull(b.choice, 'delivered') <> 'delivered') || '票，' ||
  '同意' || sum(ifnull(b.choice, '') = 'for') || '，反对' || sum(ifnull(b.choice, '') = 'against') || '，' ||
  '一共' || ({DOORS}) || '户' END
FROM (SELECT 1) LEFT JOIN ballot b ON b.proposal = r.id AND b.voided = 0
"""
AREAS = tuple(
    (field, Field("area_001m2" if field.name == "heads" else f"{field.name}_001m2", f"{field.title}面积", "area",
                  in_form=False, width=10))
    for field in (outcome.number("heads", "算票"), outcome.number("came", "参与"), *outcome.HEADS[2:])
)  # fmt: skip

LIFE = Lifecycle(
    states=(
        State("draft", "草案"),
        State("announced", "公告投票"),
        State("decided", "已表决", "good"),
        State("withdrawn", "撤回", "faint"),
    ),
    moves=(
        Move(
            "post",
            "公告",
            ("draft",),
            "announced",
            asks=("posted_on", "closes_on"),
            needs=("posted_on",),
            confirm="公告以后，要表决的事和算法都不能再改。",
        ),
        Move(
            "decide",
            "计票，出结果",
            ("announced",),
            "decided",
            by="service:decide_proposal",
            confirm="票都收回、对过了吗？出了结果不能再改。",
            right=DECIDE,
        ),
        Move("end", "撤回", ("draft", "announced"), "withdrawn", confirm="撤回以后不再表决，要表决就另写一条。"),
    ),
)

PROPOSAL = Ledger(
    name="proposal",
    title="表决事项",
    model="model:Proposal",
    label="label",
    numbered="决",
    lifecycle=LIFE,
    guard="service:guard_proposal",
    fields=(
        outcome.TITLE,
        Field("matter", "是哪一项", "choice", required=True, choices=MATTERS, width=16, hint="民法典第278条的九项"),
        outcome.TEXT,
        Field("posted_on", "公告的日子", "date", past=True, in_form=False, width=12),
        Field("closes_on", "截止的日子", "date", in_form=False, width=12),
        Field(
            "spoilt", "空白票废票", "choice", choices=SPOILT, default="out", width=12, hint="照议事规则；没有写就是1"
        ),
        Field(
            "unreturned",
            "没交回的票",
            "choice",
            choices=UNRETURNED,
            default="not_participating",
            width=12,
            hint="照议事规则；没有写就是1，另外两种有争议",
        ),
        Field("parking", "车位算不算", "flag", in_form=False, width=6),
        *outcome.OUTCOME,
        *(field for pair in AREAS for field in pair),
        outcome.number("left_out", "不算的车位"),
        outcome.number("missing_yes", "同意里缺面积"),
        outcome.number("missing_other", "参与里缺面积"),
        outcome.number("missing_absent", "没参与里缺面积"),
    ),
    derived=(outcome.LABEL,),
    computed=(outcome.so_far(SO_FAR),),
    columns=("title", "state", "verdict", "so_far"),
    sorts=(Sort("number", "新的在前", ("number",), descending=True),),
    filters=("state",),
    actions=(outcome.HOW,),
    papers=(outcome.paper("proposal_result"),),
    empty="还没有要业主表决的事。按 F2 写一条，公告以后一户一户记票。",
)

BALLOT = Ledger(
    name="ballot",
    title="表决票",
    in_report=False,
    model="model:Ballot",
    label="label",
    here=lies_here("home"),
    writes="service:write_ballot",
    guard="service:guard_ballot",
    fields=(
        Field("proposal", "表决事项", "ref", ref="proposal", required=True, width=24),
        Field("home", "房屋", "ref", ref="place", among=("home", "parking"), required=True, width=16),
        Field("choice", "票上写的", "choice", required=True, choices=CHOICES, width=10),
        Field("returned_on", "哪天交回", "date", past=True, width=12),
        Field("note", "备注", "note", find="text", mask="text", width=20, max_length=500, why="说明这张票的情况"),
    ),
    derived=(Derived("place_key", ("home.place_key",)), Derived("label", ("home.label",), title="房屋")),
    columns=("home", "choice", "returned_on"),
    sorts=(Sort("place", "按位置", ("proposal", "place_key")),),
    filters=("proposal", "choice"),
    entry=EntryList(
        over="home",
        scope="parent",
        item="home",
        fixed=("proposal", "returned_on"),
        digits=tuple((str(digit), title, (("choice", choice),)) for digit, (choice, title) in enumerate(CHOICES, 1)),
        by="service:take_ballot",
        states=("announced",),
    ),
    empty="还没有收到票。公告以后，按单元一户一户登记。",
)
