"""What is put to a committee: the motion, and one line for every seated member with what was said."""

from __future__ import annotations

from linli_tui.core.ledger import DECIDE, Action, Derived, EntryList, Field, Ledger, Lifecycle, Move, Sort, State
from linli_tui.ledgers.votes import outcome

CHOICES = (("for", "同意"), ("against", "反对"), ("abstain", "弃权"), ("absent", "没到"))

SO_FAR = """
SELECT CASE count(*) WHEN 0 THEN '' ELSE '同意' || sum(ifnull(v.choice, '') = 'for') || '，反对' ||
  sum(ifnull(v.choice, '') = 'against') || '，弃权' || sum(ifnull(v.choice, '') = 'abstain') || '，没到' ||
  sum(ifnull(v.choice, '') = 'absent') || CASE sum(v.choice IS NULL) WHEN 0 THEN '，记全了'
  ELSE '，还有' || sum(v.choice IS NULL) || '位没有记' END END
FROM voice v WHERE v.motion = r.id AND v.voided = 0
"""

LIFE = Lifecycle(
    states=(
        State("draft", "草案"),
        State("called", "开会"),
        State("decided", "已表决", "good"),
        State("withdrawn", "撤回", "faint"),
    ),
    moves=(
        Move("open", "开会", ("draft",), "called", by="service:open_motion"),
        Move(
            "decide",
            "表决",
            ("called",),
            "decided",
            by="service:decide_motion",
            confirm="每个人的表态都念过、对过了吗？表决以后不能再改。",
            right=DECIDE,
        ),
        Move("end", "撤回", ("draft", "called"), "withdrawn", confirm="撤回以后不再表决，要表决就另写一条。"),
    ),
)

MOTION = Ledger(
    name="motion",
    title="议题",
    model="model:Motion",
    label="label",
    numbered="议",
    lifecycle=LIFE,
    guard="service:guard_motion",
    fields=(
        outcome.TITLE,
        Field("body", "哪个组织", "ref", ref="body", width=14, hint="空着就是本小区的互助会、自管会或业委会"),
        outcome.TEXT,
        outcome.MEETING_ON,
        Field("seats", "席位", "int", in_form=False, width=6),
        *outcome.OUTCOME,
        *outcome.HEADS,
    ),
    derived=(outcome.LABEL,),
    computed=(outcome.so_far(SO_FAR),),
    columns=("title", "state", "verdict", "so_far"),
    sorts=(Sort("number", "新的在前", ("number",), descending=True),),
    filters=("state",),
    actions=(
        Action("voices", "记委员表态", view="view:VoicesScreen", states=("called",)),
        outcome.HOW,
    ),
    papers=(outcome.paper("motion_result"),),
    empty="还没有议题。按 F2 写一条，开会的时候一人一个数字。",
)

VOICE = Ledger(
    name="voice",
    title="委员表态",
    in_report=False,
    model="model:Voice",
    label="label",
    writes="service:write_voice",
    guard="service:guard_voice",
    fields=(
        Field("motion", "议题", "ref", ref="motion", required=True, width=20),
        Field("person", "委员", "ref", ref="person", required=True, mask="name", width=10, why="委员的表态要记名"),
        Field("post", "职务", in_form=False, width=12, max_length=20),
        Field("seat", "第几位", "int", in_form=False, width=6),
        Field("choice", "表态", "choice", choices=CHOICES, width=8),
        Field("note", "备注", "note", find="text", mask="text", width=20, max_length=500, why="写明不同意见"),
    ),
    derived=(Derived("label", ("post", "person.name"), "outcomes:member", title="委员"),),
    columns=("motion", "label", "choice"),
    sorts=(Sort("seat", "按座次", ("motion", "seat")),),
    filters=("motion", "choice"),
    empty="还没有人表态。先写议题，选「开会」，就把在任的委员列出来。",
)

SAYING = EntryList(
    over="voice",
    scope="motion",
    item="id",
    fixed=("motion",),
    digits=tuple((str(digit), title, (("choice", choice),)) for digit, (choice, title) in enumerate(CHOICES, 1)),
    by="service:say_voice",
    states=("called",),
)
"""One digit for each member, on the lines that were made when the meeting was opened."""
