"""The comparisons a visitor can start from: a link each."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Preset:
    """A title, what to look for, and the link."""

    title: str
    text: str
    link: str


PRESETS = (
    Preset(
        "A curved valley",
        "Five optimizers on Rosenbrock's function: all find the valley at once, few follow it.",
        "landscape=rosenbrock&run=gradient_descent,lr=0.001&run=momentum,lr=0.001"
        "&run=nesterov,lr=0.001&run=rmsprop,lr=0.05&run=adam,lr=0.2&t=100",
    ),
    Preset(
        "Momentum vs NAG in a ravine",
        "Same rate, same momentum: NAG looks ahead and brakes before the wall.",
        "landscape=quadratic&steps=120&run=momentum,lr=0.03,convention=classical"
        "&run=nesterov,lr=0.03,convention=classical&run=gradient_descent,lr=0.03",
    ),
    Preset(
        "Adam vs RMSProp vs AdaGrad",
        "A constant slope with a rounded floor: AdaGrad stalls on the way, RMSProp hovers at the "
        "bottom, Adam overshoots and settles.",
        "landscape=huber_slope&run=adagrad,lr=0.1&run=rmsprop,lr=0.1,alpha=0.9&run=adam,lr=0.1",
    ),
    Preset(
        "Too high a learning rate",
        "The largest curvature is 25: below 2/25 gradient descent converges, at 2/25 it bounces "
        "for ever, above it leaves.",
        "landscape=quadratic&steps=60&run=gradient_descent,lr=0.075"
        "&run=gradient_descent,lr=0.08&run=gradient_descent,lr=0.083",
    ),
    Preset(
        "1Cycle on Himmelblau",
        "Same optimizer, same peak rate: the schedule alone decides which minimum is reached.",
        "landscape=himmelblau&start=0.5,4.5&steps=150&run=momentum,lr=0.01"
        "&run=momentum,lr=0.01,schedule=cosine&run=momentum,lr=0.01,schedule=one_cycle",
    ),
    Preset(
        "Noise and a falling rate",
        "With a noisy gradient a constant rate never settles; a falling one does.",
        "landscape=quadratic&steps=150&noise=3&run=momentum,lr=0.03"
        "&run=momentum,lr=0.03,schedule=step,step_size=50"
        "&run=momentum,lr=0.03,schedule=cosine"
        "&run=momentum,lr=0.03,schedule=exponential,gamma=0.97",
    ),
    Preset(
        "Away from a saddle",
        "Started almost on the ridge: plain gradient descent lingers, rates per coordinate leave.",
        "landscape=saddle&steps=200&run=gradient_descent,lr=0.05&run=momentum,lr=0.02"
        "&run=rmsprop,lr=0.05&run=adam,lr=0.1",
    ),
    Preset(
        "A shallow well in the way",
        "Whether a run rolls past the shallow well depends on its rate: compare Adam with Adam.",
        "landscape=two_wells&run=gradient_descent,lr=0.02&run=momentum,lr=0.02"
        "&run=adam,lr=0.05&run=adam,lr=0.3",
    ),
    Preset(
        "A ravine turned by 45 degrees",
        "Rates per coordinate straighten a ravine only along the axes: turn the angle to 0.",
        "landscape=quadratic,angle=45&steps=150&run=momentum,lr=0.03&run=adagrad,lr=1"
        "&run=rmsprop,lr=0.1&run=adam,lr=0.5",
    ),
    Preset(
        "A rare feature",
        "The gradient of y is seen at one step in ten: AdaGrad saves its rate for it.",
        "landscape=quadratic,kappa=50,angle=90&start=3,-2&steps=200&sparse=10"
        "&run=gradient_descent,lr=0.035&run=adagrad,lr=3&run=rmsprop,lr=0.1,alpha=0.9",
    ),
    Preset(
        "One Adam, three frameworks",
        "Same rate, everything else at its default: PyTorch and Keras lie on each other, MLX "
        "leaves its moments uncorrected and begins with steps three times as long.",
        "landscape=quadratic,angle=30&steps=120&run=adam,lr=0.1"
        "&run=adam,lr=0.1,convention=keras&run=adam,lr=0.1,convention=mlx",
    ),
    Preset(
        "A plateau, then a cliff",
        "Gradient descent still creeps over the plateau when Adam is at the bottom; Rprop, which "
        "reads nothing but signs, was there first.",
        "landscape=cliff&run=gradient_descent,lr=0.1&run=momentum,lr=0.1&run=rmsprop,lr=0.05"
        "&run=adam,lr=0.1&run=rprop,lr=0.1",
    ),
    Preset(
        "A sharp and a flat minimum",
        "Above 2/44.7 = 0.045 gradient descent cannot settle in the sharp well: at 0.06 it bounces "
        "inside, at 0.2 it leaves for the flat one.",
        "landscape=sharp_and_flat&start=-1.3,0.2&steps=150&run=gradient_descent,lr=0.02"
        "&run=gradient_descent,lr=0.06&run=gradient_descent,lr=0.2",
    ),
    Preset(
        "Newton goes to whatever is near",
        "Newton's step finds the nearest level point, here the top of a hill; L-BFGS and gradient "
        "descent only go down.",
        "landscape=himmelblau&start=0.5,-0.5&steps=60&run=newton,lr=1&run=lbfgs,lr=0.1"
        "&run=gradient_descent,lr=0.01",
    ),
    Preset(
        "A change of course",
        "The same run twice, in the same noise. At step 100 one of them divides its rate by ten: "
        "its cloud shrinks at once.",
        "landscape=quadratic&steps=200&noise=3&run=momentum,lr=0.03"
        "&run=momentum,lr=0.03,from=100,lr=0.003",
    ),
    Preset(
        "The edge of stability",
        "RMSProp's own rates rise until the ground allows no more. There they stay, about 1 times "
        "the largest stable rate, and the run never settles.",
        "landscape=himmelblau&run=rmsprop,lr=0.1&curve=share",
    ),
)
