"""A line somebody sent in a chat: 「1. 3-2-501王桂芳 13600005588 89.5平」; pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from linli_tui.core.fold import clean, fold
from linli_tui.core.places import Address
from linli_tui.core.refusal import Refused
from linli_tui.ledgers.people import addresses

_NUMBERED = re.compile(r"^\d{1,4}\s*[.、)．:]\s*(?=\S)")
_ID_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
_PHONE = re.compile(r"(?<!\d)(?:\+?86)?1\d{2}[- ]?\d{4}[- ]?\d{4}(?!\d)|(?<!\d)0\d{2,3}-\d{7,8}(?!\d)")
_AREA = re.compile(r"(?<![\d-])\d{2,4}(?:\.\d+)?(?:㎡|平方米|平米|平方|平|m2)", re.IGNORECASE)
_GLUED = re.compile(r"(?<=[\d室号甲乙丙丁])(?=[\u4e00-\u9fff]{2,4}(?:$|[\s,;、:]))(?![室号楼幢栋单元座门])")
_NAME = re.compile(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]+(?:\W[\u3400-\u9fff]+)+")
_NO_NAMES = re.compile("党员|业主|自住|出租|空置|租户|电话|手机|姓名|房号|面积|收到|报名|参加|同意")


def line(text: str) -> Mapping[str, str]:
    """The columns of a roster a line says: home and name, and perhaps phone, identity number, area; {} without both."""
    rest = _NUMBERED.sub("", fold(clean(text)))
    said: dict[str, str] = {}
    for name, form in (("id_number", _ID_NUMBER), ("phone", _PHONE), ("area_001m2", _AREA)):
        found = form.findall(rest)
        if found:
            said[name] = "/".join(found)
            rest = form.sub(" ", rest)
    pieces = [piece for piece in re.split(r"[\s,;:|]+", _GLUED.sub(" ", rest)) if piece]
    homes = [piece for piece in pieces if _is_home(piece)]
    names = [
        piece for piece in pieces if piece not in homes and not _NO_NAMES.fullmatch(piece) and _NAME.fullmatch(piece)
    ]
    if len(homes) != 1 or not names:
        return {}
    return {"home": homes[0], "person": "、".join(names[:2]), **said}


def _is_home(piece: str) -> bool:
    if not re.search(r"\d", piece):
        return False
    try:
        read: Address = addresses.place({"home": piece}, {})
    except Refused:
        return False
    return bool(read.building and read.room)
