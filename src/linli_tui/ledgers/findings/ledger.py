"""What is kept of findings: what was seen where, the steps it went through, who told of it, and ready words."""

from __future__ import annotations

from linli_tui.core.ledger import (
    Action,
    Area,
    Computed,
    Derived,
    Duty,
    Field,
    Figure,
    Layer,
    Ledger,
    MonthLine,
    Paper,
    Sort,
)
from linli_tui.core.reach import WROTE, lies_here
from linli_tui.ledgers.findings import codes, rules
from linli_tui.ledgers.findings.grants import GRANTS, HERE, OWN, UNPROTECTED
from linli_tui.ledgers.findings.life import LIFE, OUTCOMES
from linli_tui.ledgers.findings.queries import (
    CLOSED,
    DUE,
    HANDS,
    IN_MONTH,
    IS_OPEN,
    LATE,
    OPEN_LAYER,
    PACT,
    SPOT,
    STILL_OPEN,
    UNURGED,
    WAITS,
)

CODES = tuple((hazard.code, hazard.title) for hazard in codes.hazards().values())
"""The place of a code among them is its two digits."""
LEVELS = tuple((level.key, level.title) for level in codes.levels().values())
LENGTHS = (("spot", "当场解决"), ("follow", "要跟进"), ("report", "要上报"))
SOURCES = (("patrol", "巡逻"), ("visit", "来访"), ("survey", "体检"), ("hotline", "12345"), ("jot", "随手记"))
PLACES = ("building", "entrance", "facility", "board", "checkpoint", "compound")
"""Where a finding lies: never a home, of which no list of findings is to be had."""
OPEN = (("state", rules.OPEN),)

FINDING = Ledger(
    name="finding",
    title="问题",
    model="model:Finding",
    here=lies_here("place"),
    own=WROTE,
    label="label",
    numbered="问",
    lifecycle=LIFE,
    writes="service:write_finding",
    guard="service:guard_finding",
    jot="words",
    fields=(
        Field("code", "哪一类", "choice", choices=CODES, width=16),
        Field("place", "在哪里", "ref", ref="place", among=PLACES, width=14, hint="楼、单元、设施；不写到哪一户"),
        Field("found_on", "哪天发现", "date", past=True, width=12, hint="空着就是今天"),
        Field("found_at", "几点", "time", width=8, hint="红的、橙的按小时算，写上几点"),
        Field(
            "words",
            "怎么回事",
            "note",
            required=True,
            find="text",
            mask="text",
            width=30,
            max_length=500,
            hint="一句话就行",
            why="办事要知道是什么事",
        ),
        Field("source", "怎么知道的", "choice", choices=SOURCES, width=10),
        Field("round", "哪次巡逻", "ref", ref="round", width=16),
        Field("level", "级别", "choice", choices=LEVELS, width=6, hint="空着就照这一类平时的"),
        Field("length", "怎么办", "choice", choices=LENGTHS, width=10, hint="空着就照级别"),
        Field("unit", "责任单位", find="text", width=16, max_length=60, hint="空着就照这一类平时的"),
        Field("promised", "答应哪天", "date", in_form=False, width=12),
        Field("cost", "花了多少", "money", in_form=False, width=10),
        Field("outcome", "结果", "choice", choices=OUTCOMES, in_form=False, width=10),
        Field("asked_on", "上次催办", "date", in_form=False, width=14),
        Field("closed_on", "办结的日子", "date", in_form=False, width=12),
        Field("same_as", "并入哪一条", "ref", ref="finding", in_form=False, width=16),
    ),
    derived=(
        Derived("label", ("code", "place.label", "words"), "rules:label", title="问题"),
        Derived("todo", ("code", "place", "state"), "rules:todo", title="待补"),
        Derived("first_by", ("level", "found_on", "found_at"), "rules:first_by", "date", "最晚开始"),
        Derived("close_by", ("level", "found_on", "found_at"), "rules:close_by", "date", "期限"),
        Derived("close_at", ("level", "found_on", "found_at"), "rules:close_at", "time", "几点到期"),
        Derived("guessed", ("level", "found_on", "found_at"), "rules:guessed", "flag", "期限是推算的"),
        Derived("board", ("state", "close_by"), "rules:board", title="步骤和期限"),
    ),
    computed=(
        Computed("late", "到期", LATE, width=14),
        Computed("waits", "等了几天", WAITS, "int", 8),
        Computed("hands", "请换人看", HANDS, width=20, mask="name"),
        Computed("pact", "公约", PACT, width=28),
    ),
    columns=(
        "code",
        "place",
        "state",
        "late",
        "level",
        "close_by",
        "found_on",
        "outcome",
        "waits",
        "todo",
        "hands",
        "pact",
    ),
    sorts=(
        Sort("board", "按步骤和期限", ("board",)),
        Sort("due", "按期限", ("close_by",)),
        Sort("new", "新的在前", ("found_on", "number"), descending=True),
    ),
    filters=("state", "code", "level", "length", "outcome", "source"),
    actions=(
        Action("fill", "补上缺的", view="view:EntryScreen", states=rules.OPEN),
        Action("deadline", "期限怎么算", reads="service:deadline_text"),
        Action("article", "公约怎么说", reads="service:article_text"),
        Action("home", "涉及哪户", reads="service:home_text"),
        Action(
            "involve",
            "记下涉及哪户",
            by="service:involve",
            states=rules.OPEN,
            asks=(Field("home", "哪一户", "ref", ref="home", required=True),),
        ),
        Action(
            "forget",
            "删去满一年的住户",
            by="service:forget",
            right="erase",
            two=True,
            confirm="满一年的问题不再记是哪一户，删了找不回来。",
        ),
    ),
    papers=(
        Paper("reminder", "提醒条", "当事人", by="papers:reminder"),
        Paper("finding_list", "问题清单", "街道", by="papers:listing"),
        Paper("finding_list_inside", "内部清单", "内部", by="papers:listing_inside"),
    ),
    empty="还没有问题。在「问题」里按 1 记第一条，或者按 F2。",
)

STEP = Ledger(
    name="step",
    title="经过",
    model="model:Step",
    label="label",
    part_of="finding",
    add_in=rules.OPEN,
    order="id",
    writes="service:write_step",
    here=HERE,
    own=OWN,
    fields=(
        Field("finding", "问题", "ref", ref="finding", required=True, width=20),
        Field("what", "做了什么", "choice", required=True, choices=rules.WHATS, width=10),
        Field("day", "哪一天", "date", past=True, width=12, hint="空着就是今天"),
        Field("who", "谁办的", "name", mask="name", width=10, max_length=40, why="要知道谁去过", hint="空着就是您"),
        Field("unit", "找哪个单位", find="text", width=16, max_length=60, when=("what", ("report", "urge", "treat"))),
        Field("words", "怎么说的", "note", find="text", mask="text", width=24, max_length=500, why="下次接着说"),
        Field("answer", "对方怎么答", "note", find="text", mask="text", width=24, max_length=500, why="下次接着说"),
        Field("promised", "答应哪天", "date", width=12),
        Field("outcome", "结果", "choice", choices=OUTCOMES, width=10, when=("what", ("look",))),
    ),
    derived=(Derived("label", ("what", "day"), "rules:step_label", title="经过"),),
    columns=("day", "what", "finding", "who", "unit", "words", "answer", "promised", "outcome"),
    sorts=(Sort("new", "新的在前", ("day", "finding"), descending=True),),
    filters=("what",),
    empty="还没有经过。打开一个问题，右边按数字：劝阻、报告、催办。",
)

REPORTER = Ledger(
    name="reporter",
    title="反映人",
    model="model:Reporter",
    label="name",
    part_of="finding",
    order="told_on",
    own=UNPROTECTED,
    in_report=False,
    fields=(
        Field("finding", "问题", "ref", ref="finding", required=True, width=20),
        Field("name", "谁反映的", "name", required=True, mask="name", width=12, max_length=40, why="办好了要答复人家"),
        Field("protected", "不想让人知道", "flag", width=12, hint="选「是」，只有会长、主任、秘书看得到"),
        Field("told_on", "哪天说的", "date", past=True, width=12),
    ),
    columns=("finding", "name", "protected", "told_on"),
    sorts=(Sort("day", "按日子", ("told_on",)),),
    empty="没有记谁反映的。不想让人知道的，记下时选「不想让人知道」。",
)

INVOLVED = Ledger(
    name="involved",
    title="涉及的住户",
    model="model:Involved",
    label="finding",
    hidden=True,
    in_report=False,
    here=HERE,
    own=WROTE,
    fields=(
        Field("finding", "问题", "ref", ref="finding", required=True, in_form=False),
        Field("home", "哪一户", mask="address", withheld=True, max_length=60, why="上门提醒时找得到，满一年就删"),
    ),
)
"""Which household a finding is about: asked for at the finding, in no list, on no paper, in no report."""

PHRASE = Ledger(
    name="phrase",
    title="常用语",
    model="model:Phrase",
    label="words",
    void="去掉",
    fields=(
        Field("code", "哪一类", "choice", choices=CODES, width=18, hint="空着就每一类都用"),
        Field("words", "怎么说", required=True, find="text", width=40, max_length=100),
    ),
    columns=("words", "code"),
    sorts=(Sort("code", "按哪一种", ("code",)),),
    filters=("code",),
    empty="还没有自己的常用语。按 F2 写一句，以后按一个数字就写上了。",
)

AREA = Area(
    name="findings",
    title="问题",
    digit="7",
    front="view:BoardScreen",
    package="linli_tui.ledgers.findings",
    grants=GRANTS,
    ledgers=(FINDING, STEP, PHRASE, REPORTER, INVOLVED),
    figures=(Figure("期限", DUE, ledger="finding", filters=OPEN),),
    duties=(
        Duty(
            "findings.late",
            "有 {n} 条问题逾期了",
            f"SELECT count(*) FROM finding r WHERE r.voided = 0 AND {IS_OPEN} AND r.close_by < :today",
            "finding",
            OPEN,
        ),
        Duty(
            "findings.urge",
            f"有 {{n}} 条等对方超过{codes.urge_after()}天没有催",
            UNURGED,
            "finding",
            (("state", "waiting"),),
        ),
        Duty(
            "findings.todo",
            "有 {n} 条问题还有待补的",
            "SELECT count(*) FROM finding WHERE voided = 0 AND todo IS NOT NULL",
            "finding",
        ),
        Duty(
            "findings.homes",
            "有 {n} 条问题满一年了，还写着涉及哪户",
            "SELECT count(*) FROM involved v JOIN finding f ON f.id = v.finding "
            "WHERE v.home IS NOT NULL AND v.voided = 0 AND f.found_on < date(:today, '-12 months')",
            "finding",
        ),
    ),
    month=(
        MonthLine("findings.found", "发现问题", "finding", IN_MONTH, unit="条"),
        MonthLine("findings.spot", "其中当场解决", "finding", f"{IN_MONTH} AND {CLOSED} AND {SPOT}", unit="条"),
        MonthLine("findings.closed", "其中办结", "finding", f"{IN_MONTH} AND {CLOSED} AND NOT {SPOT}", unit="条"),
        MonthLine("findings.open", "其中还在办", "finding", f"{IN_MONTH} AND {STILL_OPEN}", unit="条"),
        MonthLine(
            "findings.late",
            "还在办里逾期的",
            "finding",
            f"{IN_MONTH} AND {STILL_OPEN} AND r.close_by < :next",
            unit="条",
        ),
        MonthLine(
            "findings.older",
            "以前的、本月办结",
            "finding",
            "r.found_on < :first AND r.closed_on >= :first AND r.closed_on < :next",
            unit="条",
        ),
        *(
            MonthLine(
                f"findings.{key}",
                f"结果是{title}",
                "finding",
                f"{IN_MONTH} AND {CLOSED} AND r.outcome = '{key}'",
                unit="条",
            )
            for key, title in OUTCOMES
        ),
    ),
    layers=(Layer("findings", "问题", OPEN_LAYER),),
    offers={
        "findings.write": "service:note_down",
        "findings.screen": "view:EntryScreen",
        "jotted.finding": "service:take_jot",
    },
    demo="demo:fill",
)
