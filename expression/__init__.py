"""Expressions of rules as plain data: read from Python source, simplified, printed again."""
