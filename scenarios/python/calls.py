"""Calls, one after the other, in all threads of an interpreter at once: which of them let the others run meanwhile?"""

import hashlib
import importlib
import json
import os
import re
import sys
import threading
import time
import zlib

import concur_kernel as kernel

TEXT = json.dumps([{"id": number, "name": "row %d" % number} for number in range(2000)])
KILOBYTE, MEGABYTES = b"x" * 1024, os.urandom(4 * 1024 * 1024)
WORDS = re.compile(r"(\w+) (\d+)")


class OwnCallError(Exception):
    """What the user has asked for can't be called. `code` is known to the exit code."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


def loop():
    value = 1
    for _ in range(10000):
        value = (value * 1664525 + 1013904223) & 0xFFFFFFFF


def file_reader():
    file, buffer = os.open(sys.executable, os.O_RDONLY), bytearray(4 * 1024 * 1024)
    return lambda: os.preadv(file, [buffer], 0)


def numpy_call(name):
    import numpy

    numbers = numpy.random.default_rng(1).random(1_000_000)
    square = numbers[:160_000].reshape(400, 400)
    return {
        "numpy.dot": lambda: numpy.dot(square, square),
        "numpy.sort": lambda: numpy.sort(numbers),
        "numpy.sqrt": lambda: numpy.sqrt(numbers),
    }[name]


# Each by its name, prepared when it is asked for.
CALLS = {
    "a loop": lambda: loop,
    "json.loads": lambda: lambda: json.loads(TEXT),
    "re.findall": lambda: lambda: WORDS.findall(TEXT),
    "sha256 of 1 KiB": lambda: lambda: [hashlib.sha256(KILOBYTE).digest() for _ in range(500)],
    "sha256 of 4 MiB": lambda: lambda: hashlib.sha256(MEGABYTES).digest(),
    "zlib.compress": lambda: lambda: zlib.compress(MEGABYTES[: 256 * 1024]),
    "reading a file": file_reader,
    "time.sleep": lambda: lambda: time.sleep(0.01),
}

_together = threading.Lock()
_barrier = None


class Calls:
    def __init__(self, params, workers):
        self._calls = [(name, _prepare(name)) for name in params["calls"]]
        if params["own"] is not None:
            self._calls.append((params["own"]["label"], _own(params["own"])))
        self._call_s = params["callMs"] / 1000
        self._barrier = _barrier_of(workers)
        self._clocks = None
        self._seen = []

    def run(self, count):
        # Clocks are a thread's own: they are opened where they are read.
        self._clocks = self._clocks or kernel.Clocks()
        for name, call in self._calls[len(self._seen) : len(self._seen) + count]:
            self._barrier.wait()
            try:
                self._seen.append(dict(self._measure(call), call=name))
            except Exception:
                # The other thread would wait for this one for ever.
                self._barrier.abort()
                raise

    def digest(self):
        return ",".join(name for name, _ in self._calls)

    def finding(self):
        return self._seen

    def _measure(self, call):
        before, start_ns, count = self._clocks.read(), time.monotonic_ns(), 0
        end_ns = start_ns + int(self._call_s * 1e9)
        while time.monotonic_ns() < end_ns:
            call()
            count += 1
        # Reading the clocks is a system call, for which the GIL may have to be waited for: the time comes first.
        wall_ns, after = time.monotonic_ns() - start_ns, self._clocks.read()
        seen = {"count": count, "startNs": start_ns, "wallNs": wall_ns}
        for clock in ("runNs", "runDelayNs"):
            unknown = before[clock] is None or after[clock] is None
            seen[clock] = None if unknown else after[clock] - before[clock]
        return seen


def create_work(params, host):
    return Calls(params, host.worker_count)


def _prepare(name):
    call = numpy_call(name) if name.startswith("numpy.") else CALLS[name]()
    call()
    return call


def _own(wanted):
    sys.path.insert(0, wanted["folder"])
    try:
        found = importlib.import_module(wanted["module"])
    except Exception as error:
        raise OwnCallError("NOT_LOADED", "%s can’t be imported: %s: %s" % (wanted["module"], type(error).__name__, error))
    for part in wanted["name"].split("."):
        found = getattr(found, part, None)
    if not callable(found):
        raise OwnCallError("NO_SUCH_FUNCTION", "%s has no function %s" % (wanted["module"], wanted["name"]))

    def call():
        try:
            found()
        except BaseException as error:  # A SystemExit would end the thread without a word.
            raise OwnCallError("UNIT_THREW", "%s threw %s: %s" % (wanted["label"], type(error).__name__, error))

    call()
    return call


def _barrier_of(workers):
    global _barrier
    with _together:
        _barrier = _barrier or threading.Barrier(workers)
        return _barrier
