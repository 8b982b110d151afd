"""The playground's page without a browser: every control against the comparison it changes."""

import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from comparison import Comparison, Run, read_link, tuned_lr
from comparison.run import Settings
from landscapes import LANDSCAPES
from optim import OPTIMIZERS, SCHEDULES
from test_conventions import OPTIMIZER_KEYS
from ui.presets import PRESETS


def open_app(link=""):
    app = AppTest.from_file("../app.py", default_timeout=20)
    for part in filter(None, link.split("&")):
        name, value = part.split("=", 1)
        app.query_params[name] = [*app.query_params.get(name, []), value]
    return run(app)


def run(app):
    for key in getattr(app, "panels", ()):  # AppTest forgets which expanders are open
        app.session_state[key] = True
    app.run()
    assert not app.exception, [error.message for error in app.exception]
    return app


def comparison(app):
    return app.session_state["playground"].state


def components(app):
    found = {}

    def walk(block):
        for child in block.children.values():
            if hasattr(child, "children"):
                walk(child)
            elif child.type == "bidi_component":
                found[child.proto.component_name] = child.proto

    walk(app.main)
    return found


def written_link(app):
    return json.loads(components(app)["descent_lab_address"].json)["link"]


def header(app):
    data = components(app)["descent_lab_player"].bytes
    return json.loads(data[4 : 4 + int.from_bytes(data[:4], "little")])


def opened(app, panel):
    """Open a run by its number, or another panel by its key, as a click does."""
    if isinstance(panel, int):
        app.button(f"open_{panel}").click()
    else:
        app.panels = {*getattr(app, "panels", ()), panel}
    return run(app)


def test_first_visit_opens_the_first_preset():
    app = open_app()
    expected, problems = read_link(PRESETS[0].link)
    assert problems == []
    assert comparison(app) == expected
    assert written_link(app) == PRESETS[0].link
    assert header(app)["t"] == expected.t
    assert not app.warning


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.title)
def test_presets_are_valid_short_and_run(preset):
    app = open_app(preset.link)
    assert not app.warning
    assert written_link(app) == preset.link
    assert read_link(preset.link)[0].to_link() == preset.link
    assert preset.text.endswith(".")


def test_examples_open_and_close():
    app = opened(open_app(), "examples")
    app.panels.clear()
    app.button("example_1").click()
    run(app)
    assert comparison(app) == read_link(PRESETS[1].link)[0]
    assert app.session_state["examples"] is False
    assert header(app)["opened"] == 2


def test_a_link_sets_every_control():
    app = open_app(
        "landscape=rosenbrock,b=50&start=-1,1.5&steps=200&noise=0.5&seed=3"
        "&run=momentum,lr=0.002,momentum=0.8,schedule=cosine,eta_min=0.001&run=adam,lr=0.1"
    )
    assert app.selectbox("landscape").value == "rosenbrock"
    assert app.number_input("parameter_b_number").value == 50
    assert app.select_slider("parameter_b_slider").value == 50
    assert app.number_input("start_x").value == -1
    assert app.number_input("steps_number").value == 200
    assert app.toggle("same_schedule").value is False
    opened(app, 0)
    assert app.selectbox("optimizer_0").value == "momentum"
    assert app.number_input("lr_0_number").value == 0.002
    assert app.number_input("momentum_0_number").value == 0.8
    assert app.selectbox("schedule_0").value == "cosine"
    assert app.number_input("eta_min_0_number").value == 0.001
    opened(app, "noise_panel")
    assert app.number_input("noise_number").value == 0.5
    assert app.number_input("seed").value == 3


@pytest.mark.parametrize("landscape", LANDSCAPES)
def test_every_landscape_shows_and_brings_its_own_start_and_rates(landscape):
    app = open_app("landscape=booth&run=adam,lr=0.1&run=momentum,lr=0.1,convention=classical")
    app.selectbox("landscape").select(landscape)
    run(app)
    record = LANDSCAPES[landscape]
    now = comparison(app)
    assert now.landscape == landscape
    assert now.start == record.start
    if landscape != "booth":
        parameters = Settings(record.defaults)
        assert now.runs[0].lr == tuned_lr("adam", landscape, parameters, record.start)
    assert now.runs[1].convention == "classical"
    assert written_link(app) == now.to_link()
    for parameter in record.parameters:
        assert app.number_input(f"parameter_{parameter.name}_number").value == parameter.default


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_optimizer_and_all_its_settings(optimizer):
    app = opened(open_app("landscape=rosenbrock&run=adam,lr=0.1"), 0)
    app.selectbox("optimizer_0").select(optimizer)
    run(app)
    now = comparison(app).runs[0]
    assert now.optimizer == optimizer
    for setting in now.rule.settings:
        if setting.type is bool:
            value = not setting.default
            app.toggle(f"{setting.name}_0").set_value(value)
        else:
            value = setting.low + 0.25 * (min(setting.high, setting.low + 1.0) - setting.low)
            value = 7 if setting.type is int else value
            app.number_input(f"{setting.name}_0_number").set_value(value)
        run(app)
        assert comparison(app).runs[0].settings[setting.name] == value
    assert written_link(app) == comparison(app).to_link()


@pytest.mark.parametrize(
    ("settings", "shown", "hidden"),
    [
        ("gradient_descent,schedule=one_cycle", "pct_start", "cycle_momentum max_momentum"),
        ("adam,schedule=one_cycle", "cycle_momentum base_momentum max_momentum", ""),
        ("adam,schedule=one_cycle,cycle_momentum=false", "cycle_momentum", "base_momentum"),
        ("adam,schedule=cyclic", "mode cycle_momentum", "gamma"),
        ("adam,schedule=cyclic,mode=exp_range", "gamma", ""),
        ("adam,schedule=cyclic:30~step", "gamma", ""),
        ("nesterov,convention=original", "momentum_sequence", "momentum"),
        ("nesterov,convention=original,momentum_sequence=false", "momentum", ""),
    ],
)
def test_what_decides_nothing_is_not_asked(settings, shown, hidden):
    key, _, others = settings.partition(",")
    app = open_app(f"landscape=rosenbrock&run={key},lr=0.01,{others}")
    app.button("open_0").click()
    run(app)
    keys = {w.key for w in [*app.number_input, *app.toggle, *app.button_group, *app.slider]}
    parts = {re.sub(r"_(all|0)(_number|_slider|_driven)?$", "", widget) for widget in keys}
    assert set(shown.split()) <= parts
    assert parts.isdisjoint(hidden.split())


def test_a_setting_that_one_of_several_runs_needs_is_asked():
    app = open_app(
        "landscape=rosenbrock&run=adagrad,lr=0.1,schedule=one_cycle&run=adam,lr=0.1"
        ",schedule=one_cycle"
    )
    assert app.toggle("cycle_momentum_all").value is True


def test_a_rule_that_does_not_follow_the_schedule_says_so():
    app = open_app("landscape=rosenbrock&run=rprop,lr=0.1,schedule=cosine")
    sentence = "Rprop: only the first step size follows the rate."
    assert sentence in [caption.value for caption in app.caption]
    app.selectbox("schedule_all").select("constant")
    assert sentence not in [caption.value for caption in run(app).caption]


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_every_schedule_for_all_runs(schedule):
    app = open_app("landscape=rosenbrock&run=adam,lr=0.1&run=momentum,lr=0.001")
    app.selectbox("schedule_all").select(schedule)
    run(app)
    assert {r.schedule for r in comparison(app).runs} == {schedule}
    for setting in comparison(app).runs[0].schedule_record.settings:
        if setting.type is tuple:
            app.text_input(f"{setting.name}_all").set_value("3, 8 8")
            value = (3, 8, 8)
        elif setting.default is None:
            widget, value = app.number_input(f"{setting.name}_all"), 40
            widget.set_value(value)
        elif setting.type is bool:
            value = not setting.default
            app.toggle(f"{setting.name}_all").set_value(value)
        elif setting.type is str:
            value = setting.choices[-1]
            next(
                group for group in app.button_group if group.key == f"{setting.name}_all"
            ).set_value(value)
        else:
            value = setting.type(setting.low + 1) if setting.high > 1 else 0.5
            app.number_input(f"{setting.name}_all_number").set_value(value)
        run(app)
        assert [r.settings[setting.name] for r in comparison(app).runs] == [value, value]
        if setting.type is bool:  # others may depend on it
            app.toggle(f"{setting.name}_all").set_value(not value)
            run(app)
    app.number_input("warmup_all_number").set_value(10)
    run(app)
    assert [r.settings["warmup"] for r in comparison(app).runs] == [10, 10]


def test_a_list_that_is_none_is_refused_and_shown_as_it_was():
    app = open_app("landscape=rosenbrock&run=adam,lr=0.1,schedule=multistep,milestones=30:80")
    for text, said in (("30, many", "whole number"), ("80, 30", "increasing"), ("0", "between")):
        app.text_input("milestones_all").set_value(text)
        run(app)
        assert comparison(app).runs[0].settings["milestones"] == (30, 80)
        assert app.text_input("milestones_all").value == "30, 80"
        assert any(said in problem for problem in app.session_state["playground"].problems)


def test_schedules_one_after_another():
    app = open_app("landscape=rosenbrock&run=adam,lr=0.1&run=momentum,lr=0.001")
    for widget, value, word in (
        ("schedule_all", "one_after_another", "linear:30~cosine"),
        ("part_2_all", "constant", "linear:30~cosine:100~constant"),
        ("part_1_all", "cyclic", "linear:30~cyclic:100~constant"),
        ("length_1_all", 40, "linear:30~cyclic:40~constant"),
        ("part_2_all", "", "linear:30~cyclic"),
        ("part_1_all", "", "linear"),
        ("schedule_all", "reduce_on_plateau", "reduce_on_plateau"),
        ("schedule_all", "one_after_another", "linear:30~cosine"),
        ("schedule_all", "one_after_another", "linear:30~cosine"),
        ("schedule_all", "step", "step"),
        ("schedule_all", "one_after_another", "linear:30~step"),
    ):
        widgets = app.number_input if widget.startswith("length") else app.selectbox
        widgets(widget).set_value(value)
        run(app)
        assert {r.schedule for r in comparison(app).runs} == {word}
        assert written_link(app) == comparison(app).to_link()


def test_a_chain_shows_its_parts_and_their_formulas():
    app = open_app("landscape=rosenbrock&run=adam,lr=0.1,schedule=linear:30~cyclic:50~multistep")
    assert app.selectbox("schedule_all").value == "one_after_another"
    assert app.number_input("length_1_all").value == 50
    assert app.text_input("milestones_all").value == "100, 200"
    assert app.number_input("start_factor_all_number").value == pytest.approx(1.0 / 3.0)
    shown = [latex.value for latex in app.latex]
    for key in ("linear", "cyclic", "multistep"):
        assert any(SCHEDULES[key].formula in latex for latex in shown)


def test_a_schedule_for_one_run():
    app = open_app("landscape=rosenbrock&run=adam,lr=0.1&run=momentum,lr=0.001")
    app.toggle("same_schedule").set_value(False)
    opened(run(app), 1)
    app.selectbox("schedule_1").select("one_cycle")
    run(app)
    assert [r.schedule for r in comparison(app).runs] == ["constant", "one_cycle"]
    app.toggle("same_schedule").set_value(True)
    run(app)
    assert [r.schedule for r in comparison(app).runs] == ["constant", "constant"]


def test_slider_and_number_are_one_value():
    app = opened(open_app("landscape=rosenbrock&run=adam,lr=0.1"), 0)
    app.select_slider("lr_0_slider").set_value(0.05)
    run(app)
    assert app.number_input("lr_0_number").value == 0.05
    app.number_input("lr_0_number").set_value(0.0123)
    run(app)
    assert app.select_slider("lr_0_slider").value == 0.0123
    assert comparison(app).runs == (Run("adam", lr=0.0123),)
    app.number_input("lr_0_number").set_value(1000.0)
    run(app)
    assert app.select_slider("lr_0_slider").value == 1000.0


@pytest.mark.parametrize(
    ("run_of_it", "name", "shown", "said"),
    [
        ("adam,lr=0.1,schedule=one_cycle", "beta1", (0.85, 0.95), "0.85 to 0.95"),
        ("momentum,lr=0.1,schedule=cyclic", "momentum", (0.8, 0.9), "0.8 to 0.9"),
    ],
)
def test_a_setting_that_the_schedule_drives_shows_its_range(run_of_it, name, shown, said):
    link = f"landscape=rosenbrock&run={run_of_it}"
    app = opened(open_app(link), 0)
    slider = app.slider(f"{name}_0_driven")
    assert slider.disabled
    assert slider.value == pytest.approx(shown, abs=1e-4)
    label = comparison(app).runs[0].schedule_record.label
    sentence = f"{said}, driven by the {label} schedule"
    assert sentence in [caption.value for caption in app.caption]
    assert f"{name}_0_number" not in {widget.key for widget in app.number_input}
    assert written_link(app) == link
    app.toggle("cycle_momentum_all").set_value(False)
    run(app)
    assert app.number_input(f"{name}_0_number").value == 0.9
    assert f"{name}_0_driven" not in {widget.key for widget in app.slider}


def test_a_control_that_is_only_late_changes_nothing():
    app = opened(open_app("landscape=rosenbrock&run=adam,lr=0.1"), 0)
    app.select_slider("lr_0_slider").set_value(0.102)
    run(app)
    app.select_slider("lr_0_slider").set_value(0.104)
    app.number_input("lr_0_number").set_value(0.1)  # what it showed before
    run(app)
    assert comparison(app).runs[0].lr == 0.104
    assert app.number_input("lr_0_number").value == 0.104
    app.number_input("lr_0_number").set_value(0.1)
    run(app)
    assert comparison(app).runs[0].lr == app.select_slider("lr_0_slider").value == 0.1


def test_a_setting_that_another_form_lacks_is_not_lost():
    app = open_app("landscape=rosenbrock&run=adam,lr=0.1,weight_decay=0.5")
    opened(app, 0)

    def form(name):
        app.segmented_control("convention_0").set_value(name)
        run(app)
        return comparison(app).runs[0]

    assert "weight_decay" not in form("mlx").settings
    assert form("keras").settings["weight_decay"] == 0.5
    app.number_input("weight_decay_0_number").set_value(0.0)
    run(app)
    form("mlx")
    assert form("torch").settings["weight_decay"] == 0.0


def test_runs_are_removed_and_at_most_eight_are_added():
    """What the gallery adds is for the browser tests: it lives in a component."""
    app = open_app("landscape=rosenbrock&run=adam,lr=0.1" + 7 * "&run=momentum,lr=0.001")
    assert app.button("add_run").disabled
    opened(app, 0)
    app.button("remove_0").click()
    run(app)
    assert {r.optimizer for r in comparison(app).runs} == {"momentum"}
    assert not app.button("add_run").disabled
    assert len(comparison(app).runs) == 7


def test_the_last_run_stays():
    app = opened(open_app("landscape=rosenbrock&run=adam,lr=0.1"), 0)
    assert app.button("remove_0").disabled


def test_the_same_optimizer_twice():
    app = opened(open_app("landscape=rosenbrock&run=adam,lr=0.1&run=adam,lr=0.1"), 1)
    app.number_input("lr_1_number").set_value(0.5)
    run(app)
    assert [r.lr for r in comparison(app).runs] == [0.1, 0.5]
    assert [entry["label"] for entry in header(app)["runs"]] == ["Adam (lr 0.1)", "Adam (lr 0.5)"]


def test_a_classical_form():
    app = opened(open_app("landscape=quadratic&run=momentum,lr=0.01"), 0)
    next(group for group in app.button_group if group.key == "convention_0").set_value("classical")
    run(app)
    assert comparison(app).runs[0].convention == "classical"


def test_every_form_of_nag():
    app = opened(open_app("landscape=quadratic&run=nesterov,lr=0.01"), 0)
    for form in ("original", "keras", "classical", "torch", "original"):
        group = next(group for group in app.button_group if group.key == "convention_0")
        assert f"**{form}**: " in group.help
        group.set_value(form)
        run(app)
        assert comparison(app).runs == (Run("nesterov", 0.01, convention=form),)
    app.toggle("momentum_sequence_0").set_value(False)
    run(app)
    assert comparison(app).runs[0].settings["momentum_sequence"] is False


def test_noise_and_sparse_and_seed():
    app = opened(open_app("landscape=quadratic&run=momentum,lr=0.01"), "noise_panel")
    app.number_input("noise_number").set_value(2.0)
    app.number_input("sparse_number").set_value(5)
    app.number_input("seed").set_value(9)
    run(app)
    now = comparison(app)
    assert (now.noise, now.sparse, now.seed) == (2.0, 5, 9)


def test_rows_a_step_where_there_are_rows():
    app = opened(open_app("landscape=five_points&run=momentum,lr=0.01"), "noise_panel")
    app.number_input("batch_number").set_value(2)
    run(app)
    assert comparison(app).batch == 2
    app.selectbox("landscape").set_value("quadratic")
    run(app)
    assert comparison(app).batch == 0
    assert not [widget for widget in app.number_input if widget.key == "batch_number"]


def test_reset_goes_back_to_what_was_opened():
    link = "landscape=booth&run=adam,lr=0.1"
    app = open_app(link)
    app.number_input("start_x").set_value(3.0)
    run(app)
    assert comparison(app).start == (3.0, -5.0)
    app.button("reset").click()
    run(app)
    assert comparison(app) == read_link(link)[0]


def test_a_change_keeps_everything_else_and_drops_the_frame():
    link = "landscape=quadratic,kappa=9&start=-1,2&steps=80&run=adam,lr=0.1&run=adam,lr=0.2&t=30"
    app = open_app(link)
    assert header(app)["t"] == 30
    app.number_input("steps_number").set_value(90)
    run(app)
    expected = read_link(link.replace("steps=80", "steps=90").replace("&t=30", ""))[0]
    assert comparison(app) == expected
    assert written_link(app) == expected.to_link()
    assert header(app)["opened"] == 1


def test_bad_links_are_repaired_with_a_notice():
    app = open_app("landscape=nowhere&run=adam,lr=1e-30")
    assert comparison(app) == Comparison(runs=(Run("adam", lr=1e-10),))
    (warning,) = app.warning
    assert "nowhere" in warning.value
    assert len(warning.value.splitlines()) == 2
    app.number_input("start_x").set_value(0.5)
    run(app)
    assert not app.warning


def test_tuned_rates_are_told_apart_from_repairs():
    said = "Learning rates that the link leaves out are tuned for this picture: Adam 5."
    app = open_app("landscape=booth&run=adam")
    assert not app.warning
    assert [info.value.replace("\\", "") for info in app.info] == [said]
    app = open_app("landscape=booth&steps=0&run=adam")
    assert [info.value.replace("\\", "") for info in app.info] == [said]
    (warning,) = app.warning
    assert "steps must be" in warning.value
    assert "tuned" not in warning.value
    app.number_input("start_x").set_value(0.5)
    run(app)
    assert not app.info


def test_markup_in_a_link_stays_text():
    app = open_app("landscape=[x](javascript:alert)&run=<b>")
    (warning,) = app.warning
    assert len(warning.value.splitlines()) == 3
    shown = warning.value.replace("\\\\", "")
    assert re.search(r"(?<!\\)[\[\]()<>*_`]", shown) is None


def test_the_address_is_read_again_only_when_it_changed():
    app = open_app("landscape=booth&run=adam,lr=0.1")
    app.number_input("start_x").set_value(3.0)
    run(app)
    assert comparison(app).start[0] == 3.0  # the old query string came along and was not read
    app.query_params["landscape"] = "himmelblau"
    run(app)
    assert comparison(app).landscape == "himmelblau"


def test_what_the_session_wrote_is_not_news():
    """Opened without a link, the browser sends back what this session put into the address."""
    app = open_app()
    app.number_input("start_x").set_value(0.5)
    run(app)
    for part in written_link(app).split("&"):
        name, value = part.split("=", 1)
        app.query_params[name] = [*app.query_params.get(name, []), value]
    app.number_input("start_x").set_value(0.75)
    run(app)
    assert comparison(app).start[0] == 0.75


def test_quick_controls_change_the_chosen_run():
    app = open_app("landscape=rosenbrock&run=adam,lr=0.1&run=momentum,lr=0.001")
    app.selectbox("quick_run").select_index(1)
    run(app)
    assert app.selectbox("quick_optimizer").value == "momentum"
    app.number_input("quick_lr").set_value(0.002)
    run(app)
    assert [r.lr for r in comparison(app).runs] == [0.1, 0.002]


@pytest.mark.parametrize("tab", ["Formulas", "Code", "Data"])
def test_tabs_are_built_when_open(tab):
    app = open_app("landscape=himmelblau&run=momentum,lr=0.01,convention=classical&run=adam,lr=0.1")
    app.session_state["tabs"] = tab
    run(app)
    assert len(app.latex) == (4 if tab == "Formulas" else 0)
    assert len(app.code) == (1 if tab == "Code" else 0)
    assert len(app.dataframe) == (1 if tab == "Data" else 0)
    if tab == "Code":
        assert "ClassicalMomentum" in app.code[0].value
        app.selectbox("code_run").select_index(1)
        run(app)
        assert "torch.optim.Adam(" in app.code[0].value
    if tab == "Data":
        assert len(app.dataframe[0].value) == 2 * 301


def test_how_frameworks_differ_is_built_when_open():
    app = open_app("landscape=booth&run=adam,lr=0.1,convention=keras&run=adam,lr=0.2")
    app.session_state["tabs"] = "Formulas"

    def tables():
        return [m.value.split("\n")[0] for m in run(app).markdown if "| MLX |" in m.value]

    assert tables() == []
    app.panels = {"differences"}
    assert tables() == ["**Adam**"]
    app.toggle("all_differences").set_value(True)
    assert tables() == [
        f"**{optimizer.label}**" for key, optimizer in OPTIMIZERS.items() if key in OPTIMIZER_KEYS
    ]


def test_another_form_brings_its_defaults_and_keeps_what_was_changed():
    app = opened(open_app("landscape=booth&run=adamw,lr=0.1,beta1=0.8"), 0)
    app.segmented_control("convention_0").set_value("optax")
    run(app)
    assert comparison(app).runs == (Run("adamw", 0.1, convention="optax", beta1=0.8),)
    assert app.number_input("weight_decay_0_number").value == 1e-4
    assert app.number_input("beta1_0_number").value == 0.8
    app.segmented_control("convention_0").set_value("mlx")
    run(app)
    assert app.toggle("bias_correction_0").value is False
    assert written_link(app) == "landscape=booth&run=adamw,lr=0.1,convention=mlx,beta1=0.8"


def test_another_optimizer_keeps_the_form_and_is_tuned_in_it():
    app = opened(open_app("landscape=booth&run=adam,lr=0.1,convention=mlx&run=adam,lr=1"), 0)
    for optimizer, form in (("adamw", "mlx"), ("nadam", "torch")):
        app.selectbox("optimizer_0").set_value(optimizer)
        run(app)
        scene = comparison(app)
        lr = tuned_lr(optimizer, "booth", Settings({}), scene.start, form)
        assert scene.runs[0] == Run(optimizer, lr, convention=form)
