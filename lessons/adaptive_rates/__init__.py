"""AdaGrad, RMSProp, Adam: three memories of past gradients, and what each of them costs."""

from lessons.adaptive_rates.beats import ADAPTIVE_RATES

__all__ = ["ADAPTIVE_RATES"]
