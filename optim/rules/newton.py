"""Newton's method: the step to where the local parabola is flat (Newton, 1669; Raphson, 1690).

Plain Newton, with no safeguard. Where the Hessian is indefinite or negative the step leads to a
saddle or a maximum as readily as to a minimum; where it is singular there is no step, and the run
ends where it stands.
"""

from optim.elementwise import Value
from optim.rule import Optimizer, PointRule


def newton(x: Value, g: Value, s: Value, hessian: Value, memory: Value = None) -> tuple[Value, ...]:
    """Jump to the stationary point of the parabola that fits here, be it minimum or saddle."""
    fxx, fxy, fyy = map(float, hessian(*x))
    determinant = fxx * fyy - fxy * fxy
    move_x = (fyy * g[0] - fxy * g[1]) / determinant
    move_y = (fxx * g[1] - fxy * g[0]) / determinant
    return (x[0] - s.lr * move_x, x[1] - s.lr * move_y), memory


NEWTON_TORCH = '''
class Newton(torch.optim.Optimizer):
    """Newton's step with the exact Hessian of a loss."""

    def __init__(self, params, lr, loss):
        super().__init__(params, {"lr": lr})
        self.loss = loss

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for theta in group["params"]:
                hessian = torch.autograd.functional.hessian(lambda p: self.loss(*p), theta)
                theta.sub_(group["lr"] * torch.linalg.solve(hessian, theta.grad))
'''

NEWTON = Optimizer(
    key="newton",
    label="Newton",
    also="Newton-Raphson",
    group="Second order",
    rules={
        "paper": PointRule(
            newton,
            formula=(
                r"\theta_t = \theta_{t-1} - \eta\, H^{-1}\, \nabla f(\theta_{t-1}), \quad "
                r"H = \nabla^2 f(\theta_{t-1})",
            ),
            source=(
                "Nocedal and Wright, Numerical Optimization, 2006, eq. 3.30; no framework ships it"
            ),
            torch="Newton([theta], lr={lr}, loss=loss)",
            torch_setup=NEWTON_TORCH,
        )
    },
)
