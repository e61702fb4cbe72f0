"""What is kept of looking: whoever sees what is masked leaves a row, which nobody writes, changes or voids by hand."""

from __future__ import annotations

from linli_tui.core.ledger import Action, Field, Ledger, Sort

FORGET = Action(
    "forget",
    "过期的内容删掉",
    by="erasing:forget",
    right="erase",
    two=True,
    confirm="删掉的内容找不回来，只留下删过这件事。",
)
"""What may be done with whatever has a time of keeping, once it is over."""

LOOK = Ledger(
    name="look",
    title="查看登记",
    model="model:Look",
    label="actor_name",
    by_hand=False,
    writes="looks:refuse_by_hand",
    guard="looks:guard_look",
    in_report=False,
    fields=(
        Field("who", "名单里的", "ref", ref="person", mask="name", width=10, in_form=False, why="知道是谁看的"),
        Field("actor_name", "谁看的", mask="name", width=10, in_form=False, why="知道是谁看的"),
        Field("day", "哪一天", "date", required=True, past=True, width=12),
        Field("ledger", "哪本台账", "ledger", width=10, in_form=False),
        Field("record", "哪一条", "record", width=14, in_form=False),
        Field("fields", "看了什么", required=True, width=16, max_length=200),
        Field("why", "为了什么", required=True, find="text", width=24, max_length=200),
        Field("n", "几条", "int", default=1, width=6, in_form=False),
        Field("records", "看了哪些", "note", width=10, max_length=100_000, in_form=False),
    ),
    columns=("day", "actor_name", "fields", "why", "n"),
    sorts=(Sort("day", "新的在前", ("day",), descending=True),),
    filters=("ledger", "who"),
    actions=(FORGET,),
    empty="还没有人看过打了星号的内容。看了，这里自动记一条。",
)
