"""The screens of patrols: the evening, and a round told item by item."""

from __future__ import annotations

from linli_tui.ledgers.patrol.view.telling_round import go_on as go_on
from linli_tui.ledgers.patrol.view.tonight import TonightScreen as TonightScreen
