"""The forms that torch does not ship, written out as torch optimizers: what the code tab shows.

Each is the base class, which walks over the parameters, and the update of one form. `betas` is one
setting because torch's cyclic schedulers move its first value.
"""

BASE = '''
class WrittenOut(torch.optim.Optimizer):
    """Calls `update` for each parameter; t counts the steps."""

    def __init__(self, params, **settings):
        super().__init__(params, settings)

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for theta in group["params"]:
                state = self.state[theta]
                state["t"] = state.get("t", 0) + 1
                self.update(theta, theta.grad, state, group)
'''

MLX_MOMENTUM = f'''{BASE}

class MLXMomentum(WrittenOut):
    """Momentum as MLX has it: dampening weakens the first gradient too."""

    def update(self, theta, g, state, group):
        g = g + group["weight_decay"] * theta
        dampened = (1 - group["dampening"]) * g
        state["v"] = v = group["momentum"] * state.get("v", 0.0) + dampened
        theta.sub_(group["lr"] * v)
'''

ADAGRAD_START = """
    def update(self, theta, g, state, group):
        start = torch.full_like(theta, group["initial_accumulator_value"])
        state["v"] = v = state.get("v", start) + g * g
"""

KERAS_ADAGRAD = f'''{BASE}

class KerasAdagrad(WrittenOut):
    """Adagrad as Keras has it: eps is inside the root."""
{ADAGRAD_START.rstrip()}
        theta.sub_(group["lr"] * g / (v + group["eps"]).sqrt())
'''

OPTAX_ADAGRAD = f'''{BASE}

class OptaxAdagrad(WrittenOut):
    """Adagrad as optax has it: eps is inside the root, and no step where v is 0."""
{ADAGRAD_START.rstrip()}
        theta.sub_(group["lr"] * torch.where(v > 0, (v + group["eps"]).rsqrt(), 0.0) * g)
'''

RMSPROP_INSIDE = f'''{BASE}

class RMSpropInside(WrittenOut):
    """RMSprop as Keras and optax have it: eps inside the root, lr inside the velocity."""

    def update(self, theta, g, state, group):
        alpha = group["alpha"]
        state["v"] = v = alpha * state.get("v", 0.0) + (1 - alpha) * g * g
        step = group["lr"] * g / (v + group["eps"]).sqrt()
        state["b"] = b = group["momentum"] * state.get("b", 0.0) - step
        theta.add_(b)
'''

RMSPROP_INSIDE_CENTERED = f'''{BASE}

class RMSpropInside(WrittenOut):
    """Centered RMSprop as Keras and optax have it: eps inside the root, lr in the velocity."""

    def update(self, theta, g, state, group):
        alpha = group["alpha"]
        state["v"] = v = alpha * state.get("v", 0.0) + (1 - alpha) * g * g
        state["m"] = m = alpha * state.get("m", 0.0) + (1 - alpha) * g
        step = group["lr"] * g / (v - m * m + group["eps"]).sqrt()
        state["b"] = b = group["momentum"] * state.get("b", 0.0) - step
        theta.add_(b)
'''

MOMENTS = """
    def update(self, theta, g, state, group):
        (beta1, beta2), t = group["betas"], state["t"]
        state["m"] = m = beta1 * state.get("m", 0.0) + (1 - beta1) * g
        state["v"] = v = beta2 * state.get("v", 0.0) + (1 - beta2) * g * g
"""

KERAS_ADAM = f'''{BASE}

class KerasAdam(WrittenOut):
    """Adam as Keras has it: eps is added to the root of v before the correction."""
{MOMENTS.rstrip()}
        rate = group["lr"] * math.sqrt(1 - beta2**t) / (1 - beta1**t)
        theta.sub_(rate * m / (v.sqrt() + group["eps"]))
'''

KERAS_ADAMW = f'''{KERAS_ADAM}

class KerasAdamW(KerasAdam):
    """The same after shrinking theta."""

    def update(self, theta, g, state, group):
        theta.sub_(theta * group["weight_decay"] * group["lr"])
        super().update(theta, g, state, group)
'''

MLX_ADAM = f'''{BASE}

class MLXAdam(WrittenOut):
    """Adam as MLX has it: the correction of the moments is an option."""
{MOMENTS.rstrip()}
        corrects = group["bias_correction"]
        rate = group["lr"] / (1 - beta1**t if corrects else 1.0)
        root = v.sqrt() / (math.sqrt(1 - beta2**t) if corrects else 1.0)
        theta.sub_(rate * m / (root + group["eps"]))
'''

MLX_ADAMW = f'''{MLX_ADAM}

class MLXAdamW(MLXAdam):
    """The same after shrinking theta."""

    def update(self, theta, g, state, group):
        theta.mul_(1 - group["lr"] * group["weight_decay"])
        super().update(theta, g, state, group)
'''

OPTAX_ADAMW = f'''{BASE}

class OptaxAdamW(WrittenOut):
    """AdamW as optax has it: the decay of the old theta is part of the step."""
{MOMENTS.rstrip()}
        step = m / (1 - beta1**t) / ((v / (1 - beta2**t)).sqrt() + group["eps"])
        theta.sub_(group["lr"] * (step + group["weight_decay"] * theta))
'''

OPTAX_NADAM = f'''{BASE}

class OptaxNAdam(WrittenOut):
    """NAdam as optax has it: beta1 is the momentum coefficient at every step."""
{MOMENTS.rstrip()}
        m_hat = beta1 * m / (1 - beta1 ** (t + 1)) + (1 - beta1) * g / (1 - beta1**t)
        theta.sub_(group["lr"] * m_hat / ((v / (1 - beta2**t)).sqrt() + group["eps"]))
'''

KERAS_AMSGRAD = f'''{BASE}

class KerasAMSGrad(WrittenOut):
    """AMSGrad as Keras has it: eps is added to the root before the correction."""
{MOMENTS.rstrip()}
        state["v_max"] = v_max = torch.maximum(state.get("v_max", torch.zeros_like(v)), v)
        rate = group["lr"] * math.sqrt(1 - beta2**t) / (1 - beta1**t)
        theta.sub_(rate * m / (v_max.sqrt() + group["eps"]))
'''

OPTAX_AMSGRAD = f'''{BASE}

class OptaxAMSGrad(WrittenOut):
    """AMSGrad as optax has it: the largest of the corrected second moments."""
{MOMENTS.rstrip()}
        v_hat = v / (1 - beta2**t)
        state["v_max"] = v_max = torch.maximum(state.get("v_max", v_hat), v_hat)
        theta.sub_(group["lr"] * m / (1 - beta1**t) / (v_max.sqrt() + group["eps"]))
'''

OPTAX_RADAM = f'''{BASE}

class OptaxRAdam(WrittenOut):
    """RAdam as optax has it: eps is added to the root of the corrected v."""
{MOMENTS.rstrip()}
        longest = 2 / (1 - beta2) - 1
        rho = longest - 2 * t * beta2**t / (1 - beta2**t)
        step = m / (1 - beta1**t)
        if rho >= 5:
            r = (rho - 4) * (rho - 2) * longest / ((longest - 4) * (longest - 2) * rho)
            step = math.sqrt(r) * step / ((v / (1 - beta2**t)).sqrt() + group["eps"])
        theta.sub_(group["lr"] * step)
'''

OPTAX_RPROP = f'''{BASE}

class OptaxRprop(WrittenOut):
    """Rprop as optax has it: a step is planned now and made next time."""

    def update(self, theta, g, state, group):
        (minus, plus), (least, most) = group["etas"], group["step_sizes"]
        planned = state.get("planned", torch.zeros_like(theta))
        h = state.get("h", torch.full_like(theta, group["lr"]))
        against = g * planned
        limited = (h * torch.where(against < 0, plus, minus)).clamp(least, most)
        state["h"] = h = torch.where(against == 0, h, limited)
        theta.add_(torch.where(against > 0, 0.0, planned))
        state["planned"] = torch.where(against > 0, 0.0, -h * g.sign())
'''

NORM = """
    def update(self, theta, g, state, group):
        (beta1, beta2), t = group["betas"], state["t"]
        state["m"] = m = beta1 * state.get("m", 0.0) + (1 - beta1) * g
        decayed = beta2 * state.get("u", torch.zeros_like(theta))
        state["u"] = u = torch.maximum(decayed, g.abs())
"""

KERAS_ADAMAX = f'''{BASE}

class KerasAdamax(WrittenOut):
    """Adamax as Keras has it: eps is added to the divisor."""
{NORM.rstrip()}
        theta.sub_(group["lr"] * m / ((1 - beta1**t) * (u + group["eps"])))
'''

MLX_ADAMAX = f'''{BASE}

class MLXAdamax(WrittenOut):
    """Adamax as MLX has it: m is not corrected, eps is added to the divisor."""
{NORM.replace(', state["t"]', "").replace(", t =", " =").rstrip()}
        theta.sub_(group["lr"] * m / (u + group["eps"]))
'''
