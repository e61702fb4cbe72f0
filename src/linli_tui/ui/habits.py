"""How this person likes the program to look and behave on this machine; kept outside every book."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields

from linli_tui.book import files

NAME = "habits.json"


@dataclass(frozen=True, slots=True)
class Habits:
    """Look (paper or night), a blank line between rows, and whether F2 and its neighbours arrive here."""

    look: str = "paper"
    roomy: bool = False
    f_keys: bool = True


def recall() -> Habits:
    """The habits kept on this machine; the usual ones where there are none or they cannot be read."""
    try:
        kept = json.loads((files.user_folder() / NAME).read_text(encoding="utf-8"))
        return Habits(**{f.name: kept[f.name] for f in fields(Habits) if type(kept.get(f.name)) is type(f.default)})
    except (OSError, ValueError, AttributeError):
        return Habits()


def keep(habits: Habits) -> None:
    """Keeps the habits for the next time; a folder that cannot be written only forgets them."""
    try:
        files.replace_file(files.user_folder() / NAME, json.dumps(asdict(habits)).encode())
    except OSError:
        return
