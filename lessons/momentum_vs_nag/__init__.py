"""Momentum vs NAG: the difference made visible, step by step."""
