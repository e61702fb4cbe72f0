"""Rows of a sheet that are no data: totals, signatures, notes, pages; told by what people write into them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from linli_tui.core.fold import clean, fold
from linli_tui.paper.cleaners import cell_text
from linli_tui.paper.sheet_file import Cell

_TOTAL = re.compile(
    r".{0,10}?(?:合计|小计|总计|共计|累计|总合计|总数|汇总|总户数|总面积|总人数|总套数)(?:[:(\d].{0,20})?"
)
_COUNT = re.compile(r"(?:共|计|共计|总共|合)?\d+(?:\.\d+)?(?:户|人|套|间|条|位|个|名|㎡|平方米)")
_SIGNED = re.compile(
    r"(?:制表|填表|填报|审核|复核|审批|核对|登记|经办|负责|主管|签字|签名|盖章|制单|统计|调查|采集|录入|打印|制作|编制|上报)"
    r"(?:人|单位|日期|时间|员|领导|负责人|部门)?(?:\([^)]*\))?(?:签名|签字|盖章)?(?:\([^)]*\))?(?::.*)?"
)
_NOTE = re.compile(
    r"(?:备注|说明|注|附注|附|填写说明|填表说明|注意事项|温馨提示|提示|联系人|联系电话|日期|截止日期|截至|物业公司|社区|街道|"
    r"单位负责人|业委会|服务中心)(?:\d{0,2}|\([^)]*\)):.*"
    r"|[※★◆].*|年月日|第\d+页.*|共\d+页.*|.*以下空白.*|.*此处空白.*|-{3,}|={3,}|\.{3,}|(?:完|结束|END)"
)
_SEALED = re.compile(r"盖章|公章|签字|签名|签章")
_DAY = re.compile(r"\d{4}[年./-]\d{1,2}[月./-]?(?:\d{1,2}日?)?")
_MANY_LETTERS = 20
_SUSPECT = re.compile("[计总汇签盖章注说明备核填制登审统调采录打编年月页空完结户人套间※★◆:：=]|END")
_CERTAIN = 3


def is_plain(said: Sequence[tuple[int, Cell]]) -> bool:
    """Whether a row is surely data: several cells, words among them, and no sign that remarks and totals need."""
    words = "".join([cell for _, cell in said if isinstance(cell, str)])
    return len(said) >= _CERTAIN and bool(words) and not words.isascii() and not _SUSPECT.search(words)


def is_total(told: Sequence[Cell], figures: Sequence[Cell], others: Sequence[Cell]) -> bool:
    """Whether a row adds up others.

    `told` are the cells that say which home and who, `figures` those of areas, counts and columns nobody knows,
    `others` the rest. 合计 in one of the first two makes a total, so does a count of homes where a home or a name is
    expected, and so do figures alone.
    """
    said = [bare(cell) for cell in told if cell not in (None, "")]
    beside = [bare(cell) for cell in figures if cell not in (None, "")]
    if any(_TOTAL.fullmatch(text) for text in (*said, *beside) if not text.isdecimal()):
        return True
    if said:
        return all(_COUNT.fullmatch(text) for text in said) and any(text[-1] in "户人" for text in said)
    return not any(cell not in (None, "") for cell in others) and all(map(_is_figure, beside))


def is_note(cells: Sequence[Cell]) -> bool:
    """Whether a row is signed, a note or the end of a page: so its first cell begins, or it is one long sentence."""
    texts = [bare(cell) for cell in cells if cell not in (None, "")]
    if not texts:
        return True
    if _SIGNED.fullmatch(texts[0]) or _NOTE.fullmatch(texts[0]) or _SEALED.search(texts[0]):
        return True
    long = len(texts[0]) > _MANY_LETTERS and not re.search(r"\d{3}", texts[0])
    return len(texts) == 1 and (long or bool(_DAY.fullmatch(texts[0])))


def bare(cell: Cell) -> str:
    """The text of a cell without any space, typed plainly."""
    return fold(clean(cell_text(cell))).replace(" ", "")


def _is_figure(text: str) -> bool:
    return bool(re.fullmatch(r"-?[\d,]+(?:\.\d+)?", text) or _COUNT.fullmatch(text))
