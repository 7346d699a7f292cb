"""Coroutines that wait all at once (src/workloads/experiments/waits.ts); with time.sleep each blocks the others."""

import asyncio
import os
import time


class Waits:
    def __init__(self, waits, wait_ms, blocks):
        self._waits, self._wait_s, self._blocks = waits, wait_ms / 1000, blocks
        self._at_once = self._most_at_once = self._waited_ns = 0
        self._threads_before = self._threads_meanwhile = None

    def run(self, count):
        for _ in range(count):
            asyncio.run(self._wait_for_all())

    async def _wait_for_all(self):
        self._threads_before = self._threads_before or _count_threads()
        await asyncio.gather(*(self._wait() for _ in range(self._waits)), self._look())

    async def _wait(self):
        start_ns = time.monotonic_ns()
        self._at_once += 1
        self._most_at_once = max(self._most_at_once, self._at_once)
        if self._blocks:
            time.sleep(self._wait_s)
        else:
            await asyncio.sleep(self._wait_s)
        self._at_once -= 1
        self._waited_ns += time.monotonic_ns() - start_ns

    async def _look(self):
        self._threads_meanwhile = _count_threads()

    def digest(self):
        return "%d waits" % self._waits

    def finding(self):
        return {
            "waits": self._waits,
            "mostAtOnce": self._most_at_once,
            "waitedNs": self._waited_ns,
            "threadsBefore": self._threads_before,
            "threadsMeanwhile": self._threads_meanwhile,
        }


def _count_threads():
    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:
        return None


def create_work(params, host):
    return Waits(params["waits"], params["waitMs"], params["blocks"])
