"""A new council, seat by seat."""

from __future__ import annotations

from linli_tui.ui.screens.page import PageScreen


class RenewScreen(PageScreen[None]):
    """The seats of a body, to be filled anew."""
