"""The area of mediation: talks on the spot, disputes with their parts; what falls due, and the figures of a month."""

from __future__ import annotations

from linli_tui.core.ledger import Area, Duty, Figure, MonthLine
from linli_tui.core.today import DAY
from linli_tui.ledgers.mediation.cases import CASE
from linli_tui.ledgers.mediation.grants import GRANTS
from linli_tui.ledgers.mediation.parts import EVENT, OBLIGATION, PARTY, RECUSAL
from linli_tui.ledgers.mediation.rules import BANDS
from linli_tui.ledgers.mediation.talks import TALK

RUNNING = (("state", ("accepted", "mediating")),)


def _month(column: str) -> str:
    return f"r.{column} >= :first AND r.{column} < :next"


def _band(low: int, high: int | None) -> MonthLine:
    title = f"涉及{low}至{high}人" if high and low else f"涉及{high}人以下" if high else f"涉及{low}人以上"
    within = f"r.heads >= {low}" + (f" AND r.heads < {high}" if high else "")
    return MonthLine(f"mediation.band{low}", title, "case", f"{_month('opened_on')} AND {within}", unit="起")


AREA = Area(
    name="mediation",
    title="纠纷",
    digit="5",
    package="linli_tui.ledgers.mediation",
    ledgers=(TALK, CASE, PARTY, EVENT, OBLIGATION, RECUSAL),
    grants=GRANTS,
    figures=(
        Figure(
            "本月劝解劝导",
            f"SELECT count(*) FROM talk WHERE voided = 0 AND day >= date({DAY}, 'start of month')",
            "次",
            "talk",
        ),
        Figure(
            "在办的纠纷",
            "SELECT count(*) FROM \"case\" WHERE voided = 0 AND state IN ('registered', 'accepted', 'mediating')",
            "件",
            "case",
            (("state", ("registered", "accepted", "mediating")),),
        ),
    ),
    duties=(
        Duty(
            "mediation.due",
            "有 {n} 件纠纷七天内满一个月，请抓紧，或者双方同意再延",
            "SELECT count(*) FROM \"case\" WHERE voided = 0 AND state IN ('accepted', 'mediating') "
            "AND due <= date(:today, '+7 days')",
            "case",
            RUNNING,
        ),
        Duty(
            "mediation.confirm",
            "有 {n} 份调解协议十天内还能申请司法确认，请问问双方",
            'SELECT count(*) FROM "case" WHERE voided = 0 AND confirmation IS NULL '
            "AND confirm_by >= :today AND confirm_by <= date(:today, '+10 days')",
            "case",
            (("outcome", "written"),),
        ),
        Duty(
            "mediation.marks",
            "有 {n} 份调解协议还缺签名或者盖章，没有生效",
            "SELECT count(*) FROM \"case\" WHERE voided = 0 AND state = 'written' AND effective IS NULL",
            "case",
            (("state", "written"),),
        ),
        Duty(
            "mediation.promises",
            "有 {n} 次劝解说好的日子到了，请回头看看",
            "SELECT count(*) FROM talk WHERE voided = 0 AND seen_on IS NULL AND result IS NOT 'turned' "
            "AND until <= :today",
            "talk",
        ),
        Duty(
            "mediation.obligations",
            "有 {n} 件协议里说好的事三天内到期，还没有做到",
            "SELECT count(*) FROM obligation WHERE voided = 0 AND done_on IS NULL AND until <= date(:today, '+3 days')",
            "obligation",
            (("done_on", None),),
        ),
        Duty(
            "mediation.heads",
            "有 {n} 件纠纷没有写涉及几人，月报的数合不上",
            'SELECT count(*) FROM "case" WHERE voided = 0 AND heads IS NULL',
            "case",
        ),
    ),
    month=(
        MonthLine("mediation.talks", "劝解劝导", "talk", _month("day"), unit="次"),
        MonthLine(
            "mediation.settled",
            "说开、缓和的",
            "talk",
            f"r.result IN ('settled', 'eased') AND {_month('day')}",
            unit="次",
        ),
        MonthLine("mediation.found", "排查纠纷", "case", _month("opened_on"), unit="起"),
        MonthLine("mediation.taken", "调处纠纷", "case", _month("accepted_on"), unit="起"),
        MonthLine(
            "mediation.done",
            "调解成功",
            "case",
            f"r.outcome IN ('written', 'oral') AND {_month('agreed_on')}",
            unit="起",
        ),
        *(_band(low, high) for low, high in BANDS),
    ),
    offers={"mediation.month_wrong": "service:month_wrong"},
    demo="demo:fill",
)
