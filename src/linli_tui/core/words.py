"""Every sentence a person reads passes through here, so that it can be said in other words."""

from __future__ import annotations

import re
from collections.abc import Mapping

_PLACE = re.compile(r"\{([A-Za-z_]\w*)\}")
_catalogue: Mapping[str, str] = {}


def _(msgid: str) -> str:
    """Mark a sentence that is declared here and said later; a sentence said at once needs no mark."""
    return msgid


def use_catalogue(catalogue: Mapping[str, str]) -> None:
    """Say every sentence as `catalogue` has it; ValueError where one names other places than its msgid does."""
    global _catalogue
    for msgid, text in catalogue.items():
        if set(_PLACE.findall(msgid)) != set(_PLACE.findall(text)):
            raise ValueError(f"other places than in {msgid!r}: {text!r}")
    _catalogue = dict(catalogue)


def say(msgid: str, /, **values: object) -> str:
    """The sentence for `msgid` with each `{name}` filled in; KeyError for a place without its value.

    Without any values the sentence is returned as it stands, so that words of a person may hold braces.
    """
    text = _catalogue.get(msgid, msgid)
    return _PLACE.sub(lambda place: str(values[place[1]]), text) if values else text
