"""What is kept of bodies: what each is, its terms one after another, and the papers it is founded and known by."""

from __future__ import annotations

from linli_tui.core.ledger import Action, Computed, Dated, Derived, Duty, Field, Figure, Ledger, Paper, Sort
from linli_tui.core.today import holds_today
from linli_tui.ledgers.council.rules import BODY_KINDS, PAPERS, PROFILES, WAYS

HEADS = f"""
SELECT group_concat(name, '、') FROM (
  SELECT n.name FROM post t JOIN person n ON n.id = t.person
  WHERE t.body = r.id AND t.post IN ('chair', 'group_leader') AND t.voided = 0 AND n.voided = 0 AND {holds_today("t")}
  ORDER BY t.id)
"""
"""Who heads a body today."""
HELD = f"""
SELECT count(DISTINCT t.person) FROM post t
WHERE t.body = r.id AND t.place IS NULL AND t."group" IS NULL AND t.voided = 0 AND {holds_today("t")}
"""
"""How many sit in it today; heads of houses and groups do not."""
NOW = f"""
SELECT t.label || ifnull('，到' || t.until, '') FROM term t WHERE t.body = r.id AND t.voided = 0 AND {holds_today("t")}
"""
FOLLOWED = "EXISTS (SELECT 1 FROM term n WHERE n.body = t.body AND n.voided = 0 AND ifnull(n.since, '') >= t.until)"
"""Whether another term of the same body comes after the term `t`."""
STANDING = "SELECT 1 FROM body b WHERE b.id = t.body AND b.voided = 0 AND ifnull(b.until, '9999-99-99') > :today"
ENDING = f"SELECT count(*) FROM term t WHERE t.voided = 0 AND EXISTS ({STANDING}) AND NOT {FOLLOWED}"
UNFILED = "FROM filing f WHERE f.voided = 0 AND f.filed_on IS NULL AND f.due"

BODY = Ledger(
    name="body",
    title="组织",
    model="model:Body",
    label="name",
    void="停用",
    dated=Dated(key=("kind", "name")),
    writes="forming:write_body",
    guard="forming:guard_body",
    fields=(
        Field("kind", "哪一种", "choice", required=True, choices=BODY_KINDS, width=10),
        Field("name", "名称", find="text", width=18, max_length=60, hint="空着就用通称，如 邻里互助会"),
        Field("seats", "席位", "int", width=6, hint="一共几个人；没有定就空着"),
        Field("since", "从哪天起", "date", width=12),
        Field("until", "到哪天为止", "date", width=12, hint="散了的那一天；还在就空着"),
        Field("main", "本台账的组织", "flag", width=6, in_form=False),
        Field("profile", "按哪里的规定", "choice", choices=PROFILES, width=12, in_form=False),
        Field("note", "备注", "note", width=20, max_length=500),
    ),
    derived=(
        Derived("order_key", ("main", "kind"), "rules:body_order"),
        Derived("beside", ("main", "name"), "rules:beside"),
    ),
    computed=(
        Computed("heads", "负责人", HEADS, width=10, mask="name"),
        Computed("held", "现有人数", HELD, "int", width=8),
        Computed("now", "这一届", NOW, width=20),
    ),
    columns=("name", "kind", "heads", "now", "held", "seats"),
    sorts=(Sort("main", "主要的在前", ("order_key",)),),
    filters=("kind",),
    actions=(
        Action("renew", "换届", view="view:RenewScreen", right="hand_over"),
        Action("days", "看期限", reads="forming:days"),
        Action("end", "散了", by="forming:end_body", asks=(Field("on", "从哪天起", "date", required=True),)),
    ),
    papers=(
        Paper("hand_over", "移交清单", "内部", by="papers:hand_over", right="hand_over"),
        Paper("first_page", "接手第一页", "内部", by="papers:first_page", right="hand_over"),
    ),
    empty="还没有登记组织。按 F2 登记。",
)

TERM = Ledger(
    name="term",
    title="届次",
    model="model:Term",
    label="label",
    part_of="body",
    order="ordinal",
    dated=Dated(key=("body",)),
    writes="forming:write_term",
    fields=(
        Field("body", "组织", "ref", ref="body", required=True, width=16),
        Field("ordinal", "第几届", "int", width=6, hint="空着就接着上一届数"),
        Field("since", "从哪天起", "date", width=12),
        Field("until", "任满的那天", "date", width=12, hint="从这一天起就不在任了；没有定就空着"),
        Field("seats", "席位", "int", width=6),
        Field("elected_on", "哪天选的", "date", width=12, past=True),
        Field("how", "怎么产生的", "choice", choices=WAYS, width=14),
        Field("handed_on", "哪天移交的", "date", width=12, past=True, hint="任满以后，账、章、钥匙交清的那一天"),
        Field("note", "备注", "note", width=20, max_length=500),
    ),
    derived=(
        Derived("label", ("ordinal",), "terms:term_label", title="届次"),
        Derived("renew_by", ("until", "body.kind", "body.profile"), "terms:renew_by", "date", "最晚换届"),
        Derived("hand_over_by", ("until", "body.kind", "body.profile"), "terms:hand_over_by", "date", "最晚移交"),
    ),
    columns=("label", "body", "since", "until", "renew_by", "handed_on"),
    sorts=(Sort("since", "后来的在前", ("since",), descending=True),),
    filters=("body",),
    actions=(
        Action(
            "handed",
            "移交好了",
            by="forming:hand_over",
            asks=(Field("on", "哪天移交的", "date", required=True, past=True),),
            right="hand_over",
        ),
    ),
    empty="还没有登记届次。选上「换届」，一次就把这一届和各人的职务都写好。",
)

FILING = Ledger(
    name="filing",
    title="备案文件",
    model="model:Filing",
    label="label",
    writes="forming:write_filing",
    fields=(
        Field("body", "组织", "ref", ref="body", required=True, width=14),
        Field("kind", "什么文件", "choice", required=True, choices=PAPERS, width=10),
        Field("made_on", "文件的日子", "date", width=12, past=True, hint="选举、通过或者签字的那一天"),
        Field("filed_on", "哪天报的备案", "date", width=12, past=True, hint="还没有报就空着"),
        Field("filed_with", "报到哪里", find="text", width=14, max_length=60, hint="如 街道办事处"),
        Field("filed_no", "备案号", "code", find="text", width=12, max_length=60),
        Field("paper_at", "纸在哪里", find="text", width=16, max_length=60, hint="哪个柜子、哪个盒子、第几册"),
        Field("note", "备注", "note", width=20, max_length=500),
    ),
    derived=(
        Derived("due", ("kind", "made_on", "body.kind", "body.profile"), "terms:file_by", "date", "最晚备案"),
        Derived("label", ("kind", "body.beside"), "rules:paper_label", title="文件"),
    ),
    columns=("label", "made_on", "due", "filed_on", "paper_at"),
    sorts=(Sort("made", "后来的在前", ("made_on",), descending=True), Sort("due", "按最晚备案", ("due",))),
    filters=("kind", "body"),
    empty="还没有登记备案文件。按 F2 登记选举结果、成员名单、管理规约，写上纸在哪里。",
)

NEXT = Figure(
    "最近的期限",
    f"""SELECT ifnull(ltrim(substr(min(day), 6, 2), '0') || '月' || ltrim(substr(min(day), 9), '0') || '日', '没有')
    FROM (SELECT f.due AS day {UNFILED} >= (SELECT day FROM today)
    UNION ALL SELECT t.renew_by FROM term t WHERE t.voided = 0 AND NOT {FOLLOWED}
      AND t.renew_by BETWEEN (SELECT day FROM today) AND (SELECT date(day, '+90 days') FROM today))""",
    ledger="filing",
)
"""The next day by which a paper is to be filed, or an election held within three months."""

DUTIES = (
    Duty(
        "council.renew",
        "有 {n} 个组织快要任满，该筹备换届了",
        f"{ENDING} AND t.until > :today AND t.renew_by <= date(:today, '+30 days')",
        "term",
    ),
    Duty("council.expired", "有 {n} 个组织任期满了，还没有换届", f"{ENDING} AND t.until <= :today", "body"),
    Duty(
        "council.caretaking",
        "现在是看守期：{n} 位原会长（主任）看着，要紧的事才办，请尽快换届",
        """
        SELECT count(DISTINCT person) FROM post WHERE voided = 0 AND post = 'chair' AND until = (
          SELECT max(until) FROM post WHERE voided = 0 AND post = 'chair' AND until <= :today)
        AND NOT EXISTS (SELECT 1 FROM post c WHERE c.voided = 0 AND c.post = 'chair'
          AND ifnull(c.since, '') <= :today AND ifnull(c.until, '9999-99-99') > :today)
        """,
        "body",
    ),
    Duty(
        "council.hand_over",
        "有 {n} 届任满了，账、章、钥匙还没有写哪天移交",
        "SELECT count(*) FROM term WHERE voided = 0 AND until <= :today AND handed_on IS NULL "
        "AND until >= date(:today, '-1 year')",
        "term",
        (("handed_on", None),),
    ),
    Duty(
        "council.filing",
        "备案还差 {n} 份，看看最近的是哪天到期",
        f"SELECT count(*) {UNFILED} >= :today",
        "filing",
        (("filed_on", None),),
    ),
    Duty(
        "council.filing_late",
        "有 {n} 份过了备案的日子，请尽快补报",
        f"SELECT count(*) {UNFILED} < :today",
        "filing",
        (("filed_on", None),),
    ),
)
