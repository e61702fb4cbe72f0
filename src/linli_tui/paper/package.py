"""Is this package safe to unpack? Everything is asked of its table of contents, before one byte is unpacked."""

from __future__ import annotations

import zipfile

MOST_BYTES = 32 << 20
MOST_UNPACKED = 256 << 20
MOST_ENTRIES = 2_000
MOST_RATIO = 200
"""Of all that is unpacked to the package; asked only above 16 MB, since small sheets of equal rows pack very well."""
ENOUGH_TO_ASK = 16 << 20
_LOCAL_HEADER = 30
_ENCRYPTED = 0x1


def fault(package: zipfile.ZipFile, size: int) -> str:
    """What is wrong with a package of `size` bytes: "large", "locked" or "broken"; "" when it may be unpacked.

    What an entry claims to unpack to is also all that `zipfile` will ever give of it.
    """
    entries = package.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if size > MOST_BYTES or len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED:
        return "large"
    if unpacked > ENOUGH_TO_ASK and unpacked > size * MOST_RATIO:
        return "large"
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        return "locked"
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names) or "xl/workbook.xml" not in names or _overlap(entries):
        return "broken"
    return ""


def _overlap(entries: list[zipfile.ZipInfo]) -> bool:
    """Whether two entries share bytes, which makes a little package unpack to a great deal."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            return True
        end = entry.header_offset + _LOCAL_HEADER + len(entry.orig_filename) + entry.compress_size
    return False
