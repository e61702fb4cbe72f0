"""Fonts are looked for where they are told to lie; what is none, or not Chinese, is not taken for one."""

from __future__ import annotations

import shutil
import struct

import pytest

from linli_tui.paper import font_file, fonts

FOUND = fonts.find()
needs_font = pytest.mark.skipif(FOUND is None, reason="未验证：这台机器上没有中文字体")


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A machine whose only font is what is put into our folder."""
    folder = tmp_path / "fonts"
    folder.mkdir()
    monkeypatch.setattr(fonts, "folders", list)
    monkeypatch.setattr(fonts, "own_folders", lambda: [folder])
    return folder


def cmap(*tables):
    """A file with nothing but the table `cmap`, of parts (platform, content)."""
    offset = 4 + 8 * len(tables)
    head, content = struct.pack(">HH", 0, len(tables)), b""
    for platform, table in tables:
        head += struct.pack(">HHI", platform, 0, offset + len(content))
        content += table
    whole = head + content
    return struct.pack(">IHHHH4sIII", 0x10000, 1, 0, 0, 0, b"cmap", 0, 28, len(whole)) + whole


def form_12(*groups):
    return struct.pack(">HHIII", 12, 0, 16 + 12 * len(groups), 0, len(groups)) + b"".join(
        struct.pack(">III", *group) for group in groups
    )


def form_4():
    """a to c by a difference; p to r by a list of which q is lacking."""
    ends, starts, deltas = (ord("c"), ord("r"), 0xFFFF), (ord("a"), ord("p"), 0xFFFF), (0, 0, 1)
    ranges, glyphs = (0, 4, 0), (7, 0, 9)
    content = struct.pack(">3H", *ends) + b"\0\0" + struct.pack(">3H3H3H3H", *starts, *deltas, *ranges, *glyphs)
    return struct.pack(">HHHHHHH", 4, 14 + len(content), 0, 6, 0, 0, 0) + content


def test_what_a_file_holds_is_read_from_either_table(tmp_path):
    (tmp_path / "a.ttf").write_bytes(cmap((3, form_4())))
    (tmp_path / "b.ttf").write_bytes(cmap((3, form_4()), (3, form_12((0x4E00, 0x4E02, 5), (0x2CB4E, 0x2CB4E, 9)))))
    held = [char for char in "abcdopqr" if font_file.covers(tmp_path / "a.ttf", 0, char)]
    assert held == list("abcpr")
    held = [char for char in "a一丁丂七𬭎\U0002cb4f" if font_file.covers(tmp_path / "b.ttf", 0, char)]
    assert held == list("一丁丂𬭎")


@pytest.mark.parametrize("content", [b"", b"ttcf", b"\0" * 40, cmap((1, form_4())), cmap((3, b"\0\2"))])
def test_what_is_no_font_holds_nothing(tmp_path, content):
    (tmp_path / "坏.ttf").write_bytes(content)
    assert font_file.spans(tmp_path / "坏.ttf", 0) == ()


def test_a_file_that_is_no_font_is_passed_over(place):
    (place / "simsun.ttc").write_bytes(b"\0\1\0\0 not a font")
    (place / "readme.txt").write_bytes(b"")
    assert fonts.find() is None


@needs_font
def test_one_that_is_put_into_our_folder_is_found_under_any_name(place):
    assert fonts.find() is None
    face = next(iter(FOUND.by.values()))
    shutil.copy(face.path, place / f"随便{face.path.suffix}")
    found = fonts.find()
    assert found is not None and found.families("hei") == [face.family]


@needs_font
def test_a_role_without_a_face_is_stood_in_for_and_every_family_is_tried_once():
    for role in ("song", "fang", "hei", "kai"):
        families = FOUND.families(role)
        assert families and len(families) == len(set(families))
        assert set(families) == {face.family for face in FOUND.by.values()}


@needs_font
def test_what_no_face_has_is_named_once():
    assert FOUND.lacking("邻里·\n，邻") == []
    assert FOUND.lacking("邻\U000f0000里\U000f0000") == ["\U000f0000"]
