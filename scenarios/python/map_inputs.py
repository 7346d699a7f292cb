"""The map of src/workloads/experiments/map-inputs.ts on multiprocessing.Pool: results, errors and timeouts collected."""

import multiprocessing
import os
import time

ITERATIONS = 20_000
# How long a slow input takes: far longer than anybody waits for it.
FOREVER_S = 60


def square_of(given):
    number, fails, is_slow, nap_s = given
    if fails:
        raise ValueError("input %d is not to my taste" % number)
    if is_slow:
        _sleep_for_ever()
    time.sleep(nap_s)
    state = number
    for _ in range(ITERATIONS):
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
    return state, os.getpid()


def _sleep_for_ever():
    """Until nobody is there any more to give up on it: who is killed with `kill -9` can't end its children."""
    parent = os.getppid()
    end_s = time.monotonic() + FOREVER_S
    while os.getppid() == parent and time.monotonic() < end_s:
        time.sleep(0.05)


class MapInputs:
    def __init__(self, params):
        self._params = params
        self._sum = 0
        self._errors, self._timeouts, self._pids = [], [], set()

    def run(self, count):
        # Workers that are stuck in slow inputs are lost to the others: there are as many more.
        processes = self._params["workers"] + len(self._params["slow"])
        with multiprocessing.get_context("fork").Pool(processes) as pool:
            pending = [(number, pool.apply_async(square_of, (self._given(number),))) for number in self._inputs()]
            for number, result in pending:
                self._collect(number, result)

    def digest(self):
        return str(self._sum)

    def finding(self):
        return {
            "sum": self._sum,
            "errors": self._errors,
            "timeouts": self._timeouts,
            "pids": len(self._pids),
        }

    def _inputs(self):
        # Slow ones last, so that nobody waits behind them.
        slow = set(self._params["slow"])
        return sorted(range(self._params["inputs"]), key=lambda number: number in slow)

    def _given(self, number):
        params = self._params
        return number, number in params["failing"], number in params["slow"], params["napMs"] / 1000

    def _collect(self, number, result):
        try:
            # Those that aren't slow may wait for their turn as long as they have to.
            is_slow = number in self._params["slow"]
            value, pid = result.get(self._params["timeoutMs"] / 1000 if is_slow else FOREVER_S)
            self._sum = (self._sum + value) & 0xFFFFFFFF
            self._pids.add(pid)
        except multiprocessing.TimeoutError:
            self._timeouts.append(number)
        except ValueError as error:
            self._errors.append({"input": number, "message": str(error)})


def create_work(params, host):
    return MapInputs(params)
