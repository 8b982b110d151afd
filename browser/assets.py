"""The files for the browser: named after their content, put into `static/`.

Streamlit serves `static/` beside the app; the browser keeps what it has loaded, and a changed
file has a new name.
"""

import os
from functools import cache
from hashlib import blake2b
from importlib import metadata
from pathlib import Path

HERE = Path(__file__).parent
STATIC = HERE.parent / "static"
PICTURES = HERE / "landscapes.webp"
"""Drawn by `browser/sprite.py`."""
MODULES = ("player", "gallery", "board")
"""In `browser/dist/`, built from `browser/js/` by `make browser`: one file each without imports, so
that a page saved as HTML can carry it."""


@cache
def names() -> dict[str, str]:
    """What each file is called in `static/`."""
    return {
        **{name: f"{name}-{_digest(_content(name))}.js" for name in MODULES},
        "plotly": f"plotly-{metadata.version('plotly')}.min.js",
        "landscapes": f"landscapes-{_digest(_content('landscapes'))}.webp",
        "icon": "icon.png",
    }


def publish(folder: Path = STATIC) -> None:
    """Put what is missing into the folder. A folder that cannot be written is left as it is."""
    for name, file in names().items():
        if not (folder / file).exists():
            try:
                folder.mkdir(exist_ok=True)
                _write(folder / file, _content(name))
            except OSError:
                return  # the page says which file is missing


def publish_file(name: str, data: bytes, folder: Path = STATIC) -> bool:
    """Put a file of this name into the folder; whether it is there."""
    try:
        folder.mkdir(exist_ok=True)
        if not (folder / name).exists():
            _write(folder / name, data)
    except OSError:
        return False
    return True


def _content(name: str) -> bytes:
    if name in MODULES:
        return (HERE / "dist" / f"{name}.js").read_bytes()
    if name == "landscapes":
        return PICTURES.read_bytes()
    if name == "icon":
        return (HERE / "icon.png").read_bytes()
    package = metadata.distribution("plotly").locate_file("plotly/package_data/plotly.min.js")
    return Path(str(package)).read_bytes()


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=6).hexdigest()


def _write(path: Path, data: bytes) -> None:
    """At once or not at all: several processes may start together."""
    part = path.with_suffix(f".{os.getpid()}")
    part.write_bytes(data)
    part.replace(path)
