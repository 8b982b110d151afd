"""The page of schedules without a browser: links, controls, what its pictures are sent."""

import gzip
import json
from urllib.parse import parse_qs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

import ui.explorer
from comparison import Comparison
from optim import OPTIMIZERS, SCHEDULES
from strategies import comparisons
from test_lesson_page import run, written_link
from test_packing import unpack
from ui.explored import CODE, FIRST, OPENS, PATHS, RATES, Explored, read_explored
from ui.navigation import PAGES
from ui.range_section import set_ramp
from ui.visit import Moment, Shown

LINK = (
    "landscape=quadratic&steps=100&run=momentum,lr=0.03,schedule=cosine"
    "&run=momentum,lr=0.03,schedule=one_cycle"
)
GOLDEN = [
    (LINK, LINK),
    (f"{LINK}&edit=1&paths=phase&rates=log&code=optax",) * 2,
    ("", FIRST),
    (f"{LINK}&show=test&test_t=40",) * 2,
    ("steps=80&rates=log", FIRST.replace("steps=150", "steps=80") + "&rates=log"),
]
"""Links given out, and how they are written now; only ever added to."""


def open_page(link):
    app = AppTest.from_file("../app.py", default_timeout=20)
    app.run()
    app.switch_page(PAGES["schedules"].file)
    for name, values in parse_qs(link).items():
        app.query_params[name] = values
    return run(app)


def shown(app):
    return app.session_state["schedules"].state


def boards(app):
    """What the page's boards are sent, in its order."""

    def walk(block):
        for child in block.children.values():
            if hasattr(child, "children"):
                yield from walk(child)
            elif getattr(child.proto, "component_name", "") == "descent_lab_board":
                yield unpack(gzip.decompress(child.proto.bytes))[0]

    return list(walk(app.main))


def curves(app):
    return boards(app)[0]


@pytest.mark.parametrize(("link", "written"), GOLDEN)
def test_links_keep_their_meaning(link, written):
    state, problems = read_explored(link)
    assert problems == []
    assert state.to_link() == written
    assert read_explored(written) == (state, [])


@given(comparisons(), st.data())
@settings(max_examples=60, deadline=None)
def test_every_state_is_a_link(comparison, data):
    edit = data.draw(st.integers(1, len(comparison.runs)))
    looks = {s.name: data.draw(st.sampled_from(s.choices)) for s in (PATHS, RATES, CODE)}
    state = Explored(comparison, edit=edit, **looks)
    assert read_explored(state.to_link()) == (state, [])


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        ("edit=9", "edit must be a whole number between 1 and 4"),
        ("paths=rainbow", "paths must be run or phase"),
        ("rates=LOG", "is read as log"),
        ("nonsense=1", "is not part of a link"),
        ("test_steps=20&test_t=99", "test_t must be a whole number between 0 and 20"),
        ("test_t=1e999", "test_t must be a whole number"),
        ("test_low=10&test_high=1", "must rise; it goes from 1 to 10."),
        ("test_low=0.5&test_high=1e-3", "must rise; it goes from 0.001 to 0.5."),
        ("edit=nan&rates=1e999&code=%00", "edit must be a number"),
    ],
)
def test_a_hostile_link_is_repaired_and_told(link, sentence):
    state, problems = read_explored(link)
    assert any(sentence in problem for problem in problems)
    assert read_explored(state.to_link()) == (state, [])


@pytest.mark.parametrize("values", [{"edit": 3}, {"paths": "x"}, {"nothing": 1}, {"lr": -1.0}])
def test_what_cannot_be_is_refused(values):
    state, _ = read_explored(LINK)
    with pytest.raises(ValueError, match=r"must be|There is no"):
        state.changed(**values)


def test_the_page_shows_the_curves_of_its_link():
    app = open_page(LINK)
    told = curves(app)
    assert [pane["name"] for pane in told["panes"]] == [
        "Learning rate", "Momentum", "lr / (1 − β)",
    ]  # fmt: skip
    rates = told["panes"][0]
    spans = [shape for shape in rates["shapes"] if shape["kind"] == "span"]
    assert [(span["role"], span["x"]) for span in spans] == [
        ("rise", [0.0, 29.0]), ("fall", [29.0, 100.0]),
    ]  # fmt: skip
    assert {grip["name"] for grip in rates["grips"]} == {
        "start", "peak", "end of the cycle", "end of the warm-up",
    }  # fmt: skip
    assert written_link(app) == LINK


def test_a_first_visit_opens_at_the_last_step_and_a_link_as_it_says():
    assert open_page("").session_state["schedules"].state.comparison.t == 150
    assert shown(open_page(LINK)).comparison.t == 0
    assert read_explored(OPENS) == (read_explored("")[0].changed(t=150), [])


def test_the_limit_of_the_chosen_schedule_is_drawn_where_it_is_near():
    def fences(link):
        app = open_page(link)
        rates = curves(app)["panes"][0]
        said = " ".join(caption.value for caption in app.caption)
        return [s for s in rates["shapes"] if s["kind"] == "fence"], rates["window"][1][1], said

    sgd = "landscape=quadratic&steps=40&run=gradient_descent,lr=0.05,schedule=one_cycle"
    (fence,), top, said = fences(sgd)
    assert fence["label"] == "limit"
    assert 0.08 < top < 0.1
    assert "**limit**: the largest rate" in said
    none, top, said = fences(sgd.replace("0.05", "0.001"))
    assert (none, top) == ([], pytest.approx(0.0013))
    assert "above the picture, at 0.08 or more" in said
    assert fences(f"{sgd}&rates=log")[0]
    none, _, said = fences(sgd.replace("gradient_descent", "lion"))
    assert none == []
    assert "No limit of its rate is known for Lion." in said


@pytest.mark.parametrize("schedule", [*SCHEDULES, "linear:30~cosine:20~step"])
def test_every_schedule_has_its_page(schedule):
    link = f"landscape=quadratic&steps=60&run=adam,lr=0.1,schedule={schedule}&paths=phase"
    told = curves(open_page(link))
    assert [pane["name"] for pane in told["panes"]] == ["Learning rate", "β₁"]


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_optimizer_has_its_page(optimizer):
    link = f"landscape=quadratic&steps=30&run={optimizer},lr=0.1,schedule=one_cycle&rates=log"
    assert curves(open_page(link))["panes"]


@pytest.fixture
def explorer(monkeypatch):
    """The page's visit outside of a page, at LINK."""
    import streamlit

    kept = {}
    monkeypatch.setattr(streamlit, "session_state", kept)
    kept["schedules"] = Shown(Moment(read_explored(LINK)[0], LINK, 1))
    return ui.explorer.explorer


@pytest.mark.parametrize(
    ("name", "x", "y", "changes"),
    [
        ("peak", 49, 0.03, {"pct_start": 0.5}),
        ("peak", 29.0, 0.0412345, {"lr": 0.0412}),
        ("peak", 49, 0.02, {"pct_start": 0.5, "lr": 0.02}),
        ("start", 0.0, 0.003, {"div_factor": 10.0}),
        ("end of the cycle", 79.2, 0.0, {"total_steps": 80}),
        ("end of the warm-up", 11.7, 0.0, {"warmup": 12}),
    ],
)
def test_a_place_that_is_moved_sets_what_it_stands_for(explorer, name, x, y, changes):
    before = explorer.state.run
    ui.explorer.grip({"pane": 0, "name": name, "x": x, "y": y, "count": 1})
    assert explorer.state.run == before.changed(**changes)
    explorer.undo()
    assert explorer.state.run == before


@pytest.mark.parametrize(
    "told",
    [None, "peak", {}, {"name": "nose", "x": 1, "y": 1}, {"name": ["peak"], "x": 1, "y": 1},
     {"name": "peak", "x": "1", "y": 1}, {"name": "peak", "x": float("nan"), "y": 1.0},
     {"name": "peak", "x": 1e300, "y": -1e300}, {"name": "start", "x": 0, "y": 0.0}],
)  # fmt: skip
def test_what_a_hostile_hand_says_leaves_a_valid_state(explorer, told):
    ui.explorer.grip(told)
    assert read_explored(explorer.state.to_link()) == (explorer.state, [])


def test_schedules_come_and_go(explorer):
    ui.explorer.add_schedule(schedule="step")
    assert [run.schedule for run in explorer.state.runs] == ["cosine", "one_cycle", "step"]
    assert explorer.state.edit == 3
    ui.explorer.remove_schedule(1)
    assert [run.schedule for run in explorer.state.runs] == ["cosine", "step"]
    assert explorer.state.edit == 2
    for _ in range(9):
        ui.explorer.add_schedule(schedule="step")
    assert len(explorer.state.runs) == 8
    assert len(set(explorer.state.runs)) == 8


def test_another_optimizer_comes_under_every_schedule_at_its_tuned_rate(explorer):
    ui.explorer.set_optimizer("adam")
    runs = explorer.state.runs
    assert [(run.optimizer, run.schedule) for run in runs] == [
        ("adam", "cosine"), ("adam", "one_cycle"),
    ]  # fmt: skip
    assert runs[0].lr == runs[1].lr != 0.03


def test_another_landscape_is_another_picture(explorer):
    ui.explorer.set_landscape("himmelblau")
    assert explorer.state.comparison.landscape == "himmelblau"
    assert explorer.shown.entries == 1


def test_the_playground_and_the_page_lead_to_each_other():
    app = open_page(LINK)
    assert isinstance(shown(app).comparison, Comparison)
    link = json.dumps(shown(app).comparison.to_link())
    assert "one_cycle" in link


def test_a_change_of_course_is_said():
    link = "landscape=quadratic&steps=100&run=momentum,lr=0.03,schedule=one_cycle"
    said = [c.value for c in open_page(f"{link},from=50,schedule=constant").caption]
    assert "Only up to step 50: the whole run is in the playground's Code tab." in said
    assert "It changes from step 50: Constant." in said
    assert not any("Only up to" in c.value for c in open_page(link).caption)


def test_an_address_in_other_words_changes_the_page():
    app = open_page(LINK)
    app.query_params["paths"] = "phase"
    run(app)
    assert shown(app).paths == "phase"


BOWL = "landscape=quadratic&steps=100&run=gradient_descent,lr=0.03,schedule=cosine&show=test"


def test_the_range_test_shows_ramp_path_and_sweep_with_the_limit():
    app = open_page(BOWL)
    ramp, path, sweep = boards(app)[1]["panes"]
    marks = {s["label"]: s["at"] for s in ramp["shapes"] if s["kind"] == "line"}
    assert marks["limit"] == pytest.approx(2.0 / 25.0)
    assert marks["blow-up"] == pytest.approx(0.404, abs=1e-3)
    assert {"valley", "slide", "minimum", "steep"} < marks.keys()
    assert path["link"].startswith("./?landscape=quadratic")
    assert sweep["window"][0] == ramp["window"][0]
    assert any("5.05 times the limit" in caption.value for caption in app.caption)


@pytest.mark.parametrize(("optimizer", "limit"), [("momentum", 2.0 * 1.9 / 25.0), ("adam", None)])
def test_a_limit_is_drawn_where_one_number_is_the_limit(optimizer, limit):
    app = open_page(BOWL.replace("gradient_descent", optimizer))
    marks = {s["label"]: s["at"] for s in boards(app)[1]["panes"][0]["shapes"] if "at" in s}
    assert marks.get("limit") == (limit and pytest.approx(limit))


def test_no_limit_where_the_curvature_changes():
    app = open_page(BOWL.replace("quadratic", "rosenbrock"))
    marks = [s.get("label") for s in boards(app)[1]["panes"][0]["shapes"]]
    assert "limit" not in marks


def test_a_swing_is_no_divergence():
    app = open_page(BOWL.replace("gradient_descent", "momentum"))
    assert any("an alarm, not a divergence" in caption.value for caption in app.caption)
    app = open_page(BOWL)
    assert not any("an alarm" in caption.value for caption in app.caption)


def test_a_ramp_that_does_not_rise_is_told():
    app = open_page(f"{BOWL}&test_low=0.1")
    app.number_input("test_high_s_number").set_value(0.05)
    run(app)
    assert "has to end above" in app.warning[0].value


def test_why_a_ramp_reads_too_high_is_said_as_it_is():
    app = open_page(f"{BOWL}&test_ramp=linear")
    said = " ".join(caption.value for caption in app.caption)
    assert "2.53 times the limit. It has only 2 rates below this one: end the ramp" in said
    assert "squeezed" not in said
    assert "Too few steps precede the blow-up to read valley, slide, minimum and steep." in said
    assert "squeezed" in " ".join(caption.value for caption in open_page(BOWL).caption)


def test_a_linear_ramp_ends_not_far_above_the_blow_up(explorer):
    before = explorer.state
    set_ramp("linear")
    assert explorer.state.test_high < 1.0
    set_ramp("exponential")
    assert explorer.state == before
    ui.explorer.change(test_high=3.0)
    set_ramp("linear")
    assert explorer.state.test_high == 3.0


def test_what_is_read_becomes_the_peak_of_four_schedules():
    app = open_page(BOWL)
    app.button("use_valley").click()
    run(app)
    runs = shown(app).runs
    assert [one.schedule for one in runs] == ["constant", "exponential", "cosine", "one_cycle"]
    assert len({one.lr for one in runs}) == 1
    assert runs[1].table(100)["lr"][-1] == pytest.approx(0.01 * runs[1].lr, rel=0.05)
    ends = boards(app)[1]
    assert [pane["name"][:10] for pane in ends["panes"]] == ["Final loss"] * 2
    assert any("So each point is one run." in caption.value for caption in app.caption)
    assert "show=seeds&best=true" in written_link(app)
    assert "t=100" in written_link(app)
    app.button("undo").click()
    run(app)
    assert written_link(app) == BOWL


def test_undo_brings_the_test_back_and_leaves_how_it_is_looked_at(explorer):
    ui.explorer.change(test_high=1.0, test_steps=50)
    ui.explorer.look(rates="log", code="optax")
    explorer.undo()
    state = explorer.state
    assert (state.test_high, state.test_steps, state.rates, state.code) == (
        10.0,
        100,
        "log",
        "optax",
    )


def test_where_the_range_test_is_looked_at_is_in_the_link(explorer):
    ui.explorer.see_test({"step": 40})
    assert explorer.state.to_link() == f"{LINK}&test_t=40"
    assert not explorer.shown.past
    ui.explorer.change(test_steps=30)
    assert explorer.state.test_t == 30
    ui.explorer.change(test_steps=60)
    assert (explorer.state.test_t, "test_t" in explorer.state.to_link()) == (60, False)
    for told in (None, 7, {}, {"step": "7"}, {"step": True}, {"step": float("nan")}, {"step": [3]}):
        ui.explorer.see_test(told)
        assert explorer.state.test_t == 60
    ui.explorer.see_test({"step": -(10**30)})
    assert explorer.state.test_t == 0
    assert boards(open_page(f"{BOWL}&test_t=40"))[1]["t"] == 40


def test_a_long_sweep_is_asked_for_and_the_ramp_is_shown_at_once():
    link = "landscape=himmelblau&steps=5000&noise=3&run=newton,lr=0.1&show=test&test_steps=5000"
    app = open_page(link)
    assert len(boards(app)[1]["panes"]) == 2
    assert app.button("make_sweep").label == "Make the sweep: 21 runs of 5000 steps"
    quick = open_page(link.replace("newton", "adam"))
    assert len(boards(quick)[1]["panes"]) == 3


NOISY = (
    "landscape=quadratic&steps=50&noise=3&run=momentum,lr=0.03&run=momentum,lr=0.03,schedule=cosine"
)


def test_schedules_over_seeds_are_said_with_form_seeds_and_tuning():
    app = open_page(f"{NOISY}&show=seeds&seeds=60")
    assert [pane["name"] for pane in boards(app)[1]["panes"]] == [
        "Final loss, all at peak 0.03", "Loss by step",
    ]  # fmt: skip
    said = " ".join(caption.value for caption in app.caption)
    assert "Momentum in its torch form; 60 seeds, 50 steps." in said
    assert any("**Cosine** ends lowest" in text.value for text in app.markdown)


def test_equal_schedules_tie():
    twice = NOISY.replace("schedule=cosine", "schedule=constant,warmup=1")
    app = open_page(f"{twice}&show=seeds&seeds=20")
    assert any("a tie" in text.value for text in app.markdown)


def test_what_takes_long_is_asked_for_first():
    app = open_page(f"{NOISY}&show=seeds&seeds=20000&best=true".replace("steps=50", "steps=500"))
    assert len(boards(app)) == 1
    assert "83\u202f280 of 500 steps" in app.button("make_runs").label


def test_each_at_its_own_best_peak():
    app = open_page(f"{NOISY}&show=seeds&seeds=20&best=true".replace("steps=50", "steps=20"))
    ends, others = boards(app)[1:]
    assert [pane["name"] for pane in ends["panes"]] == [
        "Final loss, all at peak 0.03", "Final loss, own best peaks",
    ]  # fmt: skip
    assert len({tuple(pane["window"][1]) for pane in ends["panes"]}) == 1
    assert others["panes"][-1]["name"] == "Median final loss by peak"
    assert any("41 peaks, chosen with 40 other seeds" in caption.value for caption in app.caption)
    same, own = (text.value for text in app.markdown if "| schedule |" in text.value)
    assert same.count("| 0.03 |") == 2 > own.count("| 0.03 |")


def test_without_noise_there_are_no_seeds():
    app = open_page(f"{LINK}&show=seeds")
    assert len(boards(app)) == 1
    assert any("Without noise" in caption.value for caption in app.caption)


def test_without_noise_there_is_an_order_and_no_luck():
    app = open_page(f"{LINK}&show=seeds&best=true")
    said = " ".join(text.value for text in (*app.caption, *app.markdown))
    assert "one run each, 100 steps" in said
    for never in ("100 seeds", "quartile", "by more than luck", "tie"):
        assert never not in said
    assert "From the lowest end to the highest: **1Cycle**, Cosine." in said
