"""Makes a worker fail in a way that was asked for, as src/engine/worker/inject-fault.ts does."""

import os
import resource
import threading

_EXIT_CODE = 7
_HEADROOM_BYTES = 32 * 1024 * 1024


def inject(kind):
    """Throws, exits, runs out of memory or hangs."""
    if kind == "throw":
        raise RuntimeError("an injected fault")
    if kind == "exit":
        os._exit(_EXIT_CODE)
    if kind == "oom":
        _exhaust_memory()
    if kind == "hang":
        threading.Event().wait()


def _exhaust_memory():
    with open("/proc/self/statm", encoding="ascii") as file:
        mapped = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (mapped + _HEADROOM_BYTES,) * 2)
    hoard = []
    while True:
        hoard.append(bytearray(1024 * 1024))
