"""What is kept of patrols: teams and their people, the duty list, rounds with who walked and what was passed."""

from __future__ import annotations

from linli_tui.core.ledger import (
    Action,
    Area,
    Computed,
    Dated,
    Derived,
    Duty,
    Field,
    Figure,
    Ledger,
    MonthLine,
    Paper,
    Sort,
)
from linli_tui.ledgers.patrol.grants import GRANTS

WEEKDAYS = tuple((str(n), f"周{day}") for n, day in enumerate("一二三四五六日", start=1))
"""Monday first, as ISO 8601 counts the days of a week."""
KINDS = (("patrol", "巡逻"), ("gate", "门岗"), ("clean", "楼道保洁"), ("other", "其他"))
HOW = (("planned", "排的"), ("substitute", "替班"), ("swap", "换班"))
CAME = (("came", "到了"), ("early", "先走"), ("told", "没来，打过招呼"), ("missing", "没来，没打招呼"))
SEEN = (("seen", "到了"), ("missed", "没到"), ("unsure", "记不清"))
THERE = ("came", ("came", "early"))

MEMBERS = "SELECT count(*) FROM team_member m WHERE m.team = r.id AND m.voided = 0 AND m.until IS NULL"
ON_DUTY = """
SELECT group_concat(name, '、') FROM (
  SELECT p.name FROM on_duty o JOIN person p ON p.id = o.person
  WHERE o.duty = r.id AND o.voided = 0 ORDER BY o.id)
"""
WALKED = """
SELECT group_concat(name, '、') FROM (
  SELECT p.name FROM walker w JOIN person p ON p.id = w.person
  WHERE w.round = r.id AND w.voided = 0 AND w.came IN ('came', 'early') ORDER BY w.id)
"""
PASSED = """
SELECT CASE WHEN r.as_planned = 1 THEN '没有逐点记' WHEN count(*) = 0 THEN ''
  ELSE sum(c.state = 'seen') || '/' || count(*) END
FROM passing c WHERE c.round = r.id AND c.voided = 0
"""
LACKS = """
SELECT group_concat(word, '、') FROM (
  SELECT '几点起' AS word WHERE r.started IS NULL AND ifnull(r.todo, '') NOT LIKE '%几点起不清楚%'
  UNION ALL SELECT '几点止' WHERE r.ended IS NULL AND ifnull(r.todo, '') NOT LIKE '%几点止不清楚%'
  UNION ALL SELECT '谁参加了' WHERE NOT EXISTS (SELECT 1 FROM walker w WHERE w.round = r.id AND w.voided = 0)
  UNION ALL SELECT '时长' WHERE r.started IS NOT NULL AND r.ended IS NOT NULL AND EXISTS (
    SELECT 1 FROM walker w WHERE w.round = r.id AND w.voided = 0 AND w.came IN ('came', 'early') AND w.minutes IS NULL)
  UNION ALL SELECT count(*) || '个人来没来' FROM on_duty o WHERE o.duty = r.duty AND o.voided = 0
    AND EXISTS (SELECT 1 FROM walker w WHERE w.round = r.id AND w.voided = 0)
    AND NOT EXISTS (SELECT 1 FROM walker w WHERE w.round = r.id AND w.voided = 0 AND w.person = o.person)
    HAVING count(*) > 0
  UNION ALL SELECT r.todo WHERE r.todo IS NOT NULL)
"""
"""What of a round nobody has said yet, and what somebody left to be told later."""
MINUTES = "SELECT sum(w.minutes) FROM walker w WHERE w.round = r.id AND w.voided = 0"

PERSON = Field("person", "谁", "ref", ref="person", required=True, mask="name", width=10, why="知道轮到谁、谁来了")
NOTE = Field("note", "备注", "note", find="text", mask="text", width=24, max_length=500, why="办事要知道的话")

TEAM = Ledger(
    name="team",
    title="队伍",
    model="model:Team",
    label="name",
    void="停用",
    fields=(
        Field("name", "名称", required=True, find="text", width=14, max_length=30, hint="如 周四组、夜巡一组"),
        Field("leader", "带队人", "ref", ref="person", mask="name", width=10, why="有事好找带队的"),
        Field("weekday", "星期几", "choice", choices=WEEKDAYS, width=6, hint="不固定的空着"),
        Field("started", "几点起", "time", width=8),
        Field("ended", "几点止", "time", width=8),
        NOTE,
    ),
    computed=(Computed("members", "几人", MEMBERS, "int", 6),),
    columns=("name", "leader", "weekday", "started", "ended", "members"),
    sorts=(Sort("name", "按名称", ("name",)),),
    filters=("weekday",),
    empty="还没有队伍。按 F2 登记第一个，再把队员加进去。",
)

MEMBER = Ledger(
    name="team_member",
    title="队员",
    model="model:TeamMember",
    label="label",
    part_of="team",
    order="since",
    void="退出",
    dated=Dated(key=("team", "person")),
    fields=(
        Field("team", "队伍", "ref", ref="team", required=True, width=14),
        PERSON,
        Field("since", "从哪天起", "date", width=12, hint="不清楚就空着"),
        Field("until", "到哪天为止", "date", width=12, in_form=False),
        Field("insured_until", "保险到哪天", "date", width=12, hint="夜里巡逻前要有保险；没有就空着"),
        NOTE,
    ),
    derived=(Derived("label", ("team.name",), title="队伍"),),
    columns=("team", "person", "since", "until", "insured_until"),
    sorts=(Sort("team", "按队伍", ("label", "since")),),
    empty="还没有队员。打开一个队伍，在「队员」里添加。",
)

DUTY = Ledger(
    name="duty",
    title="值班",
    model="model:Duty",
    label="label",
    writes="planning:write_duty",
    fields=(
        Field("day", "哪一天", "date", required=True, width=12),
        Field("kind", "做什么", "choice", required=True, choices=KINDS, default="patrol", width=10),
        Field("team", "队伍", "ref", ref="team", width=14),
        Field("home", "轮到哪户", "ref", ref="home", width=14, when=("kind", ("clean",))),
        Field("started", "几点起", "time", width=8, hint="空着就照队伍的"),
        Field("ended", "几点止", "time", width=8, hint="过了半夜的直接写，如 0:40"),
        Field("place", "哪里", "ref", ref="place", width=14, hint="不填就是全小区"),
        Field("last", "到哪天", "date", width=12, hint="只有一天的空着；楼道保洁写到月底"),
        NOTE,
    ),
    derived=(Derived("label", ("day", "kind", "team.name", "home.label"), "rules:duty_label", title="值班"),),
    computed=(Computed("people", "值班人", ON_DUTY, width=24, mask="name"),),
    columns=("label", "people", "started", "ended", "place"),
    sorts=(Sort("new", "新的在前", ("day",), descending=True), Sort("day", "按日子", ("day",))),
    filters=("kind", "team"),
    papers=(
        Paper("round_sheet", "夜巡单", "内部", by="papers:sheet"),
        Paper("duty_roster", "值班表", "大家看", by="papers:roster"),
    ),
    empty="还没有排班。可以照上月、按组轮，或者按 F2 一格一格填。",
)

ON = Ledger(
    name="on_duty",
    title="值班人",
    model="model:OnDuty",
    label="label",
    part_of="duty",
    order="label",
    void="去掉",
    fields=(
        Field("duty", "值班", "ref", ref="duty", required=True, width=20),
        PERSON,
        Field("how", "怎么来的", "choice", choices=HOW, default="planned", width=8),
    ),
    derived=(Derived("label", ("duty.label",), title="值班"),),
    columns=("duty", "person", "how"),
    sorts=(Sort("duty", "按值班", ("label",)),),
    empty="还没有人值班。打开一个值班，在「值班人」里添加。",
)

ROUND = Ledger(
    name="round",
    title="巡逻",
    model="model:Round",
    label="label",
    numbered="巡",
    writes="service:write_round",
    fields=(
        Field("day", "哪一晚", "date", required=True, past=True, width=12, hint="过了半夜也算前一晚的"),
        Field("team", "队伍", "ref", ref="team", width=14),
        Field("started", "几点起", "time", width=8),
        Field("ended", "几点止", "time", width=8, hint="过了半夜的直接写，如 0:40；不清楚就空着"),
        Field("unsure", "时间记不清", "flag", width=8, hint="上面写的是大约几点"),
        Field(
            "handover",
            "交班",
            "note",
            find="text",
            mask="text",
            width=24,
            max_length=500,
            hint="要告诉下一班的",
            why="下一班要知道",
        ),
        Field(
            "todo",
            "待补",
            find="text",
            mask="text",
            width=20,
            max_length=200,
            hint="还缺什么，以后补上",
            why="知道还要问谁",
        ),
        Field("sheet", "巡逻单号", "code", width=10, max_length=20, hint="没有单子就空着"),
        Field("duty", "哪一班", "ref", ref="duty", width=20),
        Field("as_planned", "照班表，没有逐点记", "flag", width=10, in_form=False),
        NOTE,
    ),
    derived=(Derived("label", ("day", "team.name"), "rules:round_label", title="巡逻"),),
    computed=(
        Computed("people", "参加", WALKED, width=24, mask="name"),
        Computed("passed", "巡查点", PASSED, width=10),
        Computed("lacks", "还缺", LACKS, width=14, mask="text"),
        Computed("minutes", "时长合计", MINUTES, "minutes", 12),
    ),
    columns=("label", "people", "started", "ended", "lacks", "passed"),
    sorts=(Sort("new", "新的在前", ("day", "number"), descending=True),),
    filters=("team",),
    actions=(Action("tell", "接着一项一项记", view="view:go_on"),),
    papers=(Paper("volunteer_hours", "时长汇总", "内部", by="papers:hours"),),
    empty="还没有巡逻记录。在「今晚」里按 1，照班表一切正常就记下了。",
)

WALKER = Ledger(
    name="walker",
    title="参加的人",
    model="model:Walker",
    label="label",
    part_of="round",
    order="label",
    void="去掉",
    fields=(
        Field("round", "巡逻", "ref", ref="round", required=True, width=20),
        PERSON,
        Field("came", "来了没有", "choice", required=True, choices=CAME, default="came", width=14),
        Field("on_at", "几点来", "time", width=8, when=THERE, hint="一起出发的空着"),
        Field("off_at", "几点走", "time", width=8, when=THERE, hint="一起结束的空着"),
    ),
    derived=(
        Derived("label", ("round.label",), title="巡逻"),
        Derived(
            "minutes", ("came", "on_at", "off_at", "round.started", "round.ended"), "rules:minutes", "minutes", "时长"
        ),
    ),
    columns=("round", "person", "came", "minutes"),
    sorts=(Sort("round", "按巡逻", ("label",)),),
    filters=("came",),
    empty="还没有写谁参加了。",
)

PASSING = Ledger(
    name="passing",
    title="巡查点记录",
    model="model:Passing",
    label="label",
    part_of="round",
    order="place_key",
    void="去掉",
    fields=(
        Field("round", "巡逻", "ref", ref="round", required=True, width=20),
        Field("checkpoint", "巡查点", "ref", ref="checkpoint", required=True, width=14),
        Field("state", "到了没有", "choice", required=True, choices=SEEN, default="seen", width=8),
    ),
    derived=(
        Derived("place_key", ("checkpoint.place_key",)),
        Derived("label", ("checkpoint.label",), title="巡查点"),
    ),
    columns=("round", "checkpoint", "state"),
    sorts=(Sort("round", "按巡查点", ("place_key",)),),
    filters=("state",),
    empty="还没有写到了哪些巡查点。",
)

IN_MONTH = "r.day >= :first AND r.day < :next"
OF_MONTH = f"r.round IN (SELECT r.id FROM round r WHERE r.voided = 0 AND {IN_MONTH})"
BEGIN = "ifnull(r.started + (w.on_at - r.started + 2160) % 1440 - 720, ifnull(w.on_at, r.started))"
"""When somebody was there from, in minutes of the evening, as `rules.span` has it."""
STRETCHES = f"""
SELECT w.id, w.person, r.day, {BEGIN} AS begin, {BEGIN} + w.minutes AS end
FROM walker w JOIN round r ON r.id = w.round WHERE w.voided = 0 AND r.voided = 0 AND w.minutes > 0 AND {IN_MONTH}
"""
ONCE = f"""
SELECT id, max(0, end - max(begin, ifnull(max(end) OVER (
  PARTITION BY person, day ORDER BY begin, id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), begin))) AS minutes
FROM ({STRETCHES})
"""
"""How many minutes each walker adds to those of the same person's evening, so that what overlaps counts once."""
HOURS = f"ifnull(sum((SELECT o.minutes FROM ({ONCE}) o WHERE o.id = r.id)), 0)"

AREA = Area(
    name="patrol",
    title="巡逻",
    digit="4",
    package="linli_tui.ledgers.patrol",
    ledgers=(ROUND, DUTY, TEAM, MEMBER, ON, WALKER, PASSING),
    grants=GRANTS,
    figures=(
        Figure(
            "本月巡逻",
            "SELECT count(*) FROM round WHERE voided = 0 AND day >= date((SELECT day FROM today), 'start of month')",
            "次",
            "round",
        ),
    ),
    duties=(
        Duty(
            "patrol.todo",
            "有 {n} 次巡逻还有待补的",
            "SELECT count(*) FROM round_list "
            "WHERE voided = 0 AND lacks IS NOT NULL AND day >= date(:today, '-2 months')",
            "round",
        ),
        Duty(
            "patrol.unwritten",
            "最近七天有 {n} 班排了，还没有记",
            "SELECT count(*) FROM duty d WHERE d.voided = 0 AND d.kind = 'patrol' AND d.day < :today "
            "AND d.day >= date(:today, '-7 days') "
            "AND NOT EXISTS (SELECT 1 FROM round n WHERE n.voided = 0 AND n.duty = d.id)",
            "duty",
        ),
        Duty(
            "patrol.insured",
            "有 {n} 位队员的保险到期了，或者没有写",
            "SELECT count(*) FROM team_member m WHERE m.voided = 0 AND m.until IS NULL "
            "AND ifnull(m.insured_until, '') < :today",
            "team_member",
        ),
    ),
    month=(
        MonthLine("patrol.rounds", "巡逻", "round", IN_MONTH, unit="次"),
        MonthLine("patrol.people", "参加巡逻", "walker", f"r.came IN ('came', 'early') AND {OF_MONTH}", unit="人次"),
        MonthLine("patrol.minutes", "巡逻时长", "walker", OF_MONTH, HOURS, "分钟"),
    ),
    offers={"drop.round": "service:take_in", "drop.tonight": "service:at_the_door"},
    demo="demo:fill",
    front="view:TonightScreen",
)
