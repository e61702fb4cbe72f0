"""A dispute as 人民调解法 has it: its parties' homes, its clock, what came of it and when that takes effect."""

from __future__ import annotations

from linli_tui.core.ledger import (
    DECIDE,
    Action,
    Computed,
    Derived,
    Field,
    Ledger,
    Lifecycle,
    Move,
    Paper,
    Sort,
    State,
)
from linli_tui.core.sealing import UNSEALED
from linli_tui.ledgers.mediation.grants import CASE_OPEN
from linli_tui.ledgers.mediation.parts import SIGNED
from linli_tui.ledgers.mediation.rules import (
    CONFIRMATIONS,
    DECLINED,
    FAILED,
    KINDS,
    MATTERS,
    NEVER_FORMAL,
    OUTCOMES,
    PASSED,
    ROUTES,
    SOURCES,
)
from linli_tui.ledgers.mediation.talks import MEDIATOR

OPEN = ("registered", "accepted", "mediating")
RUNNING = ("accepted", "mediating")
REACHED = ("written", "oral", "failed", "passed", "declined")
MARKS = ("signed_a", "signed_b", "signed_m", "sealed_on")
"""The four days a written agreement bears (人民调解法 第29条)."""

LIFE = Lifecycle(
    states=(
        State("registered", "登记"),
        State("accepted", "受理"),
        State("mediating", "调解中"),
        State("written", "成了（书面）", "good"),
        State("oral", "成了（口头）", "good"),
        State("failed", "没成", "warn"),
        State("passed", "移送", "warn"),
        State("declined", "不受理", "faint"),
        State("closed", "结案", "faint"),
    ),
    moves=(
        Move(
            "accept",
            "受理",
            ("registered",),
            "accepted",
            asks=("accepted_on",),
            needs=("source", "matter"),
            by="service:accept",
            confirm=NEVER_FORMAL,
        ),
        Move(
            "decline",
            "不受理",
            ("registered",),
            "declined",
            asks=("declined", "go_to"),
            needs=("declined", "go_to"),
            by="service:decline",
        ),
        Move("begin", "开始调解", ("accepted",), "mediating", asks=("mediator",), by="service:begin"),
        Move(
            "write",
            "写成协议",
            ("mediating",),
            "written",
            asks=("agreed_on", *MARKS),
            needs=("agreed_on",),
            by="service:agree_in_writing",
        ),
        Move(
            "speak",
            "口头说成",
            ("mediating",),
            "oral",
            asks=("agreed_on", "terms"),
            needs=("agreed_on",),
            by="service:agree_in_words",
        ),
        Move(
            "fail",
            "终止调解",
            RUNNING,
            "failed",
            asks=("failed", "routes"),
            needs=("failed", "routes"),
            by="service:fail",
            confirm="没成的要告诉双方：可以仲裁、找主管部门、到法院起诉（人民调解法第26条）。",
        ),
        Move("pass", "移送", OPEN, "passed", asks=("passed_to",), needs=("passed_to",), by="service:pass_on"),
        Move("close", "结案", REACHED, "closed", asks=("closed_on",), by="service:close"),
        Move(
            "back",
            "重新打开",
            ("closed",),
            "mediating",
            asks=("reopened",),
            needs=("reopened",),
            by="service:reopen",
            right=DECIDE,
        ),
    ),
)

MARK = {"signed_a": "甲方哪天签", "signed_b": "乙方哪天签", "signed_m": "调解员哪天签", "sealed_on": "哪天盖章"}
MARK_FIELDS = tuple(Field(name, title, "date", past=True, in_form=False, width=12) for name, title in MARK.items())
AGREED = ("outcome", "agreed_on", *MARKS)

LACKS = """
SELECT group_concat(word, '、') FROM (
  SELECT q.label || '没有告知权利' AS word FROM party q
  WHERE q."case" = r.id AND q.voided = 0 AND q.told_on IS NULL AND r.state IN ('accepted', 'mediating')
  UNION ALL SELECT '协议缺签名或盖章' WHERE r.state = 'written' AND r.effective IS NULL)
"""

CASE = Ledger(
    name="case",
    title="纠纷",
    model="model:Case",
    label="number",
    numbered="调",
    own=CASE_OPEN,
    looked=("closed",),
    lifecycle=LIFE,
    writes="service:write_case",
    guard="service:guard_case",
    in_report=False,
    fields=(
        Field("source", "怎么来的", "choice", required=True, choices=SOURCES, default="apply", width=8),
        Field("talk", "从哪次劝解来", "ref", ref="talk", in_form=False, width=20),
        Field("home", "甲方家", "ref", ref="home", width=14, hint="打房号，如 3-2-501"),
        Field("other", "乙方家", "ref", ref="home", width=14, hint="打房号，如 3-2-401"),
        Field("matter", "什么纠纷", "choice", choices=MATTERS, width=10),
        Field("title", "叫什么", width=20, max_length=60, find="text", hint="不写名字，如 楼上楼下漏水"),
        Field("opened_on", "哪天登记", "date", past=True, width=12, hint="空着就是今天"),
        Field("heads", "涉及几人", "int", default=2, width=6, hint="综治月报要按人数分档"),
        Field("major", "重大疑难", "flag", width=6),
        MEDIATOR,
        Field("facts", "简要情况", "note", width=24, max_length=4000, sealed=True, hint=UNSEALED),
        Field("file_no", "调委会卷号", width=16, max_length=40, hint="居委会调委会编的号，还没有的空着"),
        Field("paper_at", "卷宗在哪里", width=16, max_length=60, hint="放在哪个柜子、哪个盒子"),
        Field("accepted_on", "哪天受理", "date", past=True, in_form=False, width=12, hint="空着就是今天"),
        Field("extended_to", "双方同意延到", "date", in_form=False, width=12),
        Field("outcome", "结果", "choice", choices=OUTCOMES, in_form=False, width=8),
        Field("declined", "为什么不受理", "choice", choices=DECLINED, in_form=False, width=16),
        Field("go_to", "请他去哪里", in_form=False, width=16, max_length=60),
        Field("failed", "为什么没成", "choice", choices=FAILED, in_form=False, width=12),
        Field("routes", "告诉的办法", "choice", choices=ROUTES, in_form=False, width=16),
        Field("passed_to", "移送给谁", "choice", choices=PASSED, in_form=False, width=10),
        Field("agreed_on", "哪天谈成", "date", past=True, in_form=False, width=12),
        Field("terms", "说好的内容", "note", width=24, max_length=4000, sealed=True, in_form=False, hint=UNSEALED),
        *MARK_FIELDS,
        Field("confirmation", "司法确认", "choice", choices=CONFIRMATIONS, in_form=False, width=12),
        Field("closed_on", "哪天结案", "date", past=True, in_form=False, width=12, hint="空着就是今天"),
        Field("reopened", "为什么再开", in_form=False, width=16, max_length=60),
    ),
    derived=(
        Derived("due", ("accepted_on", "extended_to"), "rules:due", "date", "最晚哪天"),
        Derived("effective", AGREED, "rules:effective", "date", "哪天生效"),
        Derived("confirm_by", AGREED, "rules:confirm_by", "date", "司法确认到"),
    ),
    computed=(Computed("lacks", "还缺", LACKS, width=24),),
    columns=("state", "home", "other", "matter", "due", "lacks"),
    sorts=(
        Sort("number", "新的在前", ("number",), descending=True),
        Sort("due", "按最晚的日子", ("due",)),
    ),
    filters=("state", "matter", "outcome", "source"),
    actions=(
        Action(
            "paper",
            "登记签好的纸",
            by="service:register_paper",
            asks=(
                Field("kind", "哪一张", "choice", required=True, choices=KINDS, default="talk"),
                Field("pages", "几页", "int", required=True),
                Field("signed", "签了没有", "choice", required=True, choices=SIGNED, default="both"),
                Field("paper_at", "纸在哪里", max_length=60, hint="空着就是卷宗那里"),
            ),
        ),
        Action(
            "extend",
            "双方同意再延",
            by="service:extend",
            asks=(
                Field("both", "双方都同意了吗", "flag", required=True),
                Field("extended_to", "延到哪天", "date", required=True),
            ),
            states=RUNNING,
        ),
        Action(
            "sign",
            "补签字盖章的日子",
            by="service:sign",
            asks=tuple(Field(name, title, "date", past=True) for name, title in MARK.items()),
            states=("written",),
        ),
        Action(
            "confirmation",
            "司法确认",
            by="service:note_confirmation",
            asks=(Field("confirmation", "怎么样了", "choice", required=True, choices=CONFIRMATIONS),),
            states=("written", "closed"),
        ),
        Action("which", "怎么办和期限", reads="service:how"),
    ),
    papers=(
        Paper("case_record", "调解记录", "当事人", "papers:record"),
        Paper("case_register", "受理登记表", "当事人", "papers:register"),
        Paper("case_rights", "权利义务告知书", "当事人", "papers:rights"),
    ),
    empty="还没有纠纷。按 F2 登记一件；也可以从劝解劝导转过来。",
)
