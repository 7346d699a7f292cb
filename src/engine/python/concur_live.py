"""A worker's life, the same as in Node (src/engine/worker/live.ts): load, report ready, wait, work, report."""

import importlib.util
import os
import sys
import threading
import time

import concur_kernel as kernel
from concur_repeat import repeat


class Host:
    """What work is told about the worker that it runs in."""

    def __init__(self, job, worker_count):
        self.name = job["name"]
        self.index = job["index"]
        self.seed = job["seed"] + job["index"]
        self.scratch_dir = job["scratchDir"]
        # The workers of this interpreter, itself among them.
        self.worker_count = worker_count


def live(job, worker_count, channel):
    """`channel` has send(message), progress(units), wait_for_go()."""
    epoch_ns = int(job["epochNs"])
    is_process = job["hasOwnProcess"]
    units_done = 0

    def progress(units):
        nonlocal units_done
        units_done = units
        channel.progress(units)

    try:
        work = _load_work(job, worker_count)
        kernel.name_thread(job["name"])
        clocks = kernel.Clocks()
        channel.send({"type": "ready", "identity": kernel.identity()})
        # The first reading is the slow one: it shall not fall into the work.
        clocks.read()
        channel.wait_for_go()
        before = clocks.read()
        cpu_before_ns = kernel.process_cpu_ns()
        start_ns = time.monotonic_ns() - epoch_ns
        channel.send({"type": "started", "startNs": start_ns, "before": before})
        units_done = repeat(work, job, progress)
        end_ns = time.monotonic_ns() - epoch_ns
        cpu_after_ns = kernel.process_cpu_ns()
        sample = {
            "startNs": start_ns,
            "endNs": end_ns,
            "unitsDone": units_done,
            "before": before,
            "after": clocks.read(),
            "pssBytes": kernel.pss_bytes() if is_process else None,
            "processCpuNs": cpu_after_ns - cpu_before_ns if is_process else None,
            "digest": str(work.digest()),
            "finding": work.finding() if hasattr(work, "finding") else None,
        }
        channel.send({"type": "done", "sample": sample})
    except BaseException as error:  # Whatever ends the work is told, even a SystemExit of the user's.
        channel.send(_fault(error, units_done))


_PREFIX = "concur_work_"
_loading = threading.Lock()


def _load_work(job, worker_count):
    path = job["work"]["module"]
    name = os.path.splitext(os.path.basename(path))[0]
    # Workers of one interpreter share the module, as Python's threads do: with it they share its globals.
    with _loading:
        module = sys.modules.get(_PREFIX + name) or _load_module(_PREFIX + name, path)
    return module.create_work(job["work"]["params"], Host(job, worker_count))


def _load_module(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _fault(error, units_done):
    if isinstance(error, MemoryError):
        message, code = "ran out of memory: its limit was reached", "OUT_OF_MEMORY"
    else:
        # A SystemExit has a code as well, which is something else.
        code = getattr(error, "code", None) if isinstance(error, Exception) else None
        # What was raised on purpose speaks for itself.
        speaks = type(error) is RuntimeError or isinstance(code, str)
        message = str(error) if speaks else "%s: %s" % (type(error).__name__, error)
    return {"type": "fault", "message": message, "code": code if isinstance(code, str) else None, "unitsDone": units_done}
