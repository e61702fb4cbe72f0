"""What is kept of requests about one's own data, of inspections by owners, and of what left the house."""

from __future__ import annotations

from linli_tui.core.ledger import Action, Derived, Field, Ledger, Lifecycle, Move, Paper, Sort, State
from linli_tui.ledgers.privacy import rules
from linli_tui.ledgers.privacy.looking import FORGET

BY_OTHERS = ("asked_by", ("relative", "guardian", "heir"))

LIFE = Lifecycle(
    states=(State("open", "在办", "warn"), State("done", "办好了", "good"), State("refused", "没有办", "faint")),
    moves=(
        Move("done", "办好了", ("open",), "done", asks=("answer",), by="service:answer_request"),
        Move(
            "refuse",
            "不能办",
            ("open",),
            "refused",
            asks=("reason", "answer"),
            needs=("reason",),
            by="service:answer_request",
            confirm="要把原因告诉本人（个人信息保护法第50条）。",
        ),
    ),
)

REQUEST = Ledger(
    name="request",
    title="个人信息请求",
    model="model:Request",
    label="label",
    numbered="请",
    in_report=False,
    lifecycle=LIFE,
    writes="service:write_request",
    guard="service:guard_request",
    fields=(
        Field("kind", "要什么", "choice", required=True, choices=rules.ASKING, default="access", width=10),
        Field("person", "关于谁", "ref", ref="person", required=True, mask="name", width=10, why="知道是谁的请求"),
        Field("asked_by", "谁来说的", "choice", required=True, choices=rules.ASKED_BY, default="self", width=12),
        Field(
            "asked_name",
            "来的人姓名",
            "name",
            required=True,
            mask="name",
            width=10,
            max_length=60,
            when=BY_OTHERS,
            why="知道答复给谁",
        ),
        Field(
            "seen",
            "怎么核对的",
            "choice",
            required=True,
            choices=rules.SEEN,
            default="id_card",
            width=14,
        ),
        Field(
            "mandate",
            "委托书在哪里",
            required=True,
            width=16,
            max_length=60,
            when=BY_OTHERS,
            hint="本人写的委托书放在哪里；监护人写户口簿看过了",
        ),
        Field("received_on", "哪天来说的", "date", past=True, width=12, hint="空着就是今天"),
        Field("what", "说了什么", "note", find="text", width=24, max_length=500, hint="不要写证件号码"),
        Field("due", "几号以前答复", "date", in_form=False, width=12),
        Field("answered_on", "哪天答复的", "date", in_form=False, width=12),
        Field("reason", "为什么不能办", "choice", choices=rules.REASONS, in_form=False, width=16),
        Field("answer", "怎么答复的", "note", find="text", in_form=False, width=24, max_length=500),
    ),
    derived=(Derived("label", ("kind", "number"), "rules:request_label", title="请求"),),
    columns=("kind", "person", "asked_by", "received_on", "due", "state"),
    sorts=(Sort("due", "先到期的在前", ("due",)),),
    filters=("state", "kind"),
    actions=(
        Action("left", "能删的、要留的", reads="erasing:tell"),
        Action("check", "别处提到的", reads="papers:to_check"),
        Action(
            "erase",
            "删掉能删的",
            by="erasing:erase_asked",
            right="erase",
            two=True,
            states=("open",),
            confirm="删掉的内容找不回来，也不能撤回。请先看「能删的、要留的」。",
        ),
        FORGET,
    ),
    papers=(
        Paper("held_on", "本人信息单", "当事人", "papers:held_on", right="erase"),
        Paper("receipt", "办理回执", "当事人", "papers:receipt"),
    ),
    empty="还没有人来问过。有人要看、要删自己的，按 F2 记下来。",
)

INSPECTION = Ledger(
    name="inspection",
    title="查阅登记",
    model="model:Inspection",
    label="label",
    numbered="阅",
    in_report=False,
    writes="service:write_inspection",
    fields=(
        Field("day", "哪一天", "date", past=True, width=12, hint="空着就是今天"),
        Field("person", "谁来看的", "ref", ref="person", mask="name", width=10, why="知道给谁看过"),
        Field(
            "by_name",
            "没登记的写名字",
            "name",
            mask="name",
            width=10,
            max_length=60,
            why="知道给谁看过",
            hint="名单里有的不用写",
        ),
        Field("capacity", "什么身份", "choice", required=True, choices=rules.CAPACITIES, default="owner", width=10),
        Field(
            "papers",
            "看了什么",
            "note",
            required=True,
            find="text",
            width=24,
            max_length=500,
            hint="如：2026年第一季度公共收益账、3月5日会议记录",
        ),
        Field("reason", "为什么看", "note", required=True, width=20, max_length=200),
        Field("approved_by", "谁同意的", "ref", ref="person", mask="name", width=10, why="知道谁点的头"),
        Field("copied", "有没有复印", "flag", default=0, width=8),
        Field("note", "备注", "note", find="text", width=20, max_length=500),
    ),
    derived=(Derived("label", ("day", "papers"), "rules:day_label", title="查阅"),),
    columns=("day", "person", "capacity", "papers", "approved_by"),
    sorts=(Sort("day", "新的在前", ("day",), descending=True),),
    filters=("capacity",),
    actions=(FORGET,),
    empty="还没有人来查阅决定和账目。业主来看，按 F2 记下来；别人家的电话不给看。",
)

DISCLOSURE = Ledger(
    name="disclosure",
    title="资料外送登记",
    model="model:Disclosure",
    label="label",
    in_report=False,
    fields=(
        Field("day", "哪一天", "date", required=True, past=True, width=12),
        Field("recipient", "给了谁", required=True, find="text", width=16, max_length=100),
        Field("contact", "对方怎么联系", width=16, max_length=100, hint="单位电话就行"),
        Field("purpose", "做什么用", required=True, find="text", width=16, max_length=200),
        Field("basis", "凭什么给", "choice", required=True, choices=rules.BASES, default="consent", width=12),
        Field("ledgers", "哪些台账", required=True, find="text", width=20, max_length=1000, hint="如：人员、住户"),
        Field("rows", "多少条", "int", width=8),
        Field("masking", "打没打星号", "choice", required=True, choices=rules.MASKINGS, default="masked", width=10),
        Field("medium", "怎么给的", "choice", required=True, choices=rules.MEDIA, default="stick", width=8),
        Field("note", "备注", "note", find="text", width=20, max_length=500),
    ),
    derived=(Derived("label", ("day", "recipient"), "rules:day_label", title="外送"),),
    columns=("day", "recipient", "purpose", "ledgers", "rows", "masking", "medium"),
    sorts=(Sort("day", "新的在前", ("day",), descending=True),),
    filters=("masking", "medium", "basis"),
    actions=(FORGET,),
    empty="还没有送出去过什么。报送以后这里自动记一条；纸上给人的，按 F2 补记。",
)
