"""Tiny tasks on threads: `spawn` starts a thread for each, `reuse` has a pool of two (src/workloads/experiments/tasks.ts)."""

import threading
from concurrent.futures import ThreadPoolExecutor

LANES = 2


class Tasks:
    def __init__(self, mode):
        self._mode = mode
        self._pool = None
        self._tids = []

    def run(self, count):
        if self._mode == "spawn":
            self._spawn(count)
        else:
            self._pool = self._pool or ThreadPoolExecutor(LANES)
            self._tids.extend(self._pool.map(lambda _: threading.get_native_id(), range(count)))

    def digest(self):
        return "%d tasks" % len(self._tids)

    def finding(self):
        return {"tasks": len(self._tids), "tids": len(set(self._tids))}

    def _spawn(self, count):
        for first in range(0, count, LANES):
            threads = [
                threading.Thread(target=lambda: self._tids.append(threading.get_native_id()))
                for _ in range(min(LANES, count - first))
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()


def create_work(params, host):
    return Tasks(params["mode"])
