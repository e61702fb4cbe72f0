"""What is kept of a jotting, and its short life."""

from __future__ import annotations

from linli_tui.core.ledger import (
    Action,
    Area,
    Derived,
    Duty,
    Field,
    Figure,
    Layer,
    Ledger,
    Lifecycle,
    Move,
    Sort,
    State,
)
from linli_tui.core.reach import ME, WROTE, lies_here
from linli_tui.ledgers.jots.grants import GRANTS

LIFE = Lifecycle(
    states=(State("open", "未处理"), State("answered", "答复了", "good"), State("turned", "已转", "good")),
    moves=(
        Move("answer", "答复了", ("open",), "answered", asks=("answer",), by="service:refuse_unconfirmed"),
        Move(
            "turn",
            "转到别的台账",
            ("open",),
            "turned",
            asks=("turned_ledger",),
            needs=("turned_ledger",),
            by="service:make_record",
        ),
    ),
)

CONFIRM = Action("confirm", "认下", by="service:confirm", when=("unconfirmed", (1,)))
"""Of what was dropped in while the book was closed: it is what its writer said, or an officer vouches for it."""

JOT = Ledger(
    name="jot",
    title="随手记",
    model="model:Jot",
    here=lies_here("place"),
    own=f"{WROTE} OR r.writer IN ({ME})",
    label="label",
    numbered="记",
    lifecycle=LIFE,
    writes="service:write_jot",
    fields=(
        Field(
            "words",
            "什么事",
            "note",
            required=True,
            find="text",
            mask="text",
            width=40,
            max_length=500,
            hint="一句话就行",
            why="办事要知道是什么事",
        ),
        Field("place", "哪里", "ref", ref="place", width=16),
        Field("told_by", "谁说的", mask="name", width=10, max_length=40, why="好答复人家"),
        Field("told_on", "哪一天", "date", past=True, width=12, hint="空着就是今天"),
        Field(
            "answer",
            "怎么答复的",
            "note",
            find="text",
            mask="text",
            in_form=False,
            width=24,
            max_length=500,
            why="别人再问时答得上",
        ),
        Field("turned_ledger", "转到哪本台账", "ledger", in_form=False, width=10),
        Field("turned_record", "转成了", "record", in_form=False),
        Field("dropped_by", "谁投的", mask="name", in_form=False, width=10, max_length=40, why="知道该请谁来认"),
        Field("writer", "像是哪一位", "ref", ref="person", in_form=False, mask="name", width=10, why="好请本人来认"),
        Field("unconfirmed", "还没有人认", "flag", in_form=False, width=10),
    ),
    derived=(Derived("label", ("words",), "rules:short", title="随手记"),),
    columns=("words", "place", "told_by", "told_on", "state"),
    sorts=(Sort("number", "新的在前", ("number",), descending=True),),
    filters=("state", "place", "unconfirmed"),
    actions=(CONFIRM,),
    empty="还没有随手记。有人说了什么、看见什么，先记一句。按 F2 记第一条。",
)

OPEN_LAYER = """
SELECT h.id AS home, CASE WHEN n > 9 THEN '多条' ELSE n || '条' END AS word, 'warn' AS tint
FROM (SELECT h.id, (SELECT count(*) FROM jot j WHERE j.place = h.id AND j.state = 'open' AND j.voided = 0) AS n
      FROM home h WHERE h.building = :building AND h.voided = 0) h
WHERE n > 0
"""

AREA = Area(
    name="jots",
    title="随手记",
    digit="8",
    package="linli_tui.ledgers.jots",
    grants=GRANTS,
    ledgers=(JOT,),
    figures=(
        Figure(
            "未处理的随手记",
            "SELECT count(*) FROM jot WHERE state = 'open' AND voided = 0",
            "条",
            "jot",
            (("state", "open"),),
        ),
    ),
    duties=(
        Duty(
            "jots.old",
            "有 {n} 条随手记放了三天以上，还没有处理",
            "SELECT count(*) FROM jot WHERE state = 'open' AND voided = 0 AND told_on < date(:today, '-3 days')",
            "jot",
            (("state", "open"),),
        ),
        Duty(
            "jots.dropped",
            "有 {n} 条夜里投进来的，还没有人认",
            "SELECT count(*) FROM jot WHERE unconfirmed = 1 AND voided = 0",
            "jot",
            (("unconfirmed", 1),),
        ),
    ),
    layers=(Layer("open", "随手记", OPEN_LAYER),),
    offers={"jots.write": "service:jot_down", "drop.jot": "service:take_in"},
    demo="demo:fill",
)
