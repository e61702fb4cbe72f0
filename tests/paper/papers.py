"""Documents to be drawn: a form with everything a paper may hold, running text, what hangs on a wall; tiny pictures."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace

from linli_tui.paper.document import Document, Heading, NewPage, Pairs, Para, Photo, Photos, Ruled, Table

RARE = "欧阳䶮𬭎、阿依古丽·买买提"
LONG_NAME = "努尔买买提·阿卜杜热合曼·吐尔逊" * 4
SENTENCE = "楼道、楼梯口，不放东西；电动自行车（含电池）不进楼、不「飞线」充电。发现了，先提醒，再帮忙搬。"


def letter(times: int = 6) -> Document:
    """Running text: some articles."""
    articles = (block for n in range(times) for block in (Heading(f"第{n + 1}条"), Para(SENTENCE * 2)))
    return Document(
        "永富新村邻里公约 第1版", "大家看", "永富-约-2026-0001", tuple(articles), foot="家里成年人都可以签。"
    )


def form(rows: int = 40) -> Document:
    """A form of everything."""
    lines = tuple((f"{n}", f"永富-巡-2026-{n:04d}", RARE, "330681194512070010" * 2, "") for n in range(1, rows + 1))
    blocks = (
        Pairs((("姓名", LONG_NAME), ("电话", ""))),
        Heading("一、要办的"),
        Para(f"{SENTENCE}\n<b>&第二段\"'{RARE}", told=True),
        Table(("序号", "编号", "谁", "证件号", "签名"), lines, (6, 20, 20, 14, 12)),
        NewPage(),
        Heading("（一）手写", 2),
        Ruled(3),
        Table(("什么", "在哪里"), (("", ""),) * 4, by_hand=True),
        Photos((Photo("整改前"), Photo("整改后"), Photo("门口"))),
    )
    return Document("永富新村移交清单", "内部", "永富-移-2026-0001", blocks, ("移交人", "监交人（居委会）"), "保管好。")


def wall(sheet: str = "A4") -> Document:
    """A page in large letters."""
    table = Table(("做了什么", "9月", "10月"), (("夜巡", "12次", "15次"),) * 6, (36, 18, 18))
    return replace(letter(0), blocks=(Heading("巡逻"), table, Ruled(2)), large=True, sheet=sheet)


def png(wide: int = 40, high: int = 20) -> bytes:
    """A grey picture (ISO/IEC 15948)."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    lines = zlib.compress(b"".join(b"\x00" + b"\x80" * wide for _ in range(high)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")
