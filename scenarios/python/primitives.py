"""threading's primitives, tried by all threads at the same time (src/workloads/experiments/primitives.ts)."""

import queue
import sys
import threading
import time

MESSAGES = 50
# So many, and with threads that take over so often, that a lock which stops nobody would show.
EXCLUSIONS = 15_000
SWITCH_INTERVAL_S = 0.0005
PERMITS = 2
HOLD_S = 0.005
# How long one waits for others that may never come.
PATIENCE_S = 2
# A timer may be early by as much as clocks differ.
EARLY_S = 0.001

_making = threading.Lock()
_shared = None


class Shared:
    """What all threads of the trial try."""

    def __init__(self, parties):
        self.meeting = threading.Barrier(parties)
        self.lock, self.rlock = threading.Lock(), threading.RLock()
        self.semaphore, self.event = threading.Semaphore(PERMITS), threading.Event()
        self.condition, self.barrier = threading.Condition(), threading.Barrier(parties)
        self.queue, self.local = queue.Queue(), threading.local()
        self.counts = {}
        self.most_inside = self.inside = 0
        self.all_taken = threading.Event()
        self.counting = threading.Lock()
        self.received = []


class Party:
    def __init__(self, me, parties, rounds):
        self.me, self.parties, self.rounds = me, parties, rounds
        self.shared = _shared_by(parties)

    def lock(self):
        return self._exclusion("lock", self.shared.lock, 1)

    def rlock(self):
        return self._exclusion("rlock", self.shared.rlock, 2)

    def semaphore(self):
        shared = self.shared
        with shared.semaphore:
            with shared.counting:
                shared.inside += 1
                shared.most_inside = max(shared.most_inside, shared.inside)
                if shared.most_inside >= PERMITS:
                    shared.all_taken.set()
            # Whoever is first stays until all permits are taken, however late others come to a core, and then for one more.
            shared.all_taken.wait(PATIENCE_S)
            time.sleep(HOLD_S)
            with shared.counting:
                shared.inside -= 1
        shared.meeting.wait()
        return shared.most_inside, PERMITS

    def event(self):
        shared = self.shared
        if self.me == 0:
            time.sleep(HOLD_S)
            shared.counts["event"] = 1
            shared.event.set()
        shared.event.wait()
        return shared.counts.get("event", 0), 1

    def condition(self):
        shared = self.shared
        with shared.condition:
            if self.me == 0:
                shared.counts["condition"] = self.parties
                shared.condition.notify_all()
            shared.condition.wait_for(lambda: shared.counts.get("condition", 0) > 0)
            shared.counts["condition"] -= 1
        shared.meeting.wait()
        return shared.counts["condition"], 0

    def barrier(self):
        shared, early = self.shared, 0
        for number in range(1, self.rounds // 10 + 1):
            with shared.counting:
                shared.counts["barrier"] = shared.counts.get("barrier", 0) + 1
            shared.barrier.wait()
            early += shared.counts["barrier"] < number * self.parties
        return early, 0

    def queue(self):
        shared, items = self.shared, MESSAGES
        for item in range(items):
            shared.queue.put((self.me, item))
        mine = [shared.queue.get() for _ in range(items)]
        with shared.counting:
            shared.received.extend(mine)
        shared.meeting.wait()
        return len(set(shared.received)), items * self.parties

    def timer(self):
        fired, start_s = [], time.monotonic()
        timer = threading.Timer(HOLD_S, lambda: fired.append(time.monotonic() - start_s))
        timer.start()
        timer.join()
        return sum(after_s >= HOLD_S - EARLY_S for after_s in fired), 1

    def local(self):
        self.shared.local.mine = self.me
        self.shared.meeting.wait()
        return int(self.shared.local.mine == self.me), 1

    def _exclusion(self, name, lock, depth):
        counts = self.shared.counts
        for _ in range(EXCLUSIONS):
            for _ in range(depth):
                lock.acquire()
            value = counts.get(name, 0)
            value = int(value) + 1
            counts[name] = value
            for _ in range(depth):
                lock.release()
        self.shared.meeting.wait()
        return counts[name], EXCLUSIONS * self.parties


TRIES = ("lock", "rlock", "semaphore", "event", "condition", "barrier", "queue", "timer", "local")


class Primitives:
    def __init__(self, party):
        self._party = party
        self._found = {}

    def run(self, count):
        done = len(self._found)
        for name in TRIES[done : done + count]:
            self._party.shared.meeting.wait()
            seen, expected = getattr(self._party, name)()
            self._found[name] = {"seen": seen, "expected": expected}
            self._party.shared.meeting.wait()

    def digest(self):
        return ",".join(self._found)

    def finding(self):
        return self._found


def create_work(params, host):
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    return Primitives(Party(params["me"], params["parties"], params["rounds"]))


def _shared_by(parties):
    global _shared
    with _making:
        _shared = _shared or Shared(parties)
        return _shared
