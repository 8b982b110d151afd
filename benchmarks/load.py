"""A class on one server process: how long a change takes while everybody is changing something.

Run by `make bench`. Sessions speak the browser's protocol over loopback; each opens the same link
and changes one number every four seconds. The time is from sending the change to the end of the
script's run. On a machine that does other work as well, read the median of several runs.
"""

import asyncio
import random
import statistics
import sys
import time
from pathlib import Path

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "tests")]

from server import running_app

SESSIONS = 100
SECONDS = 24
PAUSE = 4.0
LINK = (
    "landscape=rosenbrock&run=adam,lr=0.1&run=momentum,lr=0.001"
    "&run=nesterov,lr=0.001&run=rmsprop,lr=0.02&run=gradient_descent,lr=0.001"
)
STARTS = [round(-1.5 + 0.05 * k, 2) for k in range(40)]
"""Where the class clicks: the same few dozen starts, as a class on one link does."""


class Session:
    """One visitor."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.field = ""
        self.failures = 0

    async def open(self) -> None:
        """Open the link and wait for the picture."""
        self.socket = await websockets.connect(
            self.url, subprotocols=[websockets.Subprotocol("streamlit")], max_size=None
        )
        message = BackMsg()
        message.rerun_script.query_string = LINK
        await self._run(message)

    async def change(self, value: float) -> float:
        """Set the start and wait until the script has run; the seconds it took."""
        message = BackMsg()
        message.rerun_script.query_string = LINK
        widget = message.rerun_script.widget_states.widgets.add()
        widget.id, widget.double_value = self.field, value
        began = time.perf_counter()
        await self._run(message)
        return time.perf_counter() - began

    async def _run(self, message: BackMsg) -> None:
        await self.socket.send(message.SerializeToString())
        while True:
            answer = ForwardMsg.FromString(await self.socket.recv())
            element = answer.delta.new_element
            if "start_x" in element.number_input.id:
                self.field = element.number_input.id
            if element.WhichOneof("type") == "exception":
                self.failures += 1
            if answer.WhichOneof("type") == "script_finished":
                return


async def visit(session: Session, until: float, rng: random.Random, waits: list[float]) -> None:
    """Change the start again and again."""
    await asyncio.sleep(rng.uniform(0.0, PAUSE))
    while time.perf_counter() < until:
        waits.append(await session.change(rng.choice(STARTS)))
        await asyncio.sleep(max(0.0, PAUSE - waits[-1]))


async def load(address: str) -> None:
    """Print how long changes took."""
    url = address.replace("http", "ws") + "/_stcore/stream"
    sessions = [Session(url) for _ in range(SESSIONS)]
    for session in sessions:
        await session.open()
    await sessions[0].change(0.5)
    waits: list[float] = []
    until = time.perf_counter() + SECONDS
    rng = random.Random(0)
    await asyncio.gather(*(visit(session, until, rng, waits) for session in sessions))
    ordered = sorted(waits)
    slow = ordered[int(0.95 * len(ordered))]
    print(
        f"{SESSIONS} sessions on one link, a change every {PAUSE:.0f} s each: median "
        f"{statistics.median(ordered):.2f} s, 95 % {slow:.2f} s (0.5), "
        f"{len(ordered)} changes, {sum(session.failures for session in sessions)} failures"
    )


def main() -> None:
    """Start a server and load it."""
    with running_app() as (address, _):
        asyncio.run(load(address))


if __name__ == "__main__":
    main()
