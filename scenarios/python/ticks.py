"""Something that is due every `everyMs`, and how late each was handled (src/workloads/experiments/ticks.ts)."""

import statistics
import time


class Ticks:
    def __init__(self, every_ms):
        self._every_ns = int(every_ms * 1e6)
        self._every_ms = every_ms
        self._due_ns = None
        self._late_ns = []

    def run(self, count):
        wanted = len(self._late_ns) + count
        while len(self._late_ns) < wanted:
            self._due_ns = self._due_ns or time.monotonic_ns() + self._every_ns
            time.sleep(max(0, self._due_ns - time.monotonic_ns()) / 1e9)
            self._handle_due()

    def _handle_due(self):
        now_ns = time.monotonic_ns()
        while self._due_ns <= now_ns:
            self._late_ns.append(now_ns - self._due_ns)
            self._due_ns += self._every_ns

    def digest(self):
        return "every %g ms" % self._every_ms

    def finding(self):
        return {
            "handled": len(self._late_ns),
            "medianLateNs": statistics.median(self._late_ns),
            "maxLateNs": max(self._late_ns),
        }


def create_work(params, host):
    return Ticks(params["everyMs"])
