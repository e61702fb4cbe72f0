"""What is kept of a loss: the ten steps, each with its day, and what was found out."""

from __future__ import annotations

from linli_tui.core.ledger import (
    Action,
    Computed,
    Derived,
    Field,
    Ledger,
    Lifecycle,
    Move,
    Paper,
    Sort,
    State,
)
from linli_tui.ledgers.safety import rules

LIFE = Lifecycle(
    states=(State("open", "在办", "warn"), State("closed", "办完了", "good")),
    moves=(
        Move(
            "end",
            "办完了",
            ("open",),
            "closed",
            asks=("lesson",),
            needs=("decision", "lesson"),
            by="losses:close",
        ),
        Move("reopen", "再打开", ("closed",), "open", by="losses:reopen"),
    ),
)

DECIDED = ("decision", ("tell",))
FIELDS = (
    Field("kind", "丢了什么", "choice", required=True, choices=rules.KINDS, default="laptop", width=10),
    Field("what", "说清楚些", "note", required=True, find="text", width=24, max_length=500,
          hint="什么样子、放在哪里、谁最后看见"),
    Field("noticed_on", "哪天发现", "date", required=True, past=True, width=12),
    Field("noticed_at", "几点", "time", width=6),
    Field("laptop", "哪台电脑", "ref", ref="laptop", width=16, when=("kind", ("laptop", "both"))),
    Field("stick", "哪只U盘", "ref", ref="stick", width=16, when=("kind", ("stick", "both"))),
    Field("police_on", "报警", "date", past=True, width=12),
    Field("police_no", "回执号", width=16, max_length=60),
    Field("street_on", "告诉街道", "date", past=True, width=12),
    Field("street_at", "几点说的", "time", width=6),
    Field("street_who", "跟谁说的", mask="name", width=10, max_length=60, why="以后好核对"),
    Field("counted_on", "数过里面有什么", "date", past=True, width=14),
    Field("keys_on", "换锁换密码", "date", past=True, width=12),
    Field("struck_on", "注销电脑", "date", past=True, width=12),
    Field("called_on", "收回备用U盘", "date", past=True, width=12),
    Field("decided_on", "定要不要告知", "date", past=True, width=12),
    Field("decision", "怎么定的", "choice", choices=rules.DECISIONS, width=20),
    Field("decided_by", "谁定的", "ref", ref="person", mask="name", width=10, why="谁定的要写明"),
    Field("decided_why", "为什么", "note", width=24, max_length=500, hint="如 加了锁，口令没有丢"),
    Field("told_on", "哪天告诉居民", "date", past=True, width=12, when=DECIDED),
    Field("restored_on", "换一台接着用", "date", past=True, width=12),
    Field("lesson_on", "写下教训", "date", past=True, width=12),
    Field("lesson", "教训", "note", width=24, max_length=1000, hint="一句话，以后怎么不再丢"),
    Field("backup_on", "最后一次备份", "date", past=True, width=12),
    Field("persons", "里面多少人", "int", in_form=False, width=10),
    Field("kept", "哪些内容", in_form=False, width=24, max_length=500),
    Field("encrypted", "加锁了没有", "flag", in_form=False, width=10),
    Field("closed_on", "哪天办完", "date", in_form=False, width=12),
)  # fmt: skip
_FIELD = {field.name: field for field in FIELDS}


def _tick(key: str, title: str, day: str, *more: str) -> Action:
    """A step of which nobody has said yet that it was taken: one digit, its day, and what belongs to it."""
    asks = (Field(day, "哪一天", "date", required=True, past=True), *(_FIELD[name] for name in more))
    return Action(key, title, by="losses:tick", states=("open",), when=(day, (None,)), asks=asks)


LOSS = Ledger(
    name="loss",
    title="丢失处置",
    model="model:Loss",
    label="label",
    numbered="失",
    in_report=False,
    lifecycle=LIFE,
    writes="losses:write_loss",
    guard="losses:guard_loss",
    fields=FIELDS,
    derived=(Derived("label", ("kind", "number"), "rules:loss_label", title="丢失"),),
    computed=(
        Computed(
            "steps",
            "十步做了几步",
            "SELECT " + " + ".join(f"(r.{step.day} IS NOT NULL)" for step in rules.STEPS),
            "int",
            12,
        ),
    ),
    columns=("noticed_on", "kind", "what", "state", "steps"),
    sorts=(Sort("noticed", "新的在前", ("noticed_on", "number"), descending=True),),
    filters=("state", "kind"),
    actions=(
        _tick("police", "报警了", "police_on", "police_no"),
        _tick("street", "告诉街道了", "street_on", "street_at", "street_who"),
        _tick("count", "数过里面有什么", "counted_on", "backup_on"),
        _tick("keys", "锁和密码换好了", "keys_on"),
        _tick("struck", "电脑注销了", "struck_on"),
        _tick("called", "备用U盘收回来了", "called_on"),
        _tick("decide", "定了要不要告知", "decided_on", "decision", "decided_by", "decided_why"),
        _tick("restored", "换台接着用了", "restored_on"),
    ),
    papers=(
        Paper("loss_sheet", "丢失处置单", "内部", "papers:loss_sheet"),
        Paper("to_residents", "告知居民书（样）", "大家看", "papers:to_residents"),
    ),
    empty="还没有丢过东西。电脑、备用U盘、名单丢了，按 F2 记一张，照着十步办。",
)
