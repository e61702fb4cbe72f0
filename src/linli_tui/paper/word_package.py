"""The files of a .docx (ISO/IEC 29500-2) around its body; the same body gives the same bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from linli_tui.core.words import say
from linli_tui.paper.wordml import clean, field, run, twips

FACES = {"song": "宋体", "fang": "仿宋", "hei": "黑体", "kai": "楷体"}
"""As Windows and WPS call them; ALSO is how the same faces are called elsewhere, for whoever has them so."""
ALSO = {
    "宋体": "SimSun,Songti SC,方正书宋_GBK,Noto Serif CJK SC",
    "仿宋": "FangSong,仿宋_GB2312,FangSong_GB2312,STFangsong,方正仿宋_GBK,Noto Serif CJK SC",
    "黑体": "SimHei,Heiti SC,方正黑体_GBK,Noto Sans CJK SC",
    "楷体": "KaiTi,楷体_GB2312,KaiTi_GB2312,Kaiti SC,方正楷体_GBK,Noto Serif CJK SC",
}
WHEN = (1980, 1, 1, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_SPACES = (
    f'xmlns:w="{_WORD}" xmlns:r="{_OFFICE}/relationships" xmlns:wp="{_DRAWING}/wordprocessingDrawing" '
    f'xmlns:a="{_DRAWING}/main" xmlns:pic="{_DRAWING}/picture"'
)
_PARTS = {"styles": "styles", "settings": "settings", "fontTable": "fontTable"}
_ROOTS = {
    "rId1": (f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
    "rId2": (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
}
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a document: its sides and margins and the footer's, what the footer says, its letters, in points."""

    wide: float
    high: float
    top: float
    right: float
    bottom: float
    left: float
    footer: float
    said: str
    large: float
    small: float


Section = tuple[str, Page]
"""A body, and the page it is set on."""


def write(path: Path, title: str, sections: Sequence[Section], size: float, pictures: Mapping[str, Path]) -> None:
    """Writes a .docx; `pictures` are files by the relation a body names. OSError where that cannot be done."""
    bodies = [f"{body}{_end(n, page, last=n == len(sections))}" for n, (body, page) in enumerate(sections, 1)]
    kinds = _PARTS | {f"{side}{n}": "footer" for n in range(1, len(sections) + 1) for side in ("odd", "even")}
    parts = {
        "[Content_Types].xml": _types(kinds, pictures),
        "_rels/.rels": _relations(_ROOTS),
        "docProps/core.xml": _properties(title),
        "word/document.xml": f"{_HEAD}<w:document {_SPACES}><w:body>{''.join(bodies)}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(_related(kinds, pictures)),
        "word/styles.xml": _styles(size),
        "word/settings.xml": f'{_HEAD}<w:settings xmlns:w="{_WORD}"><w:evenAndOddHeaders/></w:settings>',
        "word/fontTable.xml": _fonts(),
    }
    count = "NUMPAGES" if len(sections) == 1 else "SECTIONPAGES"
    for n, (_body, page) in enumerate(sections, 1):
        parts |= {f"word/{side}{n}.xml": _footer(page, count, odd=side == "odd") for side in ("odd", "even")}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(entry(name), content.encode("utf-8"))
        for relation, file in pictures.items():
            package.writestr(entry(f"word/media/{relation}{file.suffix.lower()}"), file.read_bytes())


def entry(name: str) -> zipfile.ZipInfo:
    """A file of a package, always of the same time."""
    made = zipfile.ZipInfo(name, WHEN)
    made.compress_type, made.create_system = zipfile.ZIP_DEFLATED, 3
    return made


def _types(kinds: Mapping[str, str], pictures: Mapping[str, Path]) -> str:
    endings = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    endings |= {file.suffix.lower()[1:]: f"image/{_image(file)}" for file in pictures.values()}
    parts = {"/word/document.xml": f"{_KIND}.document.main+xml",
             "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml"}  # fmt: skip
    parts |= {f"/word/{name}.xml": f"{_KIND}.{kind}+xml" for name, kind in kinds.items()}
    known = "".join(f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in sorted(endings.items()))
    named = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in parts.items())
    return f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{known}{named}</Types>'


def _image(file: Path) -> str:
    return "png" if file.suffix.lower() == ".png" else "jpeg"


def _related(kinds: Mapping[str, str], pictures: Mapping[str, Path]) -> dict[str, tuple[str, str]]:
    parts = {name: (f"{_OFFICE}/relationships/{kind}", f"{name}.xml") for name, kind in kinds.items()}
    return parts | {
        relation: (f"{_OFFICE}/relationships/image", f"media/{relation}{file.suffix.lower()}")
        for relation, file in pictures.items()
    }


def _relations(related: Mapping[str, tuple[str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, (kind, target) in related.items()
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _properties(title: str) -> str:
    day = "2000-01-01T00:00:00Z</dcterms:"
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{clean(title)}</dc:title><dc:language>zh-CN</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}modified></cp:coreProperties>'
    )


def _styles(size: float) -> str:
    face, half = FACES["fang"], round(size * 2)
    fonts = f'<w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}" w:cs="{face}"/>'
    heads = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/><w:basedOn w:val="Normal"/>'
        f'<w:next w:val="Normal"/><w:pPr><w:keepNext/><w:outlineLvl w:val="{n - 1}"/></w:pPr></w:style>'
        for n in (1, 2)
    )
    return (
        f'{_HEAD}<w:styles xmlns:w="{_WORD}"><w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="{half}"/>'
        f'<w:szCs w:val="{half}"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:kinsoku/><w:overflowPunct/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        '</w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        f'<w:name w:val="Normal"/></w:style>{heads}</w:styles>'
    )


def _fonts() -> str:
    inside = "".join(f'<w:font w:name="{name}"><w:altName w:val="{also}"/></w:font>' for name, also in ALSO.items())
    return f'{_HEAD}<w:fonts xmlns:w="{_WORD}">{inside}</w:fonts>'


def _footer(page: Page, count: str, *, odd: bool) -> str:
    """On odd pages the number stands at the right, on even ones at the left (GB/T 9704-2012 7.5)."""
    song = FACES["song"]
    number = run("— ", song, page.large) + field("PAGE", song, page.large) + run(" —", song, page.large)
    said = run(f"{page.said}　{say('共')}", song, page.small) + field(count, song, page.small)
    said += run(say("页"), song, page.small)
    pieces = (said, number) if odd else (number, said)
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{twips(page.wide - page.left - page.right)}"/></w:tabs>'
    inside = f"<w:p><w:pPr>{tab}</w:pPr>{pieces[0]}<w:r><w:tab/></w:r>{pieces[1]}</w:p>"
    return f"{_HEAD}<w:ftr {_SPACES}>{inside}</w:ftr>"


def _end(n: int, page: Page, *, last: bool) -> str:
    """The end of a section, whose pages are counted from one; but for the last it stands in a paragraph."""
    sides = {"top": page.top, "right": page.right, "bottom": page.bottom, "left": page.left, "header": page.footer,
             "footer": page.footer, "gutter": 0}  # fmt: skip
    margins = " ".join(f'w:{side}="{twips(length)}"' for side, length in sides.items())
    section = (
        f'<w:sectPr><w:footerReference w:type="default" r:id="odd{n}"/>'
        f'<w:footerReference w:type="even" r:id="even{n}"/>'
        f'<w:pgSz w:w="{twips(page.wide)}" w:h="{twips(page.high)}"/><w:pgMar {margins}/><w:pgNumType w:start="1"/>'
        "</w:sectPr>"
    )
    small = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    inside = small if last else f"{small}{section}"
    return f"<w:p><w:pPr>{inside}</w:pPr></w:p>{section if last else ''}"
