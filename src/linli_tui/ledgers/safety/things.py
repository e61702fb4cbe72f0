"""What is kept of laptops and of the sticks with copies, and what can be done with each by one digit."""

from __future__ import annotations

from linli_tui.core.ledger import DECIDE, Action, Field, Ledger, Paper, Sort
from linli_tui.ledgers.safety import rules

ON = Field("on", "哪一天", "date", required=True, past=True)
HOLDER = Field("holder", "现在在谁家", "ref", ref="person", required=True, mask="name", width=10, why="知道找谁拿")

LAPTOP = Ledger(
    name="laptop",
    title="电脑",
    model="model:Laptop",
    label="name",
    in_report=False,
    writes="service:write_laptop",
    guard="service:guard_laptop",
    void="去掉",
    fields=(
        Field("name", "叫什么", required=True, find="text", width=18, max_length=40, hint="如 办公室的联想"),
        Field("lies_at", "放在哪里", width=18, max_length=60, hint="如 活动室的铁柜"),
        Field("keeper", "谁保管", "ref", ref="person", mask="name", width=10, why="知道找谁"),
        Field("since", "从哪天起用", "date", past=True, width=12, hint="空着就是今天"),
        Field("note", "备注", "note", width=20, max_length=500),
        Field("machine", "机器号", "code", in_form=False, width=18, max_length=40),
        Field("stage", "现在", "choice", required=True, choices=rules.STAGES, default="in_use", in_form=False, width=6),
        Field("until", "哪天注销的", "date", in_form=False, width=12),
        Field("not_from", "从哪天起写的不算", "date", in_form=False, width=16),
        Field("reason", "为什么注销", in_form=False, width=18, max_length=200),
        Field("told_on", "哪天告诉街道的", "date", in_form=False, width=14),
        Field("told_who", "跟谁说的", in_form=False, mask="name", width=10, max_length=60, why="以后好核对"),
    ),
    columns=("name", "stage", "lies_at", "keeper", "since", "told_on"),
    sorts=(Sort("since", "新的在前", ("since",), descending=True),),
    filters=("stage",),
    actions=(
        Action(
            "lose",
            "丢了",
            by="losses:lose_laptop",
            when=("stage", ("in_use",)),
            confirm="记下丢了，同时开一张丢失处置单，一步一步照着办。",
        ),
        Action("find", "找回来了", by="service:find_laptop", when=("stage", ("lost",))),
        Action(
            "strike",
            "注销这台电脑",
            by="service:strike",
            right=DECIDE,
            two=True,
            when=("stage", ("in_use", "lost")),
            asks=(
                Field("on", "从哪天起写的不算", "date", required=True),
                Field("reason", "为什么", required=True, max_length=200, hint="如 5月3日夜里被偷"),
            ),
            confirm="从这天起那台上写的不算数；它回来了只拿来看。下次报送清单会写上，电话也要告诉街道。",
        ),
        Action(
            "told",
            "告诉街道了",
            by="service:tell_street",
            when=("stage", ("struck",)),
            asks=(ON, Field("who", "跟谁说的", max_length=60)),
        ),
        Action("same", "就是眼前这台", by="service:claim", when=("machine", (None,))),
    ),
    papers=(Paper("recovery", "恢复步骤", "大家看", "papers:recovery"),),
    empty="还没有登记电脑。按 F2 登记眼前这台：大家叫它什么、放在哪里。",
)

STICK = Ledger(
    name="stick",
    title="备用U盘",
    model="model:Stick",
    label="name",
    in_report=False,
    writes="service:write_stick",
    guard="service:guard_stick",
    void="不用了",
    fields=(
        Field("name", "叫什么", required=True, find="text", width=18, max_length=40, hint="如 黑色贴红条的"),
        Field("lies", "现在在哪里", "choice", required=True, choices=rules.LIES, default="away", width=10),
        Field(
            "holder", "在谁家", "ref", ref="person", required=True, mask="name", width=10, why="知道找谁拿",
            when=("lies", ("away",)),
        ),
        Field("since", "从哪天起", "date", past=True, width=12, hint="空着就是今天"),
        Field("note", "备注", "note", width=20, max_length=500),
        Field("asked_on", "上次问是哪天", "date", in_form=False, width=12),
    ),
    columns=("name", "lies", "holder", "since", "asked_on"),
    sorts=(Sort("asked", "久没问的在前", ("asked_on",)),),
    filters=("lies",),
    actions=(
        Action("still", "还在他家", by="service:still_there", when=("lies", ("away",))),
        Action("still_here", "还在活动室", by="service:still_there", when=("lies", ("room",))),
        Action("hand", "换到别人家", by="service:hand_stick", asks=(HOLDER, ON)),
        Action("fetch", "拿回活动室了", by="service:fetch_stick", when=("lies", ("away", "lost"))),
        Action(
            "lose",
            "找不到了",
            by="losses:lose_stick",
            when=("lies", ("away", "room")),
            confirm="记下找不到，同时开一张丢失处置单，一步一步照着办。",
        ),
    ),
    empty="还没有登记备用U盘。按 F2 登记一只；最好放在别人家里，不跟电脑放一起。",
)  # fmt: skip
