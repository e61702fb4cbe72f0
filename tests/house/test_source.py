"""Rules of the house that the source itself can be read for."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from linli_tui.core.cells import ambiguous

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "linli_tui"
FILES = sorted(SOURCE.rglob("*.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in FILES}
FORBIDDEN_NAMES = re.compile(r"(Manager|Helper|Util|Base|Mixin|Impl)$")
FORBIDDEN_VERBS = re.compile(r"^_?(handle|process|manage|do)_")
TEXTUALS_OWN = {"_handle_exception"}


def _short(path: Path) -> str:
    return str(path.relative_to(SOURCE))


@pytest.mark.parametrize("path", FILES, ids=_short)
def test_every_module_class_and_public_function_has_a_sentence(path):
    tree = TREES[path]
    missing = [] if ast.get_docstring(tree) else ["the module"]
    for node in ast.walk(tree):
        public = isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith(
            "_"
        )
        if public and not ast.get_docstring(node) and not _is_inner(tree, node) and not _is_framework(node):
            missing.append(node.name)
    assert not missing


def _is_inner(tree: ast.Module, node: ast.AST) -> bool:
    """Functions inside functions, and methods of a Protocol stub, speak for themselves."""
    inside = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef) and n is not node]
    return any(node in ast.walk(outer) for outer in inside)


def _is_framework(node: ast.AST) -> bool:
    """Names Textual calls by convention, whose purpose is the convention's."""
    conventional = (
        "compose",
        "render",
        "render_line",
        "watch_",
        "on_",
        "action_",
        "check_action",
        "validate_",
        "key_",
        "get_",
    )
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith(conventional)


@pytest.mark.parametrize("path", FILES, ids=_short)
def test_files_functions_and_classes_stay_small(path):
    assert path.read_text(encoding="utf-8").count("\n") <= 400
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno - node.lineno + 1 <= 60, node.name
        if isinstance(node, ast.ClassDef):
            assert node.end_lineno - node.lineno + 1 <= 250, node.name


@pytest.mark.parametrize("path", FILES, ids=_short)
def test_names_say_what_a_thing_is(path):
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.ClassDef):
            assert not FORBIDDEN_NAMES.search(node.name), node.name
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.name in TEXTUALS_OWN or not FORBIDDEN_VERBS.match(node.name), node.name


@pytest.mark.parametrize("path", [p for p in FILES if p.name == "rules.py"], ids=_short)
def test_no_float_reaches_a_rule(path):
    for node in ast.walk(TREES[path]):
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), node.lineno
        assert not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)), node.lineno
        assert not (isinstance(node, ast.Name) and node.id == "float"), node.lineno


@pytest.mark.parametrize("path", FILES, ids=_short)
def test_only_the_book_writes_main_and_nothing_relates_behind_our_back(path):
    text = path.read_text(encoding="utf-8")
    assert "Relationship(" not in text
    if "book" not in path.relative_to(SOURCE).parts:
        assert not re.search(r"\bmain\.[a-z_\"]", text), "only book speaks to the tables themselves"
    if path.name != "clock.py":
        assert not re.search(r"\b(datetime\.now|date\.today|time\.time)\(", text), "time comes from core/clock.py"


def _screen_texts(path: Path) -> list[tuple[int, str]]:
    docs = {id(n.body[0].value) for n in ast.walk(TREES[path]) if _has_docstring(n)}
    return [
        (node.lineno, node.value)
        for node in ast.walk(TREES[path])
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    ]


def _has_docstring(node: ast.AST) -> bool:
    body = getattr(node, "body", None)
    return (
        isinstance(body, list)
        and bool(body)
        and isinstance(body[0], ast.Expr)
        and isinstance(body[0].value, ast.Constant)
    )


SCREEN_ROOMS = ("ui", "ledgers", "core/kinds.py", "core/dates.py", "core/refusal.py", "app.py", "book")
KNOWS_OF_THEM = ("core/fold.py", "core/cells.py", "core/names.py", "core/kinds.py", "ui/keys.py", "ui/terminal.py")


@pytest.mark.parametrize("path", FILES, ids=_short)
def test_no_glyph_of_ambiguous_width_is_shown(path):
    name = _short(path)
    if not name.startswith(SCREEN_ROOMS) or name in KNOWS_OF_THEM:
        pytest.skip("shows nothing on a screen")
    found = [(line, glyph) for line, text in _screen_texts(path) for glyph in ambiguous(text)]
    assert not found
