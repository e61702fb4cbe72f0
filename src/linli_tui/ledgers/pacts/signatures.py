"""What is kept of a home's answer to a version: who signed how, on which line of which paper, or why not yet."""

from __future__ import annotations

from linli_tui.core.ledger import Action, Derived, EntryList, Field, Ledger, Sort
from linli_tui.core.reach import lies_here
from linli_tui.ledgers.pacts import rules

STATES = (
    ("signed", "签了"),
    ("reserved", "签了，有意见"),
    ("absent", "不在"),
    ("refused", "不愿意"),
    ("thinking", "再想想"),
    ("left", "退出了"),
)
CAPACITIES = (("owner", "业主"), ("family", "家里人"), ("tenant", "租客"), ("lessee", "承租人"))
WAYS = (("self", "本人签"), ("finger", "按手印"), ("proxy", "代签"), ("mandate", "委托（有委托书）"))
REASONS = (
    ("mend", "先修好再签"),
    ("ask", "要问房东、家里人"),
    ("article", "对条文有意见"),
    ("others", "看看别人签没签"),
    ("privacy", "怕电话、名字外传"),
    ("unneeded", "跟自己没关系"),
    ("moving", "要搬走，房子卖了"),
    ("other", "别的"),
)
IF_SIGNED = ("state", rules.SIGNED)
IF_NOT = ("state", ("reserved", "absent", "refused", "thinking", "left"))
NOT_SIGNED = (("capacity", None), ("how", None), ("not_for", None))
DAY = Field("signed_on", "哪一天", "date", past=True, width=12)

SIGNATURE = Ledger(
    name="signature",
    title="签订",
    model="model:Signature",
    here=lies_here("home"),
    label="label",
    writes="signing:write_signature",
    guard="signing:guard_signature",
    fields=(
        Field("version", "签的是", "ref", ref="pact_version", required=True, width=24),
        Field("home", "房屋", "ref", ref="home", required=True, width=16),
        Field("state", "结果", "choice", required=True, choices=STATES, width=12),
        Field("capacity", "谁签的", "choice", choices=CAPACITIES, width=8, when=IF_SIGNED),
        Field("how", "怎么签的", "choice", choices=WAYS, width=8, when=IF_SIGNED),
        Field(
            "not_for",
            "哪几条不签",
            "code",
            width=10,
            max_length=60,
            when=("state", ("reserved",)),
            hint="如 5；几条就写 3、5",
        ),
        Field("reason", "为什么", "choice", choices=REASONS, width=14, when=IF_NOT),
        Field("next_on", "哪天再去", "date", width=12, when=IF_NOT, hint="说好了哪天再去"),
        DAY,
        Field("paper", "单子编号", width=16, max_length=40, hint="签名单上印的，没有就空着"),
        Field("line", "单子第几行", "int", width=6),
        Field("finding", "先办的问题", "ref", ref="finding", in_form=False, width=20),
        Field(
            "note",
            "备注",
            "note",
            find="text",
            mask="text",
            width=20,
            max_length=500,
            hint="如：希望写明停车费归谁管",
            why="再上门时接着说",
        ),
    ),
    derived=(Derived("place_key", ("home.place_key",)), Derived("label", ("home.label",), title="房屋")),
    columns=("home", "state", "capacity", "how", "signed_on"),
    sorts=(
        Sort("place", "按位置", ("version", "place_key")),
        Sort("next", "按再去的日子", ("next_on", "place_key")),
    ),
    filters=("version", "state", "reason"),
    entry=EntryList(
        over="home",
        scope="parent",
        item="home",
        fixed=("version", "signed_on"),
        digits=(
            ("1", "业主签了", (("state", "signed"), ("capacity", "owner"), ("how", "self"))),
            ("2", "家里人签了", (("state", "signed"), ("capacity", "family"), ("how", "self"))),
            ("3", "不在", (("state", "absent"), *NOT_SIGNED)),
            ("4", "不愿意", (("state", "refused"), *NOT_SIGNED)),
            ("5", "再想想", (("state", "thinking"), *NOT_SIGNED)),
            ("6", "签了，有意见", (("state", "reserved"), ("capacity", "owner"), ("how", "self"))),
            ("7", "按手印", (("state", "signed"), ("capacity", "owner"), ("how", "finger"))),
            ("8", "代签", (("state", "signed"), ("capacity", "owner"), ("how", "proxy"))),
            ("9", "租客签了", (("state", "signed"), ("capacity", "tenant"), ("how", "self"))),
        ),
        by="signing:sign",
        states=("adopted", "filed", "in_force"),
        within="signing:walks",
    ),
    actions=(
        Action(
            "mandate",
            "收到委托书",
            by="signing:take_mandate",
            when=("how", ("proxy",)),
            confirm="委托书和签名单放在一起，这一户就算业主签了。",
        ),
        Action(
            "leave",
            "退出公约",
            by="signing:leave",
            asks=(
                Field("left_on", "哪天说的", "date", required=True, past=True),
                Field("reason", "为什么", "choice", choices=REASONS),
            ),
            when=IF_SIGNED,
        ),
    ),
    empty="还没有人签。公约通过以后，按单元一户一户登记。",
)
