"""Declarations of the small area."""

from __future__ import annotations

from linli_tui.core.ledger import Area, Catalog, Dated, Derived, Field, Ledger, Lifecycle, Move, Sort, State

HOUSE = Ledger(
    "house", "房子",
    (
        Field("kind", "类别", "choice", required=True, choices=(("block", "楼"), ("flat", "套"))),
        Field("parent", "属于", "ref", ref="house"),
        Field("code", "号", "code", required=True),
        Field("area_001m2", "面积", "area"),
    ),
    label="label", model="model:House",
    derived=(
        Derived("house_key", ("parent.house_key", "code"), by="rules:house_key"),
        Derived("label", ("parent.label", "code"), by="rules:label"),
    ),
    columns=("label", "area_001m2"), hidden=True,
    sorts=(Sort("key", "按位置", ("house_key",)), Sort("area", "按面积", ("area_001m2",))),
)  # fmt: skip
BLOCK = HOUSE.slice("block", "楼", ("kind", "block"), ("code",), columns=("label",))
FLAT = HOUSE.slice("flat", "套", ("kind", "flat"), ("parent", "code", "area_001m2"), filters=("parent",))
HUMAN = Ledger(
    "human", "人",
    (
        Field("name", "姓名", "name", required=True, find="name", mask="name"),
        Field("phone", "手机", "phone", find="whole", mask="phone"),
        Field("note", "备注", "note", find="text"),
        Field("secret", "密", "note", find="text", sealed=True),
    ),
    label="name", model="model:Human", columns=("name", "phone"), jot="note",
    sorts=(Sort("name", "按姓名", ("name",)), Sort("phone", "按手机", ("phone", "name"))), filters=("phone",),
)  # fmt: skip
OWNING = Ledger(
    "owning", "产权",
    (
        Field("house", "房子", "ref", ref="flat", required=True),
        Field("human", "人", "ref", ref="human", required=True),
        Field("since", "从", "date"),
        Field("until", "到", "date"),
    ),
    label="id", model="model:Owning", part_of="flat", order="since",
    derived=(Derived("house_key", ("house.house_key",)), Derived("who", ("human.name",))),
    dated=Dated(("house", "human")), filters=("human",),
    sorts=(Sort("key", "按位置", ("house_key",)), Sort("who", "按人", ("who", "since"))),
)  # fmt: skip
LETTER = Ledger(
    "letter", "信", (Field("title", "题", required=True, find="text"), Field("day", "日期", "date")),
    label="title", model="model:Letter", numbered="信", columns=("number", "title"), filters=("state",),
    lifecycle=Lifecycle(
        (State("draft", "草稿"), State("sent", "已发"), State("ended", "已结")),
        (Move("send", "发出", ("draft",), "sent", needs=("day",)), Move("end", "结束", ("sent",), "ended")),
    ),
)  # fmt: skip
LEAF = Ledger(
    "leaf", "页",
    (
        Field("letter", "信", "ref", ref="letter", required=True),
        Field("line", "第", "int"),
        Field("words", "字", "note", find="text"),
    ),
    label="words", model="model:Leaf", part_of="letter", order="line",
)  # fmt: skip

AREA = Area("small", "小", "1", "tests.book.small", (HOUSE, BLOCK, FLAT, HUMAN, OWNING, LETTER, LEAF))
CATALOG = Catalog((AREA,))
