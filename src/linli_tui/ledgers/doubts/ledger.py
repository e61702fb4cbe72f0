"""What is kept of a doubt, and its short life."""

from __future__ import annotations

from linli_tui.core.ledger import Area, Duty, Field, Figure, Ledger, Lifecycle, Move, Sort, State
from linli_tui.ledgers.doubts.grants import GRANTS

LIFE = Lifecycle(
    states=(State("open", "待核", "warn"), State("accepted", "采用了", "good"), State("kept", "保留原来的", "good")),
    moves=(
        Move(
            "accept",
            "采用",
            ("open",),
            "accepted",
            needs=("offered", "field"),
            by="service:take_over",
            confirm="把表格里写的写进台账，代替原来的。",
        ),
        Move("keep", "保留原来的", ("open",), "kept"),
    ),
)

UNSEEN = ("state", ())
"""Kept for taking over what was offered; a person reads the title of the column in what is doubted."""

DOUBT = Ledger(
    name="doubt",
    title="待核",
    model="model:Doubt",
    label="what",
    lifecycle=LIFE,
    in_report=False,
    fields=(
        Field("what", "核什么", required=True, find="text", width=24, max_length=300, hint="谁的什么，如 王桂芳 电话"),
        Field("offered", "表格里写的", mask="text", width=20, max_length=500, in_form=False, why="核对了好采用"),
        Field("why", "为什么", "note", mask="name", width=36, max_length=1000, why="核对时要知道为什么没有照收"),
        Field("file", "从哪个文件来", find="text", width=20, max_length=300, in_form=False),
        Field("sheet", "哪张表", width=10, max_length=300, in_form=False),
        Field("row", "第几行", "int", width=6, in_form=False),
        Field("ledger", "哪本台账", "ledger", width=8, in_form=False),
        Field("field", "哪一栏", width=10, in_form=False, when=UNSEEN),
        Field("record", "说的是", "record", width=10, in_form=False),
    ),
    columns=("what", "offered", "why", "row", "state"),
    sorts=(Sort("new", "先来的在前", ("file", "sheet", "row")), Sort("what", "按核什么", ("what",))),
    filters=("state", "file", "ledger"),
    empty="没有要核对的。导入表格时有看不准的，会放在这里。",
)

OPEN = "SELECT count(*) FROM doubt WHERE state = 'open' AND voided = 0"
UNDECIDED = (("state", "open"),)

AREA = Area(
    name="doubts",
    title="待核",
    digit="93",
    package="linli_tui.ledgers.doubts",
    grants=GRANTS,
    ledgers=(DOUBT,),
    figures=(Figure("待核", OPEN, "条", "doubt", UNDECIDED),),
    duties=(
        Duty(
            "doubts.open",
            "有 {n} 条导入时看不准的，请对照证件核一核",
            OPEN,
            "doubt",
            UNDECIDED,
        ),
    ),
    offers={"doubts.open": "service:lay_aside", "doubts.states": "service:states"},
    demo="demo:fill",
)
