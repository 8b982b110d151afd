"""Losses over data: landscapes whose formula is that of one row; see `landscapes.rows`."""
