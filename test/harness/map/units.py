"""What the tests of maps let workers in Python do."""

import asyncio
import atexit
import faulthandler
import os
import signal
import sys
import threading
import time

STATE = {}


class Hostile(Exception):
    def __str__(self):
        raise RuntimeError("a trap")

    def __getattribute__(self, name):
        raise RuntimeError("a trap")


def hostile(_):
    raise Hostile


def endless(given):
    return endless(given)


class RowError(ValueError):
    def __init__(self, row):
        super().__init__("bad row %d" % row)
        self.row, self.seen, self.large = row, {1, 2}, 2**60


def begin(data, worker):
    STATE.update(data=data, worker=worker)


async def begin_later(data):
    await asyncio.sleep(0.001)
    begin(data, None)


def failing(_):
    raise RuntimeError("no database")


def seen(number):
    return [number, STATE["data"], STATE["worker"]]


def double(number):
    return 2 * number


def nothing():
    return "called with nothing"


def two(first, second):
    return first, second


def caused(_):
    try:
        raise KeyError("inner")
    except KeyError as error:
        raise RowError(3) from error


def circle(_):
    ring = []
    ring.append(ring)
    return ring


def flaky(marker):
    """Fails the first time that it is called by any process."""
    try:
        os.close(os.open(marker, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return "at last"
    raise RuntimeError("not yet")


DEEDS = {
    "flaky": flaky,
    "pid": lambda _: os.getpid(),
    "echo": lambda given: given,
    "add": lambda given: given + 1,
    "kind": lambda given: type(given).__name__,
    "raise": caused,
    "nan": lambda _: float("nan"),
    "infinity": lambda _: [1, {"a": float("inf")}],
    "set": lambda _: {1},
    "circle": circle,
    "digits": lambda _: 10**5000,
    "print": lambda given: print("unit says", given) or given,
    "stdin": lambda _: sys.stdin.read(),
    "interrupt": lambda _: os.kill(os.getpid(), signal.SIGINT),
    "hostile": hostile,
    "endless": endless,
    "keyboard": lambda _: (_ for _ in ()).throw(KeyboardInterrupt()),
    "fork": lambda _: os.waitpid(pid, 0)[1] if (pid := os.fork()) else "in the child",
    "forge": lambda _: os.write(3, b'{"type":"answers","runs":[{"from":0}]}\n{"type":"idle"\n'),
    "awaitable": lambda given: asyncio.sleep(0, given),
    "reuse": lambda given: STATE.update(data=given) or STATE,
    "exit": lambda _: sys.exit("no more"),
    "_exit": lambda _: os._exit(3),
    "segfault": lambda _: faulthandler._sigsegv(),
    "kill": lambda _: os.kill(os.getpid(), signal.SIGKILL),
    "stay": lambda _: atexit.register(print, "the end", file=sys.stderr) and threading.Thread(target=time.sleep, args=(60,)).start() or sys.exit(5),
    "hang": lambda _: time.sleep(60),
    "loop": lambda _: [None for _ in iter(int, 1)],
}


def do(deed):
    """One of these, by name, with what it is given."""
    name, *given = deed
    return DEEDS[name](*(given or [None]))


AWAITED = {"now": 0, "most": 0}


async def awaited(deed):
    """How many have been awaited at once; or the deed."""
    AWAITED["now"] += 1
    AWAITED["most"] = max(AWAITED.values())
    await asyncio.sleep(0.002)
    AWAITED["now"] -= 1
    if not isinstance(deed, list):
        return AWAITED["most"]
    result = do(deed)
    return await result if hasattr(type(result), "__await__") else result


async def sleeping(seconds):
    await asyncio.sleep(seconds)
    return seconds
