"""Checks a journal kept as JSON Lines (docs/journal.md): numbers without gaps and one unbroken chain in every epoch."""

import json
import sys
from hashlib import sha256
from pathlib import Path

CLEAR = ("epoch", "n", "change", "at", "actor", "machine", "verb", "ledger", "record", "schema")
WHOLE, WITHHELD = {*CLEAR, "what", "hash"}, {"epoch", "n", "digest", "hash"}


def canon(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def raw(text):
    return bytes.fromhex(text) if bytes.fromhex(text).hex() == text else b""


def commitment(name, value):
    if isinstance(value, str) or (len(value) == 4 and all(p in (None, "") or p[0] == "\1" for p in value[:3])):
        return value if isinstance(value, str) else value[3]
    return sha256(value[2].encode() + canon([name, *value[:2]])).hexdigest()


def digest(line):
    if "digest" in line:
        return raw(line["digest"])
    kept = canon({name: commitment(name, value) for name, value in line["what"].items()})
    return sha256(canon({name: line[name] for name in CLEAR}) + sha256(kept).digest()).digest()


def verify(content):
    ends, (*rows, rest), place = {}, content.split(b"\n"), 0
    try:
        for place, row in enumerate(rows, start=1):
            line = json.loads(row)
            n, before = ends.get(line["epoch"], (0, bytes(32)))
            after = sha256(before + digest(line)).digest()
            well_written = canon(line) == row and set(line) in (WHOLE, WITHHELD)
            if not well_written or (line["n"], raw(line["hash"])) != (n + 1, after):
                return f"不对：第{place}行接不上前面一行，或者和当时写下的不一样。", False
            ends[line["epoch"]] = (n + 1, after)
    except Exception:
        return f"不对：第{place}行读不出来。", False
    if rest or not ends:
        return "不对：文件不完整。", False
    return f"{place}行，{len(ends)}段：编号不缺，前后都接得上。", True


if __name__ == "__main__":
    said, holds = verify(Path(sys.argv[1]).read_bytes())
    print(said)
    sys.exit(not holds)
