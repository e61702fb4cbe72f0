"""The two looks, rice paper and night, and the arithmetic that keeps every pair of colours readable."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Final

from textual.app import App
from textual.color import Color
from textual.theme import Theme

LOOK: Final = Path(__file__).with_name("look.tcss")
"""The shared style sheet; it names only variables every Textual theme has, so it loads before ours is chosen."""

SEALS: Final = {
    "朱砂": "#8C2F1B",
    "石青": "#1F4E79",
    "石绿": "#1F5C57",
    "赭石": "#7A5200",
    "青莲": "#5B3A78",
    "墨": "#3A3833",
}
"""The colours a book may have for its name on the top line, all read in `SEAL_INK`."""

SEAL_INK: Final = "#FAF7F0"

INKS: Final = ("text", "text-muted", "text-disabled", "text-primary", "text-accent", "text-success", "text-warning",
               "text-error", "footer-key-foreground", "footer-description-foreground")  # fmt: skip
GROUNDS: Final = ("background", "surface", "panel", "block-cursor-background", "block-cursor-blurred-background")
PAIRS: Final = (
    *product(INKS, GROUNDS),
    ("block-cursor-foreground", "block-cursor-background"),
    ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
    ("input-cursor-foreground", "input-cursor-background"),
    ("input-selection-foreground", "input-selection-background"),
    ("footer-key-foreground", "footer-background"),
    ("footer-description-foreground", "footer-background"),
    ("button-foreground", "surface"),
    ("background", "primary"),
)
"""Every (ink, ground) of theme variables that our style sheet puts together: each ink may stand on each ground."""


def contrast(fg: str, bg: str) -> float:
    """The ratio of two colours after WCAG 2.1, 1 to 21, 4.5 the least we use; `fg` may be translucent (`#rrggbbaa`)."""
    ground = Color.parse(bg)
    bright, dark = sorted((_luminance(ground), _luminance(ground + Color.parse(fg))), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def wear(app: App[object], name: str = "paper") -> None:
    """Give `app` both looks and put on the one called `name`."""
    for theme in (PAPER, NIGHT):
        app.register_theme(theme)
    app.theme = name


def _luminance(color: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _theme(name: str, *, dark: bool, muted: str, row: str, row_blurred: str, **colours: str) -> Theme:
    """A theme whose text is solid colours: Textual's own are translucent mixtures that fall below 4.5."""
    ink, ground = colours["foreground"], colours["background"]
    tones = ("primary", "secondary", "accent", "success", "warning", "error")
    return Theme(
        name=name,
        dark=dark,
        **colours,  # type: ignore[arg-type]
        variables={
            "text": ink,
            "text-muted": muted,
            "text-disabled": muted,
            "foreground-muted": muted,
            "foreground-disabled": muted,
            **{f"text-{tone}": colours[tone] for tone in tones},
            "block-cursor-foreground": ink,
            "block-cursor-background": row,
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-foreground": ink,
            "block-cursor-blurred-background": row_blurred,
            "block-hover-background": row_blurred,
            "input-cursor-foreground": ground,
            "input-cursor-background": ink,
            "input-selection-foreground": ink,
            "input-selection-background": row,
            "footer-foreground": ink,
            "footer-background": colours["panel"],
            "footer-key-foreground": colours["accent"],
            "footer-description-foreground": ink,
            "button-foreground": ink,
            "button-color-foreground": ground,
            "button-focus-text-style": "bold",
            "scrollbar": muted,
            "scrollbar-hover": colours["accent"],
            "scrollbar-active": colours["accent"],
            "scrollbar-background": colours["panel"],
            "scrollbar-corner-color": colours["panel"],
            "link-color": colours["accent"],
            "screen-selection-background": row,
            "screen-selection-foreground": ink,
        },
    )


PAPER: Final = _theme(
    "paper",
    dark=False,
    background="#FAF7F0",
    surface="#F4EFE4",
    panel="#EAE2D0",
    foreground="#1F1D1A",
    muted="#5C554A",
    primary="#8C2F1B",
    secondary="#3A4A68",
    accent="#1F5C57",
    success="#2B5B30",
    warning="#74480A",
    error="#9B1C1C",
    row="#CFE0DB",
    row_blurred="#E3E6DD",
)

NIGHT: Final = _theme(
    "night",
    dark=True,
    background="#16181B",
    surface="#1D2024",
    panel="#2A2E33",
    foreground="#F3EFE4",
    muted="#B5AFA2",
    primary="#E39B7B",
    secondary="#A9B9DA",
    accent="#7FC4BC",
    success="#98CC94",
    warning="#E6C070",
    error="#F5A09A",
    row="#244441",
    row_blurred="#2B3534",
)
