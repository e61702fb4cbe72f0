"""What was said on the spot: 劝解 of people at odds, 劝导 of what somebody does; by home, nobody need be named."""

from __future__ import annotations

from linli_tui.core.ledger import Action, Computed, Field, Ledger, Paper, Sort
from linli_tui.core.sealing import UNSEALED
from linli_tui.ledgers.mediation.grants import TALK_OPEN
from linli_tui.ledgers.mediation.rules import MATTERS, NEVER_FORMAL

KINDS = (("quarrel", "劝解"), ("conduct", "劝导"))
RESULTS = (("settled", "说开了"), ("eased", "缓和了"), ("none", "没说成"), ("turned", "转纠纷"))
KEPT = (("yes", "做到了"), ("partly", "做到一些"), ("no", "没做到"))
NOT_TURNED = (None, *(key for key, _ in RESULTS if key != "turned"))
BECAME = 'SELECT c.number FROM "case" c WHERE c.talk = r.id AND c.voided = 0'

WHO = "为了记得是和谁说的；不写名字也行"
MEDIATOR = Field("mediator", "谁去说的", "ref", ref="person", mask="name", width=10, why="知道是谁去说的")

TALK = Ledger(
    name="talk",
    title="劝解劝导",
    model="model:Talk",
    label="number",
    numbered="劝",
    own=TALK_OPEN,
    writes="service:write_talk",
    guard="service:guard_talk",
    jot="said",
    in_report=False,
    fields=(
        Field("kind", "哪一种", "choice", required=True, choices=KINDS, default="quarrel", width=6),
        Field("day", "哪一天", "date", past=True, width=12, hint="空着就是今天"),
        Field("home", "哪一家", "ref", ref="place", width=14, hint="打房号，如 3-2-501；公共地方写楼或者设施"),
        Field("other", "另一家", "ref", ref="home", width=14, hint="劝导一家的空着"),
        Field("matter", "什么事", "choice", choices=MATTERS, width=10),
        Field("said", "怎么说的", "note", width=24, max_length=2000, sealed=True, hint=UNSEALED),
        Field("result", "结果", "choice", choices=RESULTS, width=8),
        Field("promise", "答应了什么", "note", width=24, max_length=500, sealed=True, hint=UNSEALED),
        Field("until", "到哪天为止", "date", width=12, hint="没有说好日子的空着"),
        MEDIATOR,
        Field("person", "这一家的人", "ref", ref="person", mask="name", width=10, why=WHO, hint="可以不填"),
        Field("other_person", "另一家的人", "ref", ref="person", mask="name", width=10, why=WHO, hint="可以不填"),
        Field("seen_on", "哪天回头看的", "date", in_form=False, past=True, width=12),
        Field("kept", "做到了没有", "choice", choices=KEPT, in_form=False, width=8),
    ),
    computed=(Computed("became", "转成的纠纷", BECAME, width=20),),
    columns=("day", "kind", "home", "other", "matter", "result", "became"),
    sorts=(Sort("number", "新的在前", ("number",), descending=True), Sort("day", "按日子", ("day",))),
    filters=("kind", "matter", "result"),
    actions=(
        Action(
            "seen",
            "回头看过了",
            by="service:look_back",
            asks=(
                Field("kept", "做到了没有", "choice", required=True, choices=KEPT),
                Field("seen_on", "哪一天", "date", required=True, past=True),
            ),
            when=("seen_on", (None,)),
        ),
        Action("formal", "转为纠纷", by="service:turn_formal", confirm=NEVER_FORMAL, when=("result", NOT_TURNED)),
        Action("which", "两种记录怎么选", reads="service:which"),
    ),
    papers=(
        Paper("talk_record", "劝解劝导记录", "内部", "papers:talk_record"),
        Paper("talk_evidence", "劝导情况单", "街道", "papers:talk_evidence"),
    ),
    empty="还没有劝解劝导记录。按 F2 记一条；只写房号，不写名字也行。",
)
