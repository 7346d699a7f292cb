"""Waits on absolute deadlines: a unit is `stepMs` of time.sleep, which releases the GIL (src/workloads/experiments/nap.ts)."""

import time


class Nap:
    def __init__(self, step_ms):
        self._step_s = step_ms / 1000
        self._deadline_s = None
        self._naps = 0

    def run(self, count):
        for _ in range(count):
            now_s = time.monotonic()
            self._deadline_s = (now_s if self._deadline_s is None else self._deadline_s) + self._step_s
            self._naps += 1
            time.sleep(max(0, self._deadline_s - now_s))

    def digest(self):
        return "%d naps" % self._naps


def create_work(params, host):
    return Nap(params["stepMs"])
