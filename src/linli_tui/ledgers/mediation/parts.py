"""The parts of a dispute: parties, its story in dated entries, what was agreed to be done, and who has to stay out."""

from __future__ import annotations

from linli_tui.core.ledger import Action, Derived, Field, Ledger, Sort
from linli_tui.core.sealing import UNSEALED
from linli_tui.ledgers.mediation.grants import PART_OPEN
from linli_tui.ledgers.mediation.rules import KINDS, OBLIGED, SIDES
from linli_tui.ledgers.mediation.talks import MEDIATOR

ANSWERS = (("agreed", "愿意"), ("refused", "不愿意"), ("thinking", "再想想"))
SIGNED = (("both", "双方签了"), ("one", "一方签了"), ("none", "没有签"))
WHY_OUT = (("asked", "当事人要求换"), ("kin", "是亲属"), ("near", "有别的关系"), ("self", "自己提出"))

STANDING = ("registered", "accepted", "mediating", "written", "oral", "failed", "passed", "declined")
"""The states of a dispute that is not closed: to one that is, nothing is added."""
CASE = Field("case", "纠纷", "ref", ref="case", required=True, width=20)

PARTY = Ledger(
    name="party",
    title="当事人",
    model="model:Party",
    label="label",
    part_of="case",
    order="side",
    add_in=STANDING,
    own=PART_OPEN,
    void="去掉",
    in_report=False,
    fields=(
        CASE,
        Field("side", "哪一方", "choice", required=True, choices=SIDES, width=8),
        Field("home", "哪一家", "ref", ref="home", width=16, hint="外来人员和单位空着"),
        Field("person", "谁", "ref", ref="person", mask="name", width=10, why="签名和告知要知道是谁", hint="可以不填"),
        Field(
            "name",
            "不在名册的",
            "name",
            mask="name",
            width=10,
            max_length=60,
            why="签名和告知要知道是谁",
            hint=UNSEALED,
        ),
        Field("phone", "电话", "phone", mask="phone", width=13, why="约时间"),
        Field("told_on", "哪天告知权利", "date", past=True, width=12),
        Field("answer", "愿不愿意调", "choice", choices=ANSWERS, width=8),
    ),
    derived=(Derived("label", ("side", "home.label"), "rules:party_label", title="当事人"),),
    columns=("case", "label", "person", "told_on", "answer"),
    sorts=(Sort("case", "按纠纷", ("case", "side")),),
    filters=("side", "answer"),
    actions=(
        Action(
            "tell",
            "告知了权利义务",
            by="parties:tell_rights",
            asks=(
                Field("answer", "愿不愿意调", "choice", required=True, choices=ANSWERS),
                Field("told_on", "哪一天", "date", required=True, past=True),
            ),
            when=("told_on", (None,)),
        ),
    ),
    empty="还没有当事人。打开一件纠纷，在「当事人」里添加。",
)

EVENT = Ledger(
    name="event",
    title="经过记录",
    model="model:Event",
    label="label",
    part_of="case",
    order="day",
    add_in=STANDING,
    own=PART_OPEN,
    guard="parties:guard_event",
    in_report=False,
    fields=(
        CASE,
        Field("kind", "做了什么", "choice", required=True, choices=KINDS, default="talk", width=6),
        Field("day", "哪一天", "date", past=True, width=12, hint="空着就是今天"),
        Field("words", "说了什么", "note", width=24, max_length=4000, sealed=True, hint=UNSEALED),
        Field("pages", "几页纸", "int", width=6, hint="没有纸的空着"),
        Field("signed", "签了没有", "choice", choices=SIGNED, width=8),
        Field("paper_at", "纸在哪里", width=16, max_length=60, hint="放在哪个柜子、哪个盒子"),
        MEDIATOR,
    ),
    derived=(Derived("label", ("day", "kind"), "rules:event_label", title="经过"),),
    columns=("case", "label", "pages", "signed", "paper_at"),
    sorts=(Sort("case", "按纠纷", ("case", "day")), Sort("day", "新的在前", ("day",), descending=True)),
    filters=("kind", "signed"),
    empty="还没有经过记录。打开一件纠纷，在「经过记录」里添加。",
)

OBLIGATION = Ledger(
    name="obligation",
    title="要做到的事",
    model="model:Obligation",
    label="label",
    part_of="case",
    order="until",
    add_in=STANDING,
    own=PART_OPEN,
    in_report=False,
    fields=(
        CASE,
        Field("who", "谁做", "choice", required=True, choices=OBLIGED, width=8),
        Field("what", "做什么", "note", width=24, max_length=500, sealed=True, hint=UNSEALED),
        Field("until", "到哪天为止", "date", width=12),
        Field("done_on", "哪天做到的", "date", past=True, in_form=False, width=12),
    ),
    derived=(Derived("label", ("who", "until"), "rules:obligation_label", title="要做到的事"),),
    columns=("case", "who", "until", "done_on"),
    sorts=(Sort("until", "按日子", ("until",)),),
    filters=("who", "done_on"),
    actions=(
        Action(
            "done",
            "做到了",
            by="parties:tick_done",
            asks=(Field("done_on", "哪一天", "date", required=True, past=True),),
            when=("done_on", (None,)),
        ),
    ),
    empty="还没有要做到的事。协议里写好的，一条一条记在纠纷里。",
)

RECUSAL = Ledger(
    name="recusal",
    title="回避",
    model="model:Recusal",
    label="label",
    part_of="case",
    order="day",
    own=PART_OPEN,
    writes="parties:write_recusal",
    in_report=False,
    fields=(
        CASE,
        Field("person", "谁要回避", "ref", ref="person", required=True, mask="name", width=10, why="他不能看这件纠纷"),
        Field("why", "为什么", "choice", choices=WHY_OUT, width=12, hint="当事人要求换人，不用说原因"),
        Field("day", "从哪天起", "date", width=12, hint="空着就是今天"),
        Field("note", "备注", "note", width=24, max_length=500, sealed=True, hint=UNSEALED),
    ),
    derived=(Derived("label", ("day",), title="哪一天"),),
    columns=("case", "person", "why", "day"),
    sorts=(Sort("day", "新的在前", ("day",), descending=True),),
    filters=("why",),
    empty="还没有人回避。会长、调解员和哪一方沾亲带故，就在纠纷里写上。",
)
