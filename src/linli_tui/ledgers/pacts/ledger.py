"""The area of pacts: their texts, what is proposed to change, who signed; what falls due, and what it offers."""

from __future__ import annotations

from linli_tui.core.ledger import Area, Duty, Figure, Layer
from linli_tui.ledgers.pacts.amendments import AMENDMENT, GROUND
from linli_tui.ledgers.pacts.counting import MEANT as MEANT
from linli_tui.ledgers.pacts.counting import SIGNED_LAYER, WIDEST
from linli_tui.ledgers.pacts.grants import GRANTS
from linli_tui.ledgers.pacts.pact import PACT
from linli_tui.ledgers.pacts.rules import KINDS as KINDS
from linli_tui.ledgers.pacts.signatures import SIGNATURE
from linli_tui.ledgers.pacts.versions import ARTICLE, VERSION
from linli_tui.ledgers.pacts.versions import LIFE as LIFE

AREA = Area(
    name="pacts",
    title="公约",
    digit="3",
    package="linli_tui.ledgers.pacts",
    grants=GRANTS,
    ledgers=(PACT, VERSION, ARTICLE, SIGNATURE, AMENDMENT, GROUND),
    figures=(Figure("公约签订", WIDEST, ledger="signature"),),
    duties=(
        Duty(
            "pacts.effective",
            "有 {n} 份公约到了生效的日子，请点「生效」",
            "SELECT count(*) FROM pact_version "
            "WHERE state IN ('adopted', 'filed') AND effective <= :today AND voided = 0",
            "pact",
        ),
        Duty(
            "pacts.review",
            "有 {n} 份公约到了回头看的日子，请排进下次会议",
            "SELECT count(*) FROM pact_version WHERE state = 'in_force' AND review_on <= :today AND voided = 0",
            "pact",
        ),
        Duty(
            "pacts.file",
            "有 {n} 份居民公约通过了还没有备案",
            "SELECT count(*) FROM pact_version v JOIN pact k ON k.id = v.pact "
            "WHERE v.state = 'adopted' AND k.kind = 'residents' AND v.voided = 0 AND k.voided = 0",
            "pact",
        ),
        Duty(
            "pacts.decided",
            "有 {n} 条修订建议表决出了结果，请写进新版，或者记没有通过",
            "SELECT count(*) FROM amendment a WHERE a.state = 'voting' AND a.voided = 0 AND ("
            "EXISTS (SELECT 1 FROM motion m WHERE m.id = a.motion AND m.state = 'decided') "
            "OR EXISTS (SELECT 1 FROM assembly m WHERE m.id = a.assembly AND m.state = 'decided') "
            "OR EXISTS (SELECT 1 FROM proposal m WHERE m.id = a.proposal AND m.state = 'decided'))",
            "amendment",
            (("state", "voting"),),
        ),
        Duty(
            "pacts.again",
            "有 {n} 户说好今天以前再去谈公约",
            "SELECT count(*) FROM signature WHERE next_on <= :today AND voided = 0",
            "signature",
        ),
    ),
    layers=(Layer("signed", "签订", SIGNED_LAYER),),
    offers={
        "pacts.put_in_force": "steps:take_effect",
        "pacts.in_force": "comparing:in_force",
        "pacts.keep_answer": "signing:keep_answer",
    },
    demo="demo:fill",
)
