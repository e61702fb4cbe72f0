"""What is kept of the council: posts and settings from one day to another, and the ways to open the book."""

from __future__ import annotations

from linli_tui.core.ledger import Action, Area, Dated, Derived, Duty, Field, Figure, Ledger, Sort
from linli_tui.core.today import holds_today
from linli_tui.ledgers.council import bodies
from linli_tui.ledgers.council.grants import GRANTS
from linli_tui.ledgers.council.rules import FOR_GROUP, FOR_PLACE, KEYS, POSTS, SETTINGS

END = Action("end", "卸任", by="service:end_post", asks=(Field("on", "从哪天起", "date", required=True),))

POST = Ledger(
    name="post",
    title="职务",
    model="model:Post",
    label="label",
    dated=Dated(key=("person", "post", "place", "group", "body")),
    writes="service:write_post",
    fields=(
        Field("person", "谁", "ref", ref="person", required=True, mask="name", width=10, why="知道该找谁"),
        Field("post", "职务", "choice", required=True, choices=POSTS, width=12),
        Field(
            "place",
            "管哪里",
            "ref",
            ref="place",
            width=12,
            hint="楼长要选一幢楼，单元长要选一个单元",
            when=("post", tuple(FOR_PLACE)),
        ),
        Field(
            "group",
            "管哪组",
            "ref",
            ref="group",
            width=12,
            hint="网格长要选网格，联户长要选十联户",
            when=("post", tuple(FOR_GROUP)),
        ),
        Field("body", "哪个组织", "ref", ref="body", width=14, hint="空着就是本小区的互助会、自管会或业委会"),
        Field("term", "第几届", "ref", ref="term", width=8, in_form=False),
        Field("since", "从哪天起", "date", width=12),
        Field("until", "到哪天为止", "date", width=12, hint="卸任的那一天；没有定就空着"),
        Field("note", "备注", "note", width=20, max_length=500),
    ),
    derived=(
        Derived("order_key", ("post", "place.place_key"), "rules:order_key"),
        Derived(
            "label",
            ("post", "place.label", "group.name", "body.kind", "body.beside"),
            "rules:post_label",
            title="职务",
        ),
    ),
    columns=("label", "person", "since", "until"),
    sorts=(Sort("post", "按职务", ("order_key",)),),
    filters=("post",),
    actions=(END,),
    empty="还没有登记职务。按 F2 登记会长、楼长和其他人。",
)

HELD = Dated(key=("key",))

SETTING = Ledger(
    name="setting",
    title="设置",
    model="model:Setting",
    label="label",
    dated=HELD,
    writes="service:write_setting",
    void="停用",
    fields=(
        Field("key", "哪一项", "choice", required=True, choices=tuple((s.key, s.title) for s in SETTINGS), width=16),
        Field("value", "内容", width=24, max_length=60),
        Field("since", "从哪天起", "date", width=12, in_form=False),
        Field("until", "到哪天为止", "date", width=12, in_form=False),
    ),
    derived=(
        Derived("label", ("key",), "rules:setting_title", title="哪一项"),
        Derived("shown", ("key", "value"), "rules:setting_text", title="内容"),
    ),
    columns=("label", "shown", "since", "until"),
    sorts=(Sort("key", "按项目", ("key",)), Sort("since", "后改的在前", ("since",), descending=True)),
)

KEY = Ledger(
    name="key",
    title="开锁方式",
    model="model:Key",
    label="label",
    by_hand=False,
    writes="service:write_key",
    void="停用",
    hidden=True,
    in_report=False,
    fields=(
        Field("person", "谁", "ref", ref="person", required=True, mask="name", width=10, why="知道谁能打开台账"),
        Field("kind", "怎么开", "choice", required=True, choices=KEYS, width=10),
        Field("since", "从哪天起", "date", width=12, in_form=False),
        Field("until", "到哪天为止", "date", width=12, in_form=False),
        Field("note", "备注", "note", width=20, max_length=500),
    ),
    derived=(Derived("label", ("kind",), "rules:key_title", title="怎么开"),),
    columns=("person", "label", "since", "until"),
    sorts=(Sort("since", "按日子", ("since",)),),
    empty="还没有人设过密码：谁打开这台电脑，都能看台账。",
)

AREA = Area(
    name="council",
    title="会务",
    digit="91",
    package="linli_tui.ledgers.council",
    grants=GRANTS,
    ledgers=(POST, bodies.BODY, bodies.TERM, bodies.FILING, SETTING, KEY),
    figures=(
        Figure(
            "有楼长的楼幢",
            "SELECT count(DISTINCT t.place) FROM post t "
            f"WHERE t.post = 'building_head' AND t.voided = 0 AND {holds_today('t')}",
            "幢",
            "post",
        ),
        bodies.NEXT,
    ),
    duties=(
        Duty(
            "council.terms",
            "有 {n} 个职务三十天内到期，请看看谁来接",
            "SELECT count(*) FROM post WHERE voided = 0 AND term IS NULL "
            "AND until > :today AND until <= date(:today, '+30 days')",
            "post",
        ),
        *bodies.DUTIES,
    ),
    offers={"settings.found": "service:found", "settings.change": "service:change"},
    demo="demo:fill",
)
