"""The screen as it stands in the compositor: the strips of its lines, and their plain text."""

from __future__ import annotations

from typing import Any

from textual._context import visible_screen_stack
from textual.app import App
from textual.strip import Strip

from linli_tui.ui import cover


def strips_of(app: App[Any]) -> list[Strip]:
    """The lines of what is shown just now, a screen behind a translucent one included; of a covered one the cover."""
    if getattr(getattr(app, "guard", None), "covered", False):
        return cover.strips(app)
    visible_screen_stack.set(app._background_screens)
    return app.screen._compositor.render_strips()


def text_of(app: App[Any]) -> str:
    """What is shown just now as plain text: one line a row, without spaces at the ends of lines."""
    return "\n".join(strip.text.rstrip() for strip in strips_of(app))
