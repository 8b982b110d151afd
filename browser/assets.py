"""The files for the browser: bundled, named after their content, put into `static/`.

Streamlit serves `static/` beside the app; the browser keeps what it has loaded, and a changed
file has a new name. The modules of a bundle become one file without imports, so that a page saved
as HTML can carry it.
"""

import json
import os
import re
from functools import cache
from hashlib import blake2b
from importlib import metadata
from pathlib import Path

HERE = Path(__file__).parent
STATIC = HERE.parent / "static"
PICTURES = HERE / "landscapes.webp"
"""Drawn by `browser/sprite.py`."""
SHARED = (
    "draw/theme",
    "page/format",
    "draw/geometry",
    "blob",
    "draw/paint",
    "page/clipboard",
    "page/playable",
    "page/controls",
    "page/view",
)
MODULES = {
    "player": (
        *SHARED,
        "player/contour",
        "player/surface",
        "player/curves",
        "player/formula",
        "player/worked",
        "player/numbers",
        "player/player",
    ),
    "gallery": ("draw/theme", "page/view", "gallery/gallery"),
    "board": (
        *SHARED,
        "board/shapes",
        "board/words",
        "board/plane",
        "board/chart",
        "board/stage",
        "board/story",
        "board/walks",
        "board/board",
    ),
}


@cache
def bundle(name: str) -> str:
    """All modules of a bundle as one, in an order in which each uses only those before it."""
    css = "".join((HERE / f"{part}.css").read_text(encoding="utf-8") for part in ("controls", name))
    parts = [f"const CSS = {json.dumps(css)};\n"]
    for module in MODULES[name]:
        source = (HERE / "js" / f"{module}.js").read_text(encoding="utf-8")
        source = re.sub(r"^import [^;]*;\n", "", source, flags=re.MULTILINE)
        parts.append(re.sub(r"^export (?=[a-z])", "", source, flags=re.MULTILINE))
    return "\n".join(parts) + "\nexport { mount };\n"


@cache
def names() -> dict[str, str]:
    """What each file is called in `static/`."""
    return {
        **{name: f"{name}-{_digest(bundle(name).encode())}.js" for name in MODULES},
        "plotly": f"plotly-{metadata.version('plotly')}.min.js",
        "landscapes": f"landscapes-{_digest(PICTURES.read_bytes())}.webp",
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


def _content(name: str) -> bytes:
    if name in MODULES:
        return bundle(name).encode()
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
