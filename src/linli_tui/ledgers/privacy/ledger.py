"""What is kept so that people can know what is kept of them: looks."""

from __future__ import annotations

from linli_tui.core.ledger import Area
from linli_tui.ledgers.privacy.grants import GRANTS
from linli_tui.ledgers.privacy.looking import LOOK

AREA = Area(
    name="privacy",
    title="个人信息",
    digit="6",
    package="linli_tui.ledgers.privacy",
    ledgers=(LOOK,),
    grants=GRANTS,
    demo="demo:fill",
)
