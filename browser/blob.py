"""A header and arrays as one deterministic block of bytes.

Layout: u32 length of the header (little-endian), the header (JSON, padded with spaces so that the
arrays start at a multiple of 8), the arrays. Anywhere in the header an array is {"at": byte offset
from the first array, "count": numbers, "type": "f4", "f8" or "u2"}. `browser/js/blob.js` reads it.
"""

import json
import struct
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

NO_LEVEL = 65_535

Header = dict[str, Any]


class Arrays:
    """Collects arrays and says where each one lies."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.size = 0

    def add(self, values: ArrayLike, kind: str = "f4") -> Header:
        """Append an array; returns its entry for the header. Beyond float32 lies inf."""
        with np.errstate(over="ignore"):
            data = np.ascontiguousarray(values, dtype="<" + kind)
        raw = data.tobytes()
        raw += b"\0" * (-len(raw) % 8)
        entry = {"at": self.size, "count": data.size, "type": kind}
        self.parts.append(raw)
        self.size += len(raw)
        return entry

    def add_or_constant(self, values: NDArray[np.float64], kind: str = "f4") -> Header:
        """Append an array; what is the same throughout needs one number instead."""
        if (values == values[0]).all():
            return {"constant": float(values[0])}
        return self.add(values, kind)

    def add_levels(self, values: NDArray[np.float64]) -> Header:
        """Append what is only drawn as 65 535 levels from the lowest, "low", every "step".

        What is not finite is the level that is not used otherwise; it is read as nan.
        """
        finite = values[np.isfinite(values)]
        low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)
        step = (high - low) / (NO_LEVEL - 1) or 1.0
        levels = np.where(np.isfinite(values), np.round((values - low) / step), NO_LEVEL)
        return {**self.add(levels, "u2"), "low": low, "step": step}

    def data(self) -> bytes:
        """All arrays, one after the other."""
        return b"".join(self.parts)


def block(header: Mapping[str, Any], arrays: bytes) -> bytes:
    """The header and the arrays it speaks of.

    Raises:
        ValueError: a number in the header is not finite.
    """
    compact = json.dumps(header, allow_nan=False, ensure_ascii=False, separators=(",", ":"))
    text = compact.encode()
    text += b" " * (-(len(text) + 4) % 8)
    return struct.pack("<I", len(text)) + text + arrays
