"""The house: imports go one way, files are served, documents are true."""

import ast
import re
from pathlib import Path

import pytest

from landscapes import LANDSCAPES
from ui.navigation import PAGES
from ui.style import RUN_COLOURS

ROOT = Path(__file__).parents[1]

# Each part may import the parts listed after it, and itself.
MAY_IMPORT = {
    "setting": set(),
    "link": {"setting"},
    "expression": {"setting"},
    "landscapes": {"expression", "setting"},
    "optim": {"expression", "setting"},
    "comparison": {"landscapes", "optim", "link", "setting"},
    "studies": {"comparison", "landscapes", "optim", "setting"},
    "pictures": {"studies", "comparison", "landscapes", "optim", "setting"},
    "snippets": {"comparison", "landscapes", "optim", "link"},
    "lessons": {"pictures", "studies", "comparison", "landscapes", "optim", "link", "setting"},
    "browser": {"comparison", "landscapes", "optim", "expression"},
    "ui": {
        "browser", "lessons", "pictures", "studies", "snippets", "comparison", "landscapes",
        "optim", "link", "setting",
    },
    "pages": {"ui"},
    "app": {"ui"},
}  # fmt: skip
WITHOUT_STREAMLIT = MAY_IMPORT.keys() - {"browser", "ui", "pages", "app"}


def sources(part):
    folder = ROOT / part
    return sorted(folder.rglob("*.py")) if folder.is_dir() else [ROOT / f"{part}.py"]


def imported(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").split(".")[0]


@pytest.mark.parametrize("part", MAY_IMPORT)
def test_imports_go_one_way(part):
    for path in sources(part):
        for name in imported(path):
            if name in MAY_IMPORT:
                assert name in {part, *MAY_IMPORT[part]}, f"{path.name} imports {name}"
            if name == "streamlit":
                assert part not in WITHOUT_STREAMLIT, path.name
            if name == "plotly":
                assert part == "browser", path.name


def at_the_top(path):
    """What importing the module imports at once."""
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").split(".")[0]


@pytest.mark.parametrize("part", MAY_IMPORT)
def test_heavy_libraries_are_imported_where_they_are_used(part):
    for path in sources(part):
        heavy = {"sympy", "pandas", "plotly"} & set(at_the_top(path))
        assert not heavy or path.name == "printing.py", path


def test_page_and_player_use_the_same_colours():
    script = (ROOT / "browser/js/draw/theme.js").read_text()
    lists = {
        name: re.findall(r"#[0-9a-f]{6}", re.search(rf"{name} = \[(.*?)\]", script, re.DOTALL)[1])
        for name in ("ON_LIGHT", "ON_DARK")
    }
    assert list(zip(lists["ON_LIGHT"], lists["ON_DARK"], strict=True)) == list(RUN_COLOURS)


def test_every_page_is_in_the_navigation_under_its_address():
    files = {path.relative_to(ROOT).as_posix() for path in (ROOT / "pages").glob("*.py")}
    assert {page.file for page in PAGES.values()} == files | {"app.py"}
    for name, page in PAGES.items():
        assert page.file == "app.py" or page.file.endswith(f"_{name}.py")


def test_the_documents_count_the_landscapes():
    assert f"one of {len(LANDSCAPES)} landscapes" in (ROOT / "README.md").read_text()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_pinned(name):
    for line in (ROOT / name).read_text().splitlines():
        if line and not line.startswith(("#", "-r")):
            assert re.fullmatch(r"[\w-]+==[\d.]+", line), line
