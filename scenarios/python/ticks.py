"""Something that is due every `everyMs`, and how late each was handled (src/workloads/experiments/ticks.ts)."""

import statistics
import time

import concur_kernel as kernel


class Ticks:
    def __init__(self, every_ms):
        self._every_ns = int(every_ms * 1e6)
        self._every_ms = every_ms
        self._due_ns = None
        self._late_ns = []
        self._unqueued_ns = []
        self._clocks = None

    def run(self, count):
        # Clocks are a thread's own: they are opened where they are read.
        self._clocks = self._clocks or kernel.Clocks()
        wanted = len(self._late_ns) + count
        while len(self._late_ns) < wanted:
            self._due_ns = self._due_ns or time.monotonic_ns() + self._every_ns
            queued_ns = self._clocks.queued_ns()
            time.sleep(max(0, self._due_ns - time.monotonic_ns()) / 1e9)
            self._handle_due(queued_ns)

    def _handle_due(self, queued_before_ns):
        now_ns, queued_ns = time.monotonic_ns(), self._clocks.queued_ns()
        while self._due_ns <= now_ns:
            late_ns = now_ns - self._due_ns
            self._late_ns.append(late_ns)
            if queued_ns is not None and queued_before_ns is not None:
                self._unqueued_ns.append(max(0, late_ns - (queued_ns - queued_before_ns)))
            self._due_ns += self._every_ns

    def digest(self):
        return "every %g ms" % self._every_ms

    def finding(self):
        return {
            "handled": len(self._late_ns),
            "medianLateNs": statistics.median(self._late_ns),
            "maxLateNs": max(self._late_ns),
            "medianUnqueuedNs": statistics.median(self._unqueued_ns) if self._unqueued_ns else None,
        }


def create_work(params, host):
    return Ticks(params["everyMs"])
