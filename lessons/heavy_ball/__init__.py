"""Momentum, the heavy ball: what its lesson computes, draws and derives."""
