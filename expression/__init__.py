"""Expressions as plain data: read from a rule's source or from SymPy, simplified, printed again."""
