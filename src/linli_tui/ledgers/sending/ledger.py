"""The area of sending: recipients, reports, the tables of each; and what has not been reported since the last."""

from __future__ import annotations

from linli_tui.core.ledger import (
    Action,
    Area,
    Computed,
    Derived,
    Field,
    Figure,
    Ledger,
    Paper,
    Sort,
)
from linli_tui.ledgers.sending import rules
from linli_tui.ledgers.sending.grants import GRANTS

RECIPIENT = Ledger(
    name="recipient",
    title="报送对象",
    model="model:Recipient",
    label="name",
    in_report=False,
    writes="service:write_recipient",
    guard="service:guard_recipient",
    void="停用",
    fields=(
        Field("name", "报给谁", required=True, find="text", width=18, max_length=60, 
              hint="单位的名字，如 暨阳街道办事处"),
        Field("contact", "怎么联系", width=18, max_length=100, hint="单位的电话"),
        Field("purpose", "做什么用", required=True, width=18, max_length=200, hint="如 每月社区治理情况汇总"),
        Field("basis", "凭什么给", "choice", required=True, choices=rules.BASES, default="consent", width=12),
        Field("ledgers", "哪些台账", "note", required=True, default=rules.ALL, width=24, max_length=1000,
              hint="写台账的名字，用顿号隔开；都给就写 全部"),
        Field("road", "怎么给", "choice", required=True, choices=rules.ROADS, default="stick", width=14),
        Field("tables", "看哪些改动", in_form=False, max_length=2000, when=("road", ())),
    ),
    columns=("name", "purpose", "basis", "ledgers", "road"),
    sorts=(Sort("name", "按名字", ("name",)),),
    empty="还没有写报给谁。按 F2 写一个，如街道办事处。",
)  # fmt: skip

REPORT = Ledger(
    name="report_out",
    title="报送清单",
    model="model:ReportOut",
    label="label",
    in_report=False,
    by_hand=False,
    writes="service:refuse_by_hand",
    guard="service:guard_report",
    fields=(
        Field("recipient", "报给谁", "ref", ref="recipient", required=True, width=18),
        Field("month", "哪个月", required=True, width=8, max_length=7),
        Field("day", "哪天做的", "date", required=True, width=12),
        Field("rows", "共几行", "int", required=True, width=8),
        Field("fresh", "本月新增", "int", required=True, width=8),
        Field("stage", "到哪一步了", "choice", required=True, choices=rules.STAGES, default="packed", in_form=False,
              width=20),
        Field("code", "核对码", "code", width=12, max_length=20, in_form=False),
        Field("folder", "文件夹", width=20, max_length=200, in_form=False),
        Field("copied_on", "哪天拷的", "date", width=12, in_form=False),
        Field("signed_on", "哪天签收的", "date", width=12, in_form=False),
        Field("signed_by", "谁签收的", width=12, max_length=60, in_form=False, hint="街道盖章的人"),
    ),
    derived=(Derived("label", ("month", "recipient.name"), "rules:report_label", title="报送", find="text"),),
    computed=(
        Computed(
            "differs",
            "数不同的表",
            "SELECT count(*) FROM report_line l WHERE l.report = r.id AND l.voided = 0 AND l.stamped <> l.rows",
            "int",
            10,
        ),
    ),
    columns=("month", "recipient", "day", "rows", "stage", "differs"),
    sorts=(Sort("day", "新的在前", ("day",), descending=True),),
    filters=("stage", "recipient"),
    actions=(
        Action(
            "stamp", "街道盖章签收了", view="view:StampScreen", when=("stage", ("packed", "copied")), right="report"
        ),
    ),
    papers=(Paper("report_list", "报送清单", "街道", "papers:report_list"),),
    empty="还没有报送过。在首页按 F7，或者按 0 选「报送」。",
)  # fmt: skip

LINE = Ledger(
    name="report_line",
    title="报送的表",
    model="model:ReportLine",
    label="title",
    in_report=False,
    hidden=True,
    part_of="report_out",
    order="place",
    by_hand=False,
    writes="service:refuse_by_hand",
    guard="service:guard_report",
    fields=(
        Field("report", "哪次报送", "ref", ref="report_out", required=True),
        Field("place", "第几张", "int", required=True, width=6),
        Field("ledger", "哪本台账", "ledger", required=True, width=12),
        Field("title", "表名", required=True, width=14, max_length=60),
        Field("rows", "行数", "int", required=True, width=8),
        Field("fresh", "本月新增", "int", required=True, width=8),
        Field("blank", "没同意、留空的", "int", required=True, width=12),
        Field("stamped", "街道盖章的数", "int", width=12, in_form=False),
    ),
    columns=("title", "rows", "fresh", "blank", "stamped"),
    sorts=(Sort("place", "按次序", ("report", "place")),),
)

MADE = "SELECT max(c.seq) FROM journal c WHERE c.record = o.id AND c.verb = 'report'"
"""Where in the journal a report was made: that order holds whatever the clock of the machine says."""
SINCE = f"SELECT max(({MADE})) FROM report_out o WHERE o.recipient = p.id AND o.voided = 0"
CHANGED = f"""
SELECT count(DISTINCT j.record) FROM recipient p CROSS JOIN journal j ON j.seq > ({SINCE})
WHERE p.voided = 0 AND instr(p.tables, '|' || j.ledger || '|')
"""
"""How many records of the ledgers that are reported were made or changed since the last report to each recipient; the
journal is read from there on."""
DAY = f"SELECT o.day FROM report_out o WHERE o.voided = 0 ORDER BY ({MADE}) DESC LIMIT 1"
UNSENT = f"""
SELECT CASE WHEN ({DAY}) IS NULL THEN '还没有报送过' ELSE printf('还有 %d 条没有报送，上次 %d月%d日',
  ({CHANGED}), substr(({DAY}), 6, 2), substr(({DAY}), 9, 2)) END
"""

AREA = Area(
    name="sending",
    title="报送",
    digit="94",
    package="linli_tui.ledgers.sending",
    ledgers=(REPORT, RECIPIENT, LINE),
    figures=(Figure("", UNSENT, "", "report_out"),),
    offers={
        "sending.recipients": "service:recipients",
        "sending.sent": "service:record_report",
        "sending.copied": "service:copied",
    },
    grants=GRANTS,
    demo="demo:fill",
)
