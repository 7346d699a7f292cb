"""Sleeps `napMs` a unit, and notes by how much each sleep was too long. To go on, a thread needs the GIL again."""

import os
import sys
import time


class Sleeper:
    def __init__(self, nap_ms):
        self._nap_ns = int(nap_ms * 1e6)
        self._too_long_ns, self._unqueued_ns = [], []
        self._queued_ns = None

    def run(self, count):
        # The clock is a thread's own: it is opened where it is read.
        self._queued_ns = self._queued_ns or _queue_clock()
        for _ in range(count):
            queued_ns, before_ns = self._queued_ns(), time.monotonic_ns()
            time.sleep(self._nap_ns / 1e9)
            self._note(time.monotonic_ns() - before_ns - self._nap_ns, queued_ns)

    def digest(self):
        return "%d naps" % len(self._too_long_ns)

    def finding(self):
        return {
            "naps": len(self._too_long_ns),
            "medianNs": _median(self._too_long_ns),
            "medianUnqueuedNs": _median(self._unqueued_ns),
        }

    def _note(self, too_long_ns, queued_before_ns):
        queued_ns = self._queued_ns()
        self._too_long_ns.append(too_long_ns)
        if queued_ns is not None and queued_before_ns is not None:
            self._unqueued_ns.append(max(0, too_long_ns - (queued_ns - queued_before_ns)))


def _median(times_ns):
    return sorted(times_ns)[len(times_ns) // 2] if times_ns else None


def _queue_clock():
    """
    What reads how long this thread has waited for a CPU (None where the kernel doesn't tell), without letting go of the
    GIL: os.pread would, and then had to wait for it, as each sleep does.
    """
    try:
        # Not every build of Python has it, or can look up the C library that it runs on.
        import ctypes

        file = os.open("/proc/thread-self/schedstat", os.O_RDONLY)
        pread, text = ctypes.PyDLL(None).pread, ctypes.create_string_buffer(128)
    except (ImportError, OSError, AttributeError):
        return lambda: None

    def queued_ns():
        length = pread(file, text, len(text), ctypes.c_long(0))
        return int(text.raw[:length].split()[1]) if length > 0 else None

    return queued_ns


def create_work(params, host):
    if params["switchIntervalMs"] is not None:
        sys.setswitchinterval(params["switchIntervalMs"] / 1000)
    return Sleeper(params["napMs"])
