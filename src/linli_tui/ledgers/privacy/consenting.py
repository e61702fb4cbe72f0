"""What is kept of telling people and of what they agreed to: versions of the notice, one dated answer per home."""

from __future__ import annotations

from linli_tui.core.ledger import Action, Computed, Dated, Derived, EntryList, Field, Ledger, Paper, Sort
from linli_tui.core.reach import lies_here
from linli_tui.ledgers.privacy.looking import FORGET
from linli_tui.ledgers.privacy.rules import ANSWERS, ENDED, SCOPES

READY = "空着就用现成的"

NOTICE = Ledger(
    name="notice",
    title="告知书",
    model="model:Notice",
    label="label",
    void="停用",
    writes="service:write_notice",
    guard="service:guard_notice",
    fields=(
        Field("since", "从哪天起用", "date", required=True, width=12),
        Field("no", "第几版", "int", in_form=False, width=6),
        Field("who_we_are", "我们是谁", "note", width=24, max_length=1000, hint=READY),
        Field("what_for", "做什么用", "note", width=24, max_length=2000, hint=READY),
        Field("which", "登记哪些", "note", width=24, max_length=2000, hint=READY),
        Field("how_long", "留多久", "note", width=24, max_length=1000, hint=READY),
        Field("who_receives", "谁能看到", "note", width=24, max_length=1000, hint=READY),
        Field("how_to_refuse", "不愿意怎么办", "note", width=24, max_length=2000, hint=READY),
    ),
    derived=(Derived("label", ("no",), "rules:notice_label", title="告知书"),),
    columns=("label", "since", "what_for"),
    sorts=(Sort("no", "新的在前", ("no",), descending=True),),
    papers=(Paper("form", "告知同意书", "当事人", "papers:consent_form"),),
    empty="还没有告知书。按 F2 写第一份：填个日子就行，文字有现成的。",
)

AGREED = (
    "SELECT rtrim(" + " || ".join(f"CASE WHEN r.for_{k} = 1 THEN '{t}、' ELSE '' END" for k, t in SCOPES) + ", '、')"
)
"""What was agreed to, in words; the same as rules.scope_titles."""
NOTHING = {f"for_{key}": 0 for key, _ in SCOPES}


def _digit(answer: str, *scopes: str) -> tuple[tuple[str, str | int], ...]:
    return (("answer", answer), *{**NOTHING, **{f"for_{scope}": 1 for scope in scopes}}.items())


CONSENT = Ledger(
    name="consent",
    title="告知同意",
    model="model:Consent",
    label="label",
    here=lies_here("home"),
    in_report=False,
    dated=Dated(key=("home",)),
    writes="service:write_consent",
    guard="service:guard_consent",
    fields=(
        Field("home", "房屋", "ref", ref="home", required=True, width=16),
        Field("answer", "怎么说", "choice", required=True, choices=ANSWERS, default="given", width=8),
        *(
            Field(f"for_{key}", title, "flag", default=int(key == "register"), width=8, when=("answer", ("given",)))
            for key, title in SCOPES
        ),
        Field("since", "哪一天", "date", past=True, width=12, hint="空着就是今天"),
        Field("person", "谁说的", "ref", ref="person", mask="name", width=10, why="知道是谁同意的"),
        Field(
            "by_name",
            "没登记的写名字",
            "name",
            mask="name",
            width=10,
            max_length=60,
            why="知道是谁同意的",
            hint="名单里有的不用写",
        ),
        Field("paper_at", "纸在哪里", width=16, max_length=60, hint="签了字的同意书放在哪个柜子、哪个盒子"),
        Field("notice", "哪一版告知书", "ref", ref="notice", width=14, hint="空着就是现在用的"),
        Field("note", "备注", "note", find="text", width=20, max_length=500),
        Field("household", "哪一户", "ref", ref="household", in_form=False),
        Field("until", "到哪天为止", "date", width=12, in_form=False),
        Field("ended", "为什么不再算", "choice", choices=ENDED, width=10, in_form=False),
    ),
    derived=(
        Derived("place_key", ("home.place_key",)),
        Derived(
            "label",
            ("home.label", "answer", *(f"for_{key}" for key, _ in SCOPES)),
            "rules:consent_label",
            title="谁家怎么说",
        ),
    ),
    computed=(Computed("scopes", "同意哪几项", AGREED, width=22),),
    columns=("home", "answer", "scopes", "since", "until"),
    sorts=(Sort("place", "按位置", ("place_key", "since")),),
    filters=("answer", "notice", "ended"),
    actions=(
        Action(
            "withdraw",
            "撤回同意",
            by="service:withdraw",
            asks=(
                Field(
                    "scope", "撤回哪一项", "choice", choices=(("all", "全部"), *SCOPES), default="all", required=True
                ),
                Field("on", "从哪天起", "date", required=True),
            ),
            confirm="从这天起，撤回的那一项不再用。已经送出去的，下次报送时说明。",
        ),
        FORGET,
    ),
    entry=EntryList(
        over="home",
        scope="parent",
        item="home",
        fixed=("notice", "since"),
        digits=(
            ("1", "全部同意", _digit("given", *(key for key, _ in SCOPES))),
            ("2", "只同意登记", _digit("given", "register")),
            ("3", "不在", _digit("absent")),
            ("4", "不愿登记", _digit("refused")),
            ("5", "再想想", _digit("thinking")),
            ("6", "登记、关爱", _digit("given", "register", "care")),
            ("7", "登记、报送", _digit("given", "register", "street")),
            ("8", "登记、关爱、报送", _digit("given", "register", "care", "street")),
        ),
        by="service:hear",
    ),
    empty="还没有问过。打开告知书，按单元一户一户登记。",
)
