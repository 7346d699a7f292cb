"""What workers in Python do while they are run, as work.mjs has it for Node: some come to grief at unit 4."""

import os
import resource
import threading
import time

FATAL_UNIT = 4
# A unit computes for a part of its time, and sleeps for the rest: many runs fit beside each other.
UNIT_S, BUSY_S = 0.02, 0.003
HEADROOM_BYTES = 32 * 1024 * 1024
told = threading.local()


def steady(number):
    tell()
    start_s = time.perf_counter()
    while time.perf_counter() < start_s + BUSY_S:
        pass
    time.sleep(max(0, start_s + UNIT_S - time.perf_counter()))
    return number


def throws(number):
    if number == FATAL_UNIT:
        raise RangeError("unit 4 is too much")
    return steady(number)


def exits(number):
    if number == FATAL_UNIT:
        os._exit(9)
    return steady(number)


def fills(number):
    if number == FATAL_UNIT:
        with open("/proc/self/statm", encoding="ascii") as file:
            mapped = int(file.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (mapped + HEADROOM_BYTES,) * 2)
        hoard = []
        while True:
            hoard.append(bytearray(1024 * 1024))
    return steady(number)


def hangs(number):
    while number == FATAL_UNIT:
        pass
    return steady(number)


class RangeError(Exception):
    pass


def tell():
    """Leaves a file that says who is at work, for the one who injects a fault."""
    if getattr(told, "once", False):
        return
    told.once = True
    folder = os.path.join(os.environ["FAULT_FOLDER"], "at-work")
    os.makedirs(folder, exist_ok=True)
    open(os.path.join(folder, "%d-%d" % (os.getpid(), threading.get_native_id())), "w").close()
