"""What threads of Python share: a global list, and a counter that loses updates where no lock is held."""

import sys
import threading

import concur_kernel as kernel

BUMPS = 200_000
LOCKED_BUMPS = 20_000
THREADS = 2
# The more often threads take over from each other, the surer the race.
SWITCH_INTERVAL_S = 0.0005

# The module's globals are the same for all of its threads.
names = []
counter = 0
locked_counter = 0
_lock = threading.Lock()
_meeting = threading.Barrier(THREADS)


class Races:
    def __init__(self, host):
        self._name = host.name
        self._finding = {}

    def run(self, count):
        names.append(self._name)
        _meeting.wait()
        _bump()
        _meeting.wait()
        _bump_locked()
        _meeting.wait()
        self._finding = {
            "expected": BUMPS * THREADS,
            "plain": counter,
            "expectedLocked": LOCKED_BUMPS * THREADS,
            "locked": locked_counter,
            "names": sorted(names),
            "listId": id(names),
            "nativeId": threading.get_native_id(),
            "stack": kernel.own_stack(),
        }

    def digest(self):
        return ",".join(sorted(names))

    def finding(self):
        return self._finding


def _bump():
    global counter
    for _ in range(BUMPS):
        # A call between reading and writing: since 3.10 another thread takes over nowhere else in a line like this.
        value = counter
        value = int(value) + 1
        counter = value


def _bump_locked():
    global locked_counter
    for _ in range(LOCKED_BUMPS):
        with _lock:
            value = locked_counter
            value = int(value) + 1
            locked_counter = value


def create_work(params, host):
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    return Races(host)
