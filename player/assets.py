"""The player's files for the browser: bundled, named after their content, put into `static/`.

Streamlit serves `static/` beside the app; the browser keeps what it has loaded, and a changed
player has a new name. The modules in `js/` become one file without imports, so that a page saved
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
MODULES = (
    "theme",
    "format",
    "geometry",
    "blob",
    "paint",
    "contour",
    "surface",
    "curves",
    "controls",
    "player",
)


@cache
def bundle() -> str:
    """All modules as one, in an order in which each uses only those before it."""
    css = (HERE / "player.css").read_text(encoding="utf-8")
    parts = [f"const CSS = {json.dumps(css)};\n"]
    for name in MODULES:
        source = (HERE / "js" / f"{name}.js").read_text(encoding="utf-8")
        source = re.sub(r"^import [^;]*;\n", "", source, flags=re.MULTILINE)
        parts.append(re.sub(r"^export (?=[a-z])", "", source, flags=re.MULTILINE))
    return "\n".join(parts) + "\nexport { mount };\n"


@cache
def names() -> dict[str, str]:
    """File names in `static/`."""
    digest = blake2b(bundle().encode(), digest_size=6).hexdigest()
    return {
        "player": f"player-{digest}.js",
        "plotly": f"plotly-{metadata.version('plotly')}.min.js",
        "icon": "icon.png",
    }


def publish(folder: Path = STATIC) -> None:
    """Put what is missing into the folder. A folder that cannot be written is left as it is."""
    wanted = {
        names()["player"]: lambda: bundle().encode(),
        names()["plotly"]: _plotly,
        names()["icon"]: (HERE / "icon.png").read_bytes,
    }
    for name, read in wanted.items():
        if not (folder / name).exists():
            try:
                folder.mkdir(exist_ok=True)
                _write(folder / name, read())
            except OSError:
                return  # the player says in the page which file is missing


def _plotly() -> bytes:
    package = metadata.distribution("plotly").locate_file("plotly/package_data/plotly.min.js")
    return Path(str(package)).read_bytes()


def _write(path: Path, data: bytes) -> None:
    """At once or not at all: several processes may start together."""
    part = path.with_suffix(f".{os.getpid()}")
    part.write_bytes(data)
    part.replace(path)


if __name__ == "__main__":
    publish()
