"""Chinese fonts of this machine, for papers that carry their own letters; without one there is no such paper.

They are looked for in a folder `fonts` beside the program, in one of the person's own, then where the system keeps
its fonts. Faces after GB/T 9704-2012 as far as the machine has them: 宋 for titles, 仿宋 for texts, 黑 and 楷 for
headings; whichever is lacking is stood in for by one that is there.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from linli_tui.book import files
from linli_tui.core.data import find_folder
from linli_tui.paper import font_file

ENDINGS = (".ttf", ".ttc", ".otf", ".otc")
KNOWN: dict[str, tuple[str, ...]] = {
    "song": (
        "simsun", "songti", "stsong", "notoserifcjksc-regular", "notoserifsc-regular", "notoserifcjk-regular",
        "sourcehanserifsc-regular", "sourcehanserifcn-regular", "sourcehanserif-regular", "fzssk", "fandolsong-regular",
        "uming",
    ),
    "fang": ("simfang", "stfangsong", "stfangso", "fzfsk", "fandolfang-regular"),
    "hei": (
        "simhei", "msyh", "stheiti medium", "stheiti light", "hiragino sans gb", "notosanscjksc-regular",
        "notosanssc-regular", "notosanscjk-regular", "sourcehansanssc-regular", "sourcehansanscn-regular",
        "sourcehansans-regular", "fzhtk", "wqy-zenhei", "wqy-microhei", "fandolhei-regular", "droidsansfallbackfull",
        "deng",
    ),
    "kai": ("simkai", "kaiti", "stkaiti", "fzktk", "fandolkai-regular", "ukai"),
    "rare": ("simsunb", "simsunextb", "simsunextg", "hanamina", "hanaminb", "plangothicp1-regular",
             "plangothicp2-regular"),
}  # fmt: skip
"""How the files of Chinese fonts are called, small letters and without ending, the best first."""
PLAIN = "邻里互助，。〓"
"""What a font has to hold to be a Chinese one."""
UNSEEN = frozenset("\n\t\u200b\u2060\ufeff")


@dataclass(frozen=True, slots=True)
class Face:
    """One face: its family as it calls itself, and where it is."""

    family: str
    path: Path
    index: int

    def covers(self, char: str) -> bool:
        """Whether it has this character."""
        return font_file.covers(self.path, self.index, char)


@dataclass(frozen=True, slots=True)
class Faces:
    """The faces found by what they are for, and the fonts that hold them for whoever sets the paper."""

    by: dict[str, Face]
    loaded: Any

    def families(self, role: str) -> list[str]:
        """The families to try in order for 宋 `song`, 仿宋 `fang`, 黑 `hei`, 楷 `kai`."""
        stand_in = {"kai": ("kai", "fang", "song"), "fang": ("fang", "song"), "song": ("song", "fang")}
        wanted = (*stand_in.get(role, (role,)), *KNOWN)
        return list(dict.fromkeys(self.by[name].family for name in wanted if name in self.by))

    def lacking(self, text: str) -> list[str]:
        """The characters of a text, each once, that no face has."""
        faces = self.by.values()
        return [c for c in dict.fromkeys(text) if c not in UNSEEN and not any(face.covers(c) for face in faces)]


def find() -> Faces | None:
    """The Chinese fonts of this machine, None without one; a folder that cannot be read has none.

    The system's are looked for once, our own folders each time: somebody may put a font there meanwhile.
    """
    ours = tuple(path for folder in own_folders() for path in sorted(_files(folder)))
    return _found(tuple(folders()), ours)


@lru_cache(maxsize=1)
def _found(places: tuple[Path, ...], ours: tuple[Path, ...]) -> Faces | None:
    import typst

    by: dict[str, Face] = {}
    lying = _lying(places, ours)
    known = {path for paths in lying.values() for path in paths}

    loaded = typst.Fonts(False, False, sorted({str(path.parent) for path in known}))
    infos: dict[Path, list[Any]] = {}
    for info in loaded.fonts():
        if info.path and info.style == "normal":
            infos.setdefault(Path(info.path), []).append(info)
    for role in KNOWN:
        faces = (_face(path, infos.get(path, ())) for path in lying.get(role, ()))
        face = next((face for face in faces if face and _fits(face, role)), None)
        if face:
            by[role] = face
    return Faces(by, loaded) if by.keys() - {"rare"} else None


def folders() -> list[Path]:
    """Where the system and this person keep fonts."""
    home = Path.home()
    system = {
        "win32": (Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts",
                  Path(os.environ.get("LOCALAPPDATA", home)) / "Microsoft" / "Windows" / "Fonts"),
        "darwin": (Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts"),
    }  # fmt: skip
    linux = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts", home / ".fonts")
    return list(system.get(sys.platform, linux))


def own_folders() -> list[Path]:
    """The folders `fonts` of the program and of this person, into which one may put a font."""
    return [find_folder().parent / "fonts", files.user_folder() / "fonts"]


def _lying(places: Iterable[Path], ours: Iterable[Path]) -> dict[str, list[Path]]:
    """The files of fonts by what they are for, the best first; an unknown one of our own is for everything."""
    order: dict[str, list[tuple[int, int, str, Path]]] = {role: [] for role in KNOWN}
    own = frozenset(ours)
    for path in (*own, *(path for place in places for path in _files(place))):
        stem = path.stem.lower()
        role = next((role for role, names in KNOWN.items() if stem in names), "song" if path in own else "")
        if role:
            rank = KNOWN[role].index(stem) if stem in KNOWN[role] else len(KNOWN[role])
            order[role].append((path not in own, rank, str(path), path))
    return {role: [path for *_rank, path in sorted(found)] for role, found in order.items() if found}


def _files(folder: Path) -> Iterator[Path]:
    for above, _below, names in os.walk(folder):
        yield from (Path(above, name) for name in names if name.lower().endswith(ENDINGS))


def _face(path: Path, infos: Iterable[Any]) -> Face | None:
    """The face of a file for mainland Chinese, upright and of normal weight."""
    ranked = sorted(infos, key=lambda i: (not i.family.endswith((" SC", " CN", "GB")), abs(i.weight - 400), i.index))
    return Face(ranked[0].family, path, ranked[0].index) if ranked else None


def _fits(face: Face, role: str) -> bool:
    return all(map(face.covers, PLAIN)) if role != "rare" else bool(font_file.spans(face.path, face.index))
