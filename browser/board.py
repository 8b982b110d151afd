"""What a lesson's board needs: what the lesson gives, with its grounds as heights on a grid."""

from collections.abc import Mapping
from typing import Any

from browser.blob import Arrays, block
from browser.ground import board_ground
from comparison import Comparison


def pack_board(data: Mapping[str, Any]) -> bytes:
    """The lesson's data for the board.

    Wherever a part of it has a `window` and as `ground` a Comparison, that becomes the place of
    the Comparison's landscape in `grounds`; what is the same is sent once.
    """
    arrays = Arrays()
    places: dict[Any, int] = {}
    header = {**_placed(data, places)}
    header["grounds"] = [board_ground(*key).packed(arrays) for key in places]
    return block(header, arrays.data())


def _placed(part: Any, places: dict[Any, int]) -> Any:
    """The same with numbers for Comparisons; `places` collects what they stand for."""
    if isinstance(part, Mapping):
        picture = part.get("ground")
        if isinstance(picture, Comparison):
            window = tuple(map(tuple, part["window"]))
            key = picture.landscape, tuple(sorted(picture.parameters.items())), window
            part = {**part, "ground": places.setdefault(key, len(places))}
        return {name: _placed(value, places) for name, value in part.items()}
    if isinstance(part, list | tuple):
        return [_placed(value, places) for value in part]
    return part
