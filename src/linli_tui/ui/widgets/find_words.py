"""The row in which one writes what is looked for; where nothing stands there yet, 0 is the menu as everywhere."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from linli_tui.core.fold import fold


class FindWords(Input):
    """Words to find."""

    def __init__(self, placeholder: str = "") -> None:
        """An empty row."""
        super().__init__(placeholder=placeholder, id="words", select_on_focus=False, compact=True)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether the key is taken as a sign: all that can be seen, but 0 only after another."""
        return not self._asks_for_menu(character) and super().check_consume_key(key, character)

    async def _on_key(self, event: events.Key) -> None:
        if not self._asks_for_menu(event.character):
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        await self.screen.run_action("menu")

    def _asks_for_menu(self, character: str | None) -> bool:
        return not self.value and character is not None and fold(character) == "0"
