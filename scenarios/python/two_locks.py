"""Two locks, taken in an order or the other (src/workloads/experiments/two-locks.ts), with threading.Lock."""

import threading

LOCKS = [threading.Lock(), threading.Lock()]
_owners = [None, None]
_meeting = threading.Barrier(2)


class TwoLocks:
    def __init__(self, params):
        self._me, self._first = params["me"], params["first"]
        self._second = 1 - self._first
        self._timeout_s = params["timeoutMs"] / 1000
        self._meet = params["meet"]
        self._rounds = 0
        self._stuck = None

    def run(self, count):
        for _ in range(count):
            self._take(self._first)
            if self._meet:
                _meeting.wait()
            if not self._take(self._second):
                owner = _owners[self._second]
                self._stuck = {"holds": self._first, "wants": self._second, "owner": owner}
                return
            self._rounds += 1
            for lock in (self._second, self._first):
                _owners[lock] = None
                LOCKS[lock].release()

    def digest(self):
        return "%d rounds" % self._rounds

    def finding(self):
        return {"rounds": self._rounds, "stuck": self._stuck}

    def _take(self, lock):
        """Whether it was had before the time was over."""
        taken = LOCKS[lock].acquire(timeout=self._timeout_s)
        if taken:
            _owners[lock] = self._me
        return taken


def create_work(params, host):
    return TwoLocks(params)
