"""`linli vote decide` as anyone may call it: a file of one case, lines of many, what comes out of a pipe."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
from random import Random

import pytest

from linli_tui.cli import main
from linli_tui.ledgers.votes.rules import decide
from tests.ledgers.votes.cases import counted, invented, owners

CASE = owners((900_000, 120), (600_000, 80), (300_001, 41))
MEETING = counted("residents_meeting", 400, 201, 101)


@pytest.fixture
def call(capsys):
    def call(*words):
        code = main(["vote", "decide", *map(str, words)])
        out, err = capsys.readouterr()
        return code, out, err

    return call


def test_json_in_json_out(tmp_path, call):
    file = tmp_path / "题.json"
    file.write_text(json.dumps({**CASE, "id": "甲"}, ensure_ascii=False), encoding="utf-8-sig")
    code, out, _ = call(file, "--json")
    assert code == 0 and json.loads(out) == {"id": "甲", **json.loads(json.dumps(decide(CASE)))}


def test_lines_keep_their_order_and_ids_and_every_wrong_one_is_a_sentence(tmp_path, call):
    file = tmp_path / "题.jsonl"
    lines = [
        {**MEETING, "id": 7},
        {**MEETING, "id": "x", "body": "nobody"},
        "not json",
        MEETING,
        [1],
        {**CASE, "id": None},
    ]
    texts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    file.write_text("\n".join([*texts, "", '{"id": 9, "electorate": 1e999}']) + "\n", encoding="utf-8")
    code, out, _ = call(file, "--json")
    made = [json.loads(line) for line in out.splitlines()]
    assert code == 0 and [each["id"] for each in made] == [7, "x", None, None, None, None, 9]
    assert [each.get("verdict") for each in made] == ["passed", None, None, "passed", None, "passed", None]
    for each in (made[1], made[2], made[4], made[6]):
        assert list(each) == ["id", "error"] and each["error"].endswith("。")


def test_without_json_the_sentences_are_said(tmp_path, call):
    file = tmp_path / "a.json"
    file.write_text(json.dumps(MEETING), encoding="utf-8")
    code, out, _ = call(file)
    assert code == 0 and out.splitlines() == decide(MEETING)["say"]


def test_what_comes_through_a_pipe(capsys, monkeypatch):
    for text, expected in ((json.dumps(CASE, indent=2), 1), ("\n".join([json.dumps(MEETING)] * 3), 3), ("", 0)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        assert main(["vote", "decide", "-", "--json"]) == 0
        made = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert len(made) == expected and {each["verdict"] for each in made} <= {"passed"}


@pytest.mark.parametrize("content", (None, b"{", b"\xff\xfe\x00", b"[" * 100_000))
def test_a_wrong_file_is_a_wrong_call(tmp_path, call, content):
    file = tmp_path / "a.json"
    if content is not None:
        file.write_bytes(content)
    code, out, err = call(file, "--json")
    assert code == 2 and out == "" and "Traceback" not in err and ("JSON" in err or "UTF-8" in err or "打不开" in err)


def test_no_file_is_a_wrong_call(call):
    assert call()[0] == 2 and call("--xml")[0] == 2


def test_numbers_no_computer_should_believe_are_sentences(tmp_path, call):
    file = tmp_path / "a.jsonl"
    huge = json.dumps(MEETING).replace("400", "9" * 5000)
    deep = '{"id": 1, "body": ' + "[" * 3000 + "]" * 3000 + "}"
    file.write_text("\n".join((huge, deep, json.dumps({**MEETING, "for": float("nan")}))), encoding="utf-8")
    code, out, _ = call(file, "--json")
    assert code == 0 and all("error" in json.loads(line) for line in out.splitlines()) and len(out.splitlines()) == 3


def test_thousands_of_cases_take_seconds(tmp_path, call):
    rng, file = Random(1), tmp_path / "many.jsonl"
    cases = [invented(rng, 30) for _ in range(3000)]
    file.write_text("\n".join(map(json.dumps, cases)), encoding="utf-8")
    began = time.perf_counter()
    code, out, _ = call(file, "--json")
    assert code == 0 and len(out.splitlines()) == 3000
    assert time.perf_counter() - began < 20


def test_the_command_itself_speaks_utf_8_without_a_terminal(tmp_path):
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps({**MEETING, "id": "\ud800"}) + "\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "linli_tui", "vote", "decide", str(file), "--json"],
        capture_output=True, env={"PYTHONIOENCODING": "ascii", "PATH": ""}, timeout=60, check=True,
    )  # fmt: skip
    assert json.loads(done.stdout.decode("utf-8"))["verdict"] == "passed"
