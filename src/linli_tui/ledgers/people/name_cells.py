"""The names in one cell of a roster: several people, remarks in brackets, words that are no name; pure."""

from __future__ import annotations

import re
from typing import NamedTuple

from linli_tui.core.fold import clean, fold
from linli_tui.core.names import clean_name

_HARD = re.compile(r"[\n、，,;；/|&+＋＆]+|(?<=[\u4e00-\u9fff]{2})[和与及](?=[\u4e00-\u9fff]{2})")
_BRACKETS = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_AND_OTHERS = re.compile(r"(?<=[\u4e00-\u9fff])等(?:\d*|[一二两三四五六七八九十]*)(?:人|位|户)?$")
_TITLES = re.compile(r"(?:先生|女士|小姐|同志|夫妇|夫妻)$")
_FIRM = re.compile(
    r"公司|单位|银行|中心|学校|幼儿园|医院|商店|超市|合作社|居委会|村委会|委员会|办事处|集团|厂$|局$|政府|事务所|服务站|协会"
)
_UNSOLD = re.compile(r"未售|待售|未出售|尾房|库存|未销售")
_UNDELIVERED = re.compile(r"未交付|未交房|待交付")
_NOBODY = re.compile(
    r"[-/\\.,、]*|无|空|空置|空关|空房|空户|暂无|没有|不详|不清楚|未知|未填|未登记|无人|无业主|略|待补|待核|待定|n/?a|none|null|/+|-+|x+",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"[\d\W_]+|\d+[户人套间条]")


_FIGURES = re.compile(r"[+\d][\d -]{6,}")
_MOBILE = re.compile(r"(?<!\d)1\d{10}(?!\d)")


class Names(NamedTuple):
    """The people named in a cell; what the words tell of a home nobody owns yet; whether more are meant than named."""

    people: tuple[str, ...]
    developer_held: str = ""
    nobody: bool = False
    others: bool = False


NONE = Names(())
_ONE = re.compile(r"(?![空暂没不未待尾库无])[\u4e00-\u9fff]{2,3}(?<!先生|女士|小姐|同志|夫妇|夫妻)")
"""One plain name, as most cells hold: begun with none of the signs that words for nobody begin with."""


def names_of(cell: str | None) -> Names:
    """Reads a cell: 「王桂芳、李建国」, 「杨　健」, 「张三（已故）」, 「李四等3人」, 「空置」, 「未售」."""
    if not cell:
        return NONE
    text = clean(cell.replace("\n", "、"))
    if _ONE.fullmatch(text):
        return Names((text,))
    if _UNSOLD.search(text):
        return Names((), "unsold", True)
    if _UNDELIVERED.search(text):
        return Names((), "undelivered", True)
    if _NOBODY.fullmatch(fold(text)):
        return Names((), nobody=True)
    bare = _BRACKETS.sub("、", _FIGURES.sub("、", text)).strip("、 ") or text
    others = bool(_AND_OTHERS.search(bare))
    found: list[str] = []
    for piece in _HARD.split(_AND_OTHERS.sub("", bare)):
        name = clean_name(piece)
        if " " in name and re.fullmatch(r"[\u3400-\u9fff ]+", name):
            found += name.split(" ")
        elif name:
            found.append(name)
    people = [_TITLES.sub("", name) or name for name in found if not _NO_NAME.fullmatch(name)]
    return Names(tuple(dict.fromkeys(people)), others=others)


def phones_of(cell: str | None) -> tuple[str, ...]:
    """The telephones that stand among the names: 「王桂芳13600005588」."""
    return tuple(_MOBILE.findall(fold(cell))) if cell and any(sign.isdigit() for sign in cell) else ()


def is_firm(name: str) -> bool:
    """Whether a name is that of a firm or a body."""
    return len(name) > 3 and bool(_FIRM.search(name))
