"""Calls, one after the other, in all threads of an interpreter at once: which of them let the others run meanwhile?"""

import hashlib
import json
import os
import re
import sys
import threading
import time
import zlib

import concur_kernel as kernel
from concur_own_call import find
from concur_whole_call import WholeCall

TEXT = json.dumps([{"id": number, "name": "row %d" % number} for number in range(2000)])
KILOBYTE, MEGABYTES = b"x" * 1024, os.urandom(4 * 1024 * 1024)
WORDS = re.compile(r"(\w+) (\d+)")


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
        prepared = {name: _prepare(name) for name in params["calls"]}
        self._calls = [(name, prepared[name], {}) for name in params["calls"]]
        self._call_s = params["callMs"] / 1000
        if params["own"] is not None:
            self._calls += self._own(params["own"], prepared)
        self._barrier = _barrier_of(workers)
        self._clocks = None
        self._seen = []

    def run(self, count):
        # Clocks are a thread's own: they are opened where they are read.
        self._clocks = self._clocks or kernel.Clocks()
        for name, call, known in self._calls[len(self._seen) : len(self._seen) + count]:
            self._barrier.wait()
            try:
                self._seen.append(dict(self._measure(call), call=name, **known))
            except Exception:
                # The other thread would wait for this one for ever.
                self._barrier.abort()
                raise

    def digest(self):
        return ",".join(name for name, *_ in self._calls)

    def finding(self):
        return self._seen

    def _own(self, wanted, prepared):
        """In rounds, between calls of which it is known what they do."""
        call = WholeCall(find(wanted), wanted["label"])
        call.prepare(self._end_ns())
        before, after = wanted["controls"]
        each = [
            (before, prepared[before], {}),
            (wanted["label"], call.run, {"emptyNs": call.empty_ns()}),
            (after, prepared[after], {}),
        ]
        return each * wanted["rounds"]

    def _end_ns(self):
        return time.monotonic_ns() + int(self._call_s * 1e9)

    def _measure(self, call):
        before, start_ns, count = self._clocks.read(), time.monotonic_ns(), 0
        process_from_ns, end_ns = time.process_time_ns(), self._end_ns()
        while time.monotonic_ns() < end_ns:
            call(end_ns)
            count += 1
        # Reading the clocks is a system call, for which the GIL may have to be waited for: the time comes first.
        wall_ns, after = time.monotonic_ns() - start_ns, self._clocks.read()
        process = {"processFromNs": process_from_ns, "processToNs": time.process_time_ns()}
        seen = {"count": count, "startNs": start_ns, "wallNs": wall_ns, **process}
        for clock in ("runNs", "runDelayNs"):
            unknown = before[clock] is None or after[clock] is None
            seen[clock] = None if unknown else after[clock] - before[clock]
        return seen


def create_work(params, host):
    return Calls(params, host.worker_count)


def _prepare(name):
    call = numpy_call(name) if name.startswith("numpy.") else CALLS[name]()
    call()
    return lambda _end_ns: call()


def _barrier_of(workers):
    global _barrier
    with _together:
        _barrier = _barrier or threading.Barrier(workers)
        return _barrier
