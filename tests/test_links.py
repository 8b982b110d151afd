"""Links: both ways, old ones, broken ones and hostile ones."""

import random
import string
from urllib.parse import quote

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comparison import Comparison, Run, read_link, tuned_lr
from landscapes import LANDSCAPES
from link.query import LONGEST, MOST_PROBLEMS, Remark
from link.spelling import spelt
from optim import OPTIMIZERS, SCHEDULES
from strategies import comparisons

# Links that were given out. Only ever add to this list: each must keep its meaning.
GOLDEN = [
    (
        "landscape=rosenbrock&run=adam,lr=0.05&curve=share&curve_axis=log",
        Comparison(curve="share", curve_axis="log"),
    ),
    ("landscape=rosenbrock&run=adam,lr=0.05", Comparison()),
    (
        "landscape=rosenbrock,a=1,b=100&start=-1.5,2&steps=300&run=adam,lr=0.05"
        "&run=nesterov,lr=0.001,momentum=0.9,schedule=one_cycle,pct_start=0.3&t=120",
        Comparison(
            "rosenbrock",
            {"a": 1.0, "b": 100.0},
            (-1.5, 2.0),
            300,
            runs=(
                Run("adam", lr=0.05),
                Run("nesterov", lr=0.001, momentum=0.9, schedule="one_cycle", pct_start=0.3),
            ),
            t=120,
        ),
    ),
    (
        "landscape=quadratic,kappa=100,angle=45&start=-4,2&steps=150&noise=0.5&sparse=10&seed=7"
        "&run=momentum,lr=0.01,convention=classical&run=rmsprop,lr=0.1,alpha=0.9,warmup=20"
        "&run=momentum,lr=0.03,dampening=0.1,schedule=cosine,T_max=100,eta_min=0.001",
        Comparison(
            "quadratic",
            {"kappa": 100.0, "angle": 45.0},
            (-4.0, 2.0),
            150,
            0.5,
            7,
            (
                Run("momentum", lr=0.01, convention="classical"),
                Run("rmsprop", lr=0.1, alpha=0.9, warmup=20),
                Run("momentum", 0.03, "cosine", dampening=0.1, T_max=100, eta_min=0.001),
            ),
            sparse=10,
        ),
    ),
    (
        "landscape=quadratic&run=nesterov,lr=0.03,convention=original,momentum_sequence=false"
        "&run=nesterov,lr=0.03,convention=original,schedule=one_cycle"
        "&run=nesterov,lr=0.03,convention=keras,momentum=0.8&run=momentum,lr=0.02,convention=keras",
        Comparison(
            "quadratic",
            runs=(
                Run("nesterov", 0.03, convention="original", momentum_sequence=False),
                Run("nesterov", 0.03, "one_cycle", "original"),
                Run("nesterov", 0.03, convention="keras", momentum=0.8),
                Run("momentum", 0.02, convention="keras"),
            ),
        ),
    ),
    (
        "landscape=booth&run=lion,lr=0.01,beta2=0.9&run=newton,lr=0.5&run=lbfgs,lr=1,history_size=5"
        "&run=rmsprop,lr=0.01,momentum=0.5,centered=true&run=asgd,lr=0.01,t0=50,alpha=0.5"
        "&run=rprop,lr=0.1,etaplus=1.5&run=qhm,lr=0.1,nu=0.9"
        "&run=schedule_free_adamw,lr=0.1,convention=optax,weight_lr_power=1",
        Comparison(
            "booth",
            runs=(
                Run("lion", 0.01, beta2=0.9),
                Run("newton", 0.5, convention="paper"),
                Run("lbfgs", 1, history_size=5),
                Run("rmsprop", 0.01, momentum=0.5, centered=True),
                Run("asgd", 0.01, t0=50, alpha=0.5),
                Run("rprop", 0.1, etaplus=1.5),
                Run("qhm", 0.1, nu=0.9),
                Run("schedule_free_adamw", 0.1, weight_lr_power=1),
            ),
        ),
    ),
    (
        "landscape=booth&run=adam,lr=0.01,convention=keras"
        "&run=adam,lr=0.01,convention=mlx,bias_correction=true"
        "&run=adamw,lr=0.01,convention=optax,eps=1e-7&run=nadam,lr=0.01,convention=optax"
        "&run=adagrad,lr=0.5,convention=keras,initial_accumulator_value=0"
        "&run=rmsprop,lr=0.01,convention=optax,momentum=0.9,schedule=cosine"
        "&run=adamax,lr=0.01,convention=mlx",
        Comparison(
            "booth",
            runs=(
                Run("adam", 0.01, convention="keras", eps=1e-7),
                Run("adam", 0.01, convention="mlx", bias_correction=True, eps=1e-8),
                Run("adamw", 0.01, convention="optax", eps=1e-7, weight_decay=1e-4),
                Run("nadam", 0.01, convention="optax"),
                Run("adagrad", 0.5, convention="keras", initial_accumulator_value=0.0, eps=1e-7),
                Run("rmsprop", 0.01, "cosine", "optax", momentum=0.9, alpha=0.9, eps=1e-8),
                Run("adamax", 0.01, convention="mlx"),
            ),
        ),
    ),
    (
        "landscape=rosenbrock&run=adam,lr=0.05,schedule=linear:30~cosine,start_factor=0.1,warmup=5"
        "&run=momentum,lr=0.001,schedule=multistep,milestones=30:80:80,gamma=0.5"
        "&run=adam,lr=0.05,schedule=cyclic:40~cosine_restarts:60~polynomial:7~constant,power=2"
        "&run=adam,lr=0.05,schedule=reduce_on_plateau,factor=0.5,patience=4,threshold_mode=abs",
        Comparison(
            runs=(
                Run("adam", 0.05, "linear:30~cosine", start_factor=0.1, warmup=5),
                Run("momentum", 0.001, "multistep", milestones=(30, 80, 80), gamma=0.5),
                Run("adam", 0.05, "cyclic:40~cosine_restarts:60~polynomial:7~constant", power=2),
                Run(
                    "adam",
                    0.05,
                    "reduce_on_plateau",
                    factor=0.5,
                    patience=4,
                    threshold_mode="abs",
                ),
            ),
        ),
    ),
    (
        "landscape=wall_and_valley&run=gradient_descent,lr=10,schedule=range_test"
        "&run=adam,lr=1,schedule=range_test,start_lr=0.001,ramp=linear",
        Comparison(
            "wall_and_valley",
            runs=(
                Run("gradient_descent", 10, "range_test"),
                Run("adam", 1, "range_test", start_lr=0.001, ramp="linear"),
            ),
        ),
    ),
    (
        "landscape=booth&run=adam,lr=1,schedule=cyclic,base_lr=0.1,step_size_up=20,"
        "step_size_down=10,mode=exp_range,cycle_momentum=false"
        "&run=adam,lr=1,schedule=warmup_stable_decay,pct_decay=0.5,decay_type=1-sqrt,warmup=20"
        "&run=adam,lr=1,schedule=inverse_sqrt,timescale=10&run=adam,lr=1,schedule=linear",
        Comparison(
            "booth",
            runs=(
                Run(
                    "adam",
                    1,
                    "cyclic",
                    base_lr=0.1,
                    step_size_up=20,
                    step_size_down=10,
                    mode="exp_range",
                    cycle_momentum=False,
                ),
                Run(
                    "adam",
                    1,
                    "warmup_stable_decay",
                    pct_decay=0.5,
                    decay_type="1-sqrt",
                    warmup=20,
                ),
                Run("adam", 1, "inverse_sqrt", timescale=10),
                Run("adam", 1, "linear", start_factor=1.0 / 3.0, end_factor=1.0, total_iters=None),
            ),
        ),
    ),
    (
        "landscape=booth&run=adadelta,lr=2,convention=keras,rho=0.9&run=adadelta,lr=2,rho=0.95",
        Comparison(
            "booth",
            runs=(
                Run("adadelta", 2, convention="keras", rho=0.9, eps=1e-7),
                Run("adadelta", 2, convention="torch", rho=0.95, eps=1e-6, weight_decay=0.0),
            ),
        ),
    ),
    (
        "landscape=booth&run=amsgrad,lr=0.1,convention=keras,beta2=0.9"
        "&run=amsgrad,lr=0.1,convention=optax",
        Comparison(
            "booth",
            runs=(
                Run("amsgrad", 0.1, convention="keras", beta2=0.9, eps=1e-7),
                Run("amsgrad", 0.1, convention="optax", beta2=0.999, eps=1e-8),
            ),
        ),
    ),
    (
        "landscape=booth&run=lion,lr=0.1,convention=keras,beta2=0.9&run=lion,lr=0.1,convention=mlx",
        Comparison(
            "booth",
            runs=(
                Run("lion", 0.1, convention="keras", beta1=0.9, beta2=0.9),
                Run("lion", 0.1, convention="mlx", beta2=0.99, weight_decay=0.0),
            ),
        ),
    ),
    (
        "landscape=booth&run=radam,lr=0.1,convention=optax,eps=1e-7",
        Comparison("booth", runs=(Run("radam", 0.1, convention="optax", beta2=0.999, eps=1e-7),)),
    ),
    (
        "landscape=booth&run=rprop,lr=0.1,convention=optax,etaplus=1.5",
        Comparison("booth", runs=(Run("rprop", 0.1, convention="optax", etaplus=1.5),)),
    ),
    (
        "landscape=booth&run=rmsprop,lr=0.1,convention=keras,centered=true",
        Comparison("booth", runs=(Run("rmsprop", 0.1, convention="keras", centered=True),)),
    ),
    (
        "landscape=five_points,shift=2,scale=10&start=-0.1,4&steps=60&run=gradient_descent,lr=0.1",
        Comparison(
            "five_points",
            {"shift": 2.0, "scale": 10.0},
            (-0.1, 4.0),
            60,
            runs=(Run("gradient_descent", 0.1),),
        ),
    ),
    (
        "landscape=five_points&noise=0.1&batch=1&seed=7&run=gradient_descent,lr=0.03"
        "&run=gradient_descent,lr=0.03,schedule=step,step_size=150",
        Comparison(
            "five_points",
            noise=0.1,
            seed=7,
            batch=1,
            runs=(
                Run("gradient_descent", 0.03),
                Run("gradient_descent", 0.03, "step", step_size=150),
            ),
        ),
    ),
    (
        "landscape=quadratic&run=momentum,lr=0.02,from=120,lr=0.002,from=200,optimizer=adam,"
        "lr=0.01,state=fresh&run=adam,lr=0.1,schedule=cosine,T_max=100,from=50,schedule=step,"
        "step_size=20,warmup=5,from=90,convention=keras,state=fresh&t=120",
        Comparison(
            "quadratic",
            runs=(
                Run(
                    "momentum",
                    0.02,
                    then=((120, {"lr": 0.002}), (200, {"optimizer": "adam", "lr": 0.01})),
                ),
                Run(
                    "adam",
                    0.1,
                    "cosine",
                    T_max=100,
                    then=(
                        (50, {"schedule": "step", "step_size": 20, "warmup": 5}),
                        (90, {"convention": "keras"}),
                    ),
                ),
            ),
            t=120,
        ),
    ),
]


FIVE = Comparison("five_points", runs=(Run("adam", 1),))


@pytest.mark.parametrize(("link", "comparison"), GOLDEN)
def test_golden_links_keep_their_meaning(link, comparison):
    assert read_link(link) == (comparison, [])
    assert read_link(comparison.to_link()) == (comparison, [])


def test_the_written_form_is_pinned():
    assert Comparison().to_link() == "landscape=rosenbrock&run=adam,lr=0.05"
    comparison = Comparison(
        "rosenbrock",
        {"b": 50},
        (-1, 2.5),
        200,
        0.1,
        3,
        (
            Run("adam", lr=1e-5, beta1=0.8),
            Run("momentum", 0.1, "one_cycle", "classical", momentum=0.8, three_phase=True),
        ),
        12,
        4,
    )
    assert comparison.to_link() == (
        "landscape=rosenbrock,b=50&start=-1,2.5&steps=200&noise=0.1&sparse=4&seed=3"
        "&run=adam,lr=1e-5,beta1=0.8"
        "&run=momentum,lr=0.1,convention=classical,momentum=0.8,schedule=one_cycle,"
        "three_phase=true&t=12"
    )


@settings(max_examples=300, deadline=None)
@given(comparisons())
def test_round_trip(comparison):
    link = comparison.to_link()
    assert read_link(link) == (comparison, [])
    assert link.isascii()
    assert " " not in link
    assert "+" not in link
    assert read_link("https://lab.example/?" + link + "#top") == (comparison, [])
    assert read_link(quote(link, safe="=&")) == (comparison, [])


def test_five_default_runs_are_short():
    five = ("momentum", "nesterov", "adagrad", "rmsprop", "adam")
    runs = tuple(Run(key, lr=0.05) for key in five)
    assert len(Comparison(start=(-1.2, 1), steps=200, runs=runs).to_link()) < 190


def test_empty_links_open_the_default():
    for link in ("", "?", "https://lab.example/", "https://lab.example/?"):
        assert read_link(link) == (Comparison(), [])


def test_what_the_server_adds_is_ignored():
    link = "embed=true&embed_options=dark_theme&landscape=booth&utm_source=mail&run=adam,lr=1"
    assert read_link(link) == (Comparison("booth", runs=(Run("adam", lr=1),)), [])


@pytest.mark.parametrize(
    ("link", "expected", "said"),
    [
        ("landscape=nowhere&run=adam,lr=0.05", Comparison(), "no landscape “nowhere”"),
        ("steps=5001&run=adam,lr=0.05", Comparison(steps=5000), "between 1 and 5000"),
        ("steps=12.4&run=adam,lr=0.05", Comparison(steps=12), "whole number"),
        ("steps=-1e999&run=adam,lr=0.05", Comparison(steps=1), "between 1 and 5000"),
        ("steps=nan&run=adam,lr=0.05", Comparison(), "must be a number"),
        ("steps=1_000&run=adam,lr=0.05", Comparison(), "must be a number"),
        ("steps=٣&run=adam,lr=0.05", Comparison(), "must be a number"),
        ("start=1&run=adam,lr=0.05", Comparison(), "two numbers"),
        ("start=1,2,3&run=adam,lr=0.05", Comparison(), "two numbers"),
        ("start=1e9,0&run=adam,lr=0.05", Comparison(start=(400, 0)), "start x must be"),
        ("start=inf,0&run=adam,lr=0.05", Comparison(start=(-1.5, 0)), "start x must be a number"),
        ("landscape=rosenbrock,a=50&run=adam,lr=0.05", Comparison(parameters={"a": 10}), "a must"),
        ("landscape=rosenbrock,zz=1&run=adam,lr=0.05", Comparison(), "no setting “zz”"),
        ("run=adam,lr=0.05&run=adamant,lr=1", Comparison(), "no optimizer “adamant”"),
        ("run=adam,lr=1e-30", Comparison(runs=(Run("adam", lr=1e-10),)), "lr must be"),
        ("run=adam,lr=0,05", Comparison(), "The lr “0,05” is read as 0.05."),
        ("noise=0,5&run=adam,lr=0.05", Comparison(noise=0.5), "noise “0,5” is read as 0.5."),
        ("steps=1,000&run=adam,lr=0.05", Comparison(), "must be a number, not “1,000”"),
        ("run=adam,lr=0.05,7", Comparison(), "“7” at Adam could not be read"),
        ("run=adam,lr=0.05,lr=1,5", Comparison(), "“5” at Adam could not be read"),
        (
            "landscape=rosenbrock,a=1,5&run=adam,lr=0,05,beta1=0,8",
            Comparison(parameters={"a": 1.5}, runs=(Run("adam", 0.05, beta1=0.8),)),
            "The beta1 “0,8” is read as 0.8.",
        ),
        (
            "run=adam,lr=0.05,schedule=multistep,milestones=30,80",
            Comparison(runs=(Run("adam", 0.05, "multistep"),)),
            "numbers with “:” between them, not “30,80”",
        ),
        ("run=adam,lr=0.05,beta1=2", Comparison(runs=(Run("adam", 0.05, beta1=0.9999),)), "beta1"),
        ("run=adam,lr=0.05,lr=0.1", Comparison(), "lr more than once; the first, “0.05”, is used."),
        ("run=adam,lr=0.05,fron=20", Comparison(), "no setting “fron”; did you mean from?"),
        ("run=adam,lr=0.05,momentum=0.9", Comparison(), "no setting “momentum”"),
        ("run=adam,lr=0.05,schedule=often", Comparison(), "schedule must be constant or step"),
        ("run=adam,lr=0.05,convention=mine", Comparison(), "convention must be torch"),
        (
            "run=adam,lr=0.05,schedule=one_cycle,three_phase=yes",
            Comparison(runs=(Run("adam", 0.05, "one_cycle"),)),
            "three_phase must be true or false",
        ),
        ("t=301&run=adam,lr=0.05", Comparison(t=300), "t must be"),
        ("t=1&t=2&run=adam,lr=0.05", Comparison(t=1), "more than once"),
        ("colour=red&run=adam,lr=0.05", Comparison(), "“colour” is not part of a link"),
        ("&".join(["run=adam,lr=1"] * 9), Comparison(runs=(Run("adam", 1),) * 8), "at most 8"),
        ("noise=1e7&run=adam,lr=0.05", Comparison(noise=1e6), "noise must be"),
        ("batch=2&run=adam,lr=0.05", Comparison(), "Rosenbrock has no rows of data"),
        ("batch=x&run=adam,lr=0.05", Comparison(), "batch was left out"),
        *(
            (f"landscape=five_points&run=adam,lr=1&batch={text}", FIVE.changed(batch=near), said)
            for text, near, said in [
                ("9", 5, "batch must be a whole number between 0 and 5, not “9”; 5 is used."),
                ("-1", 0, "between 0 and 5"),
                ("1.6", 2, "whole number"),
                ("all", 0, "batch must be a number, not “all”; 0 is used."),
            ]
        ),
        *(
            (f"run=adam,lr=0.05,schedule={word}", Comparison(runs=(Run("adam", 0.05, near),)), said)
            for word, near, said in [
                ("linear:30~often", "linear", "“often” is no schedule"),
                ("linear:30", "linear", "not followed"),
                ("linear:0~cosine", "linear:1~cosine", "between 1 and 5000"),
                ("linear:1e9~cosine", "linear:5000~cosine", "between 1 and 5000"),
                ("linear:x~cosine", "linear:100~cosine", "length must be a number"),
                ("linear~cosine", "linear:100~cosine", "needs a length"),
                ("linear:3~cosine:9", "linear:3~cosine", "is the last schedule"),
                ("step:5~reduce_on_plateau", "step", "“reduce_on_plateau” cannot be part"),
                ("step:5~" * 9 + "cosine", "step:5~step:5~step:5~step", "At most 4"),
                ("~~", "constant", "“” is no schedule"),
            ]
        ),
        *(
            (
                f"run=adam,lr=0.05,schedule=multistep,milestones={text}",
                Comparison(runs=(Run("adam", 0.05, "multistep", milestones=near),)),
                said,
            )
            for text, near, said in [
                ("80:30", (30, 80), "sorted"),
                ("30:x:80", (30, 80), "the others were left out"),
                ("", (100, 200), "its default is used"),
                ("nan:inf", (100, 200), "its default is used"),
                ("0:1e99", (1, 5000), "between 1 and 5000"),
                ("7:7.4", (7, 7), "whole number"),
                (":".join("9" * 30), (9,) * 20, "1 to 20 numbers"),
            ]
        ),
    ],
)
def test_repairs_are_near_and_said(link, expected, said):
    comparison, problems = read_link(link)
    assert comparison == expected
    assert any(said in problem for problem in problems), problems


def test_runs_without_a_rate_get_the_tuned_one_and_one_sentence_says_so():
    comparison, (problem,) = read_link("landscape=booth&run=adam")
    assert comparison.runs[0].lr == 5.0
    assert problem == (
        "Learning rates that the link leaves out are tuned for this picture: Adam 5."
    )
    link = "run=adam&run=nesterov&run=adam&run=adam,convention=mlx&run=momentum,lr=0.1"
    comparison, (problem,) = read_link(link)
    assert problem.endswith(": Adam 1, NAG 0.001, Adam (mlx) 0.2.")
    assert [run.lr for run in comparison.runs] == [1, 0.001, 1, 0.2, 0.1]


def test_a_tuned_rate_is_a_remark_and_a_repair_is_none():
    _, (remark, repair) = read_link("steps=0&run=adam")
    assert isinstance(remark, Remark)
    assert not isinstance(repair, Remark)


def test_a_tuned_rate_is_said_however_much_there_is_to_say():
    _, problems = read_link("run=adam&" + "&".join(f"x{k}=1" for k in range(50)))
    assert "tuned" in problems[0]


def test_a_rate_that_is_no_number_is_told_in_one_sentence():
    comparison, (problem,) = read_link("landscape=booth&run=adam,lr=nan")
    assert comparison.runs == (Run("adam", 5.0),)
    assert problem == "lr must be a number, not “nan”; 5, tuned for this picture, is used."


@pytest.mark.parametrize("text", ["-5", "-0.1", "0", "-0", "-0,5"])
def test_a_rate_that_is_not_above_0_is_the_tuned_one(text):
    """The nearest that is allowed would hardly move and look like a run that does."""
    comparison, problems = read_link(f"landscape=booth&run=adam,lr={text}")
    assert comparison.runs == (Run("adam", 5.0),)
    said = text.replace(",", ".")
    assert problems[-1] == (
        f"lr must be above 0, not “{said}”; 5, tuned for this picture, is used."
    )


def test_a_setting_of_another_form_is_told_with_the_form():
    _, problems = read_link("run=adam,lr=1,convention=mlx,weight_decay=0.1&run=lbfgs,lr=1,eps=1")
    assert problems == [
        "Adam in its mlx form has no setting “weight_decay”; it was left out.",
        "L-BFGS has no setting “eps”; it was left out.",
    ]


def test_a_chain_that_is_cut_is_told_in_one_sentence():
    for end in ("linear", "linear:30", "often"):
        link = "run=adam,lr=1,schedule=" + "linear:30~" * 49 + end
        assert read_link(link)[1] == [
            "At most 4 schedules can follow one another; others are left out."
        ]
    _, problems = read_link("run=adam,lr=1,schedule=linear:30~often")
    assert problems == ["“often” is no schedule; it was left out."]


@pytest.mark.parametrize(
    ("registry", "entry"),
    [(LANDSCAPES, "landscape={}&run=adam,lr=1"), (OPTIMIZERS, "run={},lr=1")],
)
def test_labels_and_other_capitals_are_read(registry, entry):
    for key, record in registry.items():
        exact = read_link(entry.format(key))
        assert exact[1] == []
        for text in (record.label, key.upper(), key.replace("_", "-"), key.replace("_", " ")):
            comparison, problems = read_link(entry.format(text))
            assert comparison == exact[0]
            assert len(problems) == (text != key)
            assert all(f"“{text}” is read as {key}." in problem for problem in problems)


def test_schedules_are_read_by_their_labels():
    for key, record in SCHEDULES.items():
        for text in (record.label, key.title(), key.upper()):
            comparison, problems = read_link(f"run=adam,lr=1,schedule={text}")
            assert comparison.runs[0].schedule == key
            assert problems == [f"The schedule “{text}” is read as {key}."]


@pytest.mark.parametrize(
    ("entry", "run", "said"),
    [
        ("sgd,lr=1", Run("gradient_descent", 1), "“sgd” is read as gradient_descent."),
        ("nag,lr=1", Run("nesterov", 1), "“nag” is read as nesterov."),
        ("schedule-free sgd,lr=1", Run("schedule_free_sgd", 1), "as schedule_free_sgd."),
        ("adam,LR=1", Run("adam", 1), "setting “LR” is read as lr."),
        ("adam,lr=1,Beta1=0.8", Run("adam", 1, beta1=0.8), "“Beta1” is read as beta1."),
        ("adam,lr=1,convention=Keras", Run("adam", 1, convention="keras"), "as keras."),
        (
            "adam,lr=1,Schedule=Linear:9~1Cycle,PctStart=0.5,three_phase=True",
            Run("adam", 1, "linear:9~one_cycle", pct_start=0.5, three_phase=True),
            "three_phase “True” is read as true.",
        ),
        ("adam,lr=1,LR=2", Run("adam", 1), "no setting “LR”; did you mean lr?"),
        (
            "asgd,lr=1,schedule=cosine_restarts,T_0=9",
            Run("asgd", 1, "cosine_restarts", T_0=9),
            "",
        ),
        (
            "asgd,lr=1,schedule=cosine_restarts,T0=9",
            Run("asgd", 1, "cosine_restarts"),
            "ASGD has no setting “T0”; did you mean",
        ),
        ("adam,lr=1,bata1=0.8", Run("adam", 1), "“bata1”; did you mean beta1? It was left out."),
        ("adam,lr=1,shedule=step", Run("adam", 1), "“shedule”; did you mean schedule?"),
        (
            "adam,lr=1,schedule=cosin",
            Run("adam", 1),
            "cannot be “cosin”; did you mean cosine? Its default, constant, is used.",
        ),
        ("adam,lr=1,schedule=step:9~cosin", Run("adam", 1, "step"), "did you mean cosine? It was"),
        ("adam,lr=1,convention=pytorch", Run("adam", 1), "did you mean torch?"),
    ],
)
def test_names_that_are_almost_right(entry, run, said):
    comparison, problems = read_link("landscape=booth&run=" + entry)
    assert comparison == Comparison("booth", runs=(run,))
    assert any(said in problem for problem in problems) if said else not problems


def test_a_misspelt_name_is_repaired_as_any_and_suggested():
    comparison, (problem,) = read_link("landscape=rosenbrok&run=adam,lr=0.05")
    assert comparison == Comparison()
    assert problem.startswith("There is no landscape “rosenbrok”; did you mean rosenbrock? The")
    comparison, (problem,) = read_link("run=adam,lr=0.05&run=nadma,lr=1")
    assert comparison == Comparison()
    assert problem == ("There is no optimizer “nadma”; did you mean nadam? This run was left out.")
    _, (problem,) = read_link("run=adam,lr=0.05&run=" + "adam" * 20)
    assert "did you mean" not in problem


@pytest.mark.parametrize("link", ["landscape=eggholder", "landscape=eggholder&start=100,200"])
def test_a_link_without_a_usable_run_shows_adam_at_its_tuned_rate(link):
    bare, problems = read_link(link)
    assert problems == []
    lr = tuned_lr("adam", "eggholder", bare.parameters, bare.start)
    assert bare.runs == (Run("adam", lr),)
    assert read_link(bare.to_link()) == (bare, [])
    assert read_link(link + "&run=nothing")[0] == bare
    (path,) = bare.trajectories()
    assert np.ptp(path.positions, axis=0).max() > 0.02 * np.ptp(bare.record.view)


def test_no_valid_run():
    comparison, problems = read_link("run=one&run=two")
    assert comparison.runs[0].optimizer == "adam"
    assert problems[-1] == "No valid run was left, so Adam is shown."


def test_the_number_of_problems_is_bounded():
    _, problems = read_link("&".join(f"x{k}=1" for k in range(50)))
    assert len(problems) == MOST_PROBLEMS + 1
    assert problems[-1] == "And 42 more of the kind."


def test_oversized_links_are_cut_short():
    comparison, problems = read_link("landscape=booth&run=adam,lr=1&x=" + "a" * 10**6)
    assert comparison == Comparison("booth", runs=(Run("adam", lr=1),))
    assert str(LONGEST) in problems[0]
    assert all(len(problem) < 200 for problem in problems)


HOSTILE = [
    "<script>alert(1)</script>",
    "landscape=<img src=x onerror=alert(1)>&run=<b>",
    "run=adam,lr=__import__('os').system('id')",
    "run=adam,lr=9**9**9",
    "%00&%ff%fe=%c0&run=%00,%00=%00",
    "run=" + "," * 5000,
    "=" * 5000,
    "&" * 5000,
    "run=adam,lr=1e" + "9" * 300,
    "start=" + "-" * 300 + "1,1",
    "landscape=rosenbrock," + ",".join(f"a={k}" for k in range(500)),
    "run=adam,lr=" + "1" * 4000,
    "\u202e\u0000\ud800",
    "run=adam,lr=１",
    "landscape=five_points&batch=1e309&run=adam,lr=1",
    "landscape=booth&batch=" + "9" * 4000 + "&batch=&run=adam,lr=1",
    "../../../etc/passwd?run=adam",
    "landscape=" + "İ" * 40 + "&run=" + "ß" * 40 + "&run=" + "🙂" * 40,
    "&".join(
        "run=adam,lr=1," + ",".join(f"weight_deca{k:x}=" for k in range(60)) for _ in "12345678"
    ),
]


@pytest.mark.parametrize("link", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_links(link):
    comparison, problems = read_link(link)
    assert read_link(comparison.to_link()) == (comparison, [])
    assert all(problem.isprintable() for problem in problems)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300))
def test_any_text(text):
    comparison, _ = read_link(text)
    assert isinstance(comparison, Comparison)


def fuzzed(rng):
    """A link made of the words of real links and of noise."""
    words = [
        "multistep", "milestones", "linear:3~step", "~", ":",
        "Adam", "SGD", "adamx", "LR", "One Cycle", "T0",
        *LANDSCAPES, *OPTIMIZERS, "run", "landscape", "start", "steps", "t", "lr", "schedule",
        "batch",
        "one_cycle", "T_max", "nan", "inf", "-1", "1e308", "0.5", "true", "%", "%41", "=", ",", "&",
        "?", "#", "+", ";", " ", "\n", "é", "\x00",
    ]  # fmt: skip
    pieces = (
        rng.choice(words) if rng.random() < 0.8 else rng.choice(string.printable)
        for _ in range(rng.randrange(60))
    )
    return "".join(piece + rng.choice(("", "=", ",", "&")) for piece in pieces)


def fuzz(count, seed):
    rng = random.Random(seed)
    for _ in range(count):
        link = fuzzed(rng)
        comparison, problems = read_link(link)
        assert read_link(comparison.to_link()) == (comparison, []), link
        assert len(problems) <= MOST_PROBLEMS + 1


def test_fuzz():
    fuzz(2000, seed=1)


@pytest.mark.long
def test_fuzz_100_000():
    fuzz(100_000, seed=2)


@pytest.mark.parametrize("text", ["</script><script>window.hacked=1</script>", "x" * 41, "---", ""])
def test_a_text_without_a_name_in_it_is_no_name(text):
    """A name may be too long to be compared, too; that does not make them equal."""
    long = "straight line through five points, mean squared error"
    assert spelt(text, {long: "five_points", "booth": "booth"}) is None
