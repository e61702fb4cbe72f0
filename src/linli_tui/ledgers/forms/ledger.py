"""What is kept of blank forms: the number each one bears, what it is a form of, and what became of it."""

from __future__ import annotations

from linli_tui.core.ledger import Action, Area, Derived, Field, Ledger, Sort
from linli_tui.ledgers.forms import rules
from linli_tui.ledgers.forms.grants import GRANTS

BLANK = Ledger(
    name="blank_form",
    title="空白表",
    model="model:BlankForm",
    label="label",
    in_report=False,
    by_hand=False,
    writes="service:refuse_by_hand",
    guard="service:guard_form",
    fields=(
        Field("reserved", "编号", required=True, find="text", width=20, max_length=40),
        Field("form", "什么表", required=True, width=16, max_length=60),
        Field("ledger", "哪本台账", "ledger", required=True, width=12),
        Field("day", "哪天印的", "date", required=True, width=12),
        Field("stage", "到哪一步了", "choice", required=True, choices=rules.STAGES, default=rules.OUT, in_form=False,
              width=10),
        Field("record", "登记成", "record", width=16, in_form=False),
    ),
    derived=(Derived("label", ("reserved", "form"), "service:label", title="空白表"),),
    columns=("reserved", "form", "day", "stage"),
    sorts=(Sort("reserved", "按编号", ("reserved",)), Sort("day", "新的在前", ("day",), descending=True)),
    filters=("stage", "form"),
    actions=(
        Action("register", "登记这张纸", view="view:PaperScreen", when=("stage", (rules.OUT,))),
        Action("spoil", "写坏了，不要了", by="service:spoil", when=("stage", (rules.OUT,)),
               confirm="这个编号不再给别的表用。"),
    ),
    empty="还没有印过空白表。用命令 linli print 空白表一套 来印，编号先留好。",
)  # fmt: skip

AREA = Area(
    name="forms",
    title="空白表",
    digit="96",
    package="linli_tui.ledgers.forms",
    ledgers=(BLANK,),
    offers={"forms.set": "service:reserve", "forms.found": "service:found"},
    grants=GRANTS,
    demo="demo:fill",
)
