"""Sleeps `napMs` a unit, and notes by how much each sleep was too long. To go on, a thread needs the GIL again."""

import sys
import time


class Sleeper:
    def __init__(self, nap_ms):
        self._nap_ns = int(nap_ms * 1e6)
        self._too_long_ns = []

    def run(self, count):
        for _ in range(count):
            before_ns = time.monotonic_ns()
            time.sleep(self._nap_ns / 1e9)
            self._too_long_ns.append(time.monotonic_ns() - before_ns - self._nap_ns)

    def digest(self):
        return "%d naps" % len(self._too_long_ns)

    def finding(self):
        naps = sorted(self._too_long_ns)
        return {"naps": len(naps), "medianNs": naps[len(naps) // 2] if naps else None}


def create_work(params, host):
    if params["switchIntervalMs"] is not None:
        sys.setswitchinterval(params["switchIntervalMs"] / 1000)
    return Sleeper(params["napMs"])
