"""A worker's life, the same as in Node (src/engine/worker/live.ts): load, report ready, warm up, wait, work, report."""

import importlib.util
import os
import sys
import threading
import time

import concur_kernel as kernel
from concur_repeat import repeat
from concur_warm_up import warm_up


class Host:
    """What work is told about the worker that it runs in."""

    def __init__(self, job, worker_count, has_event_loop):
        self.name = job["name"]
        self.index = job["index"]
        self.seed = job["seed"] + job["index"]
        self.scratch_dir = job["scratchDir"]
        # The workers of this interpreter, itself among them.
        self.worker_count = worker_count
        # Whether what `run` gives is awaited on an event loop that others share.
        self.has_event_loop = has_event_loop
        # What its units are called with, in their order; None where they have their indexes alone.
        self.inputs = None
        # True during a warm-up: what units do to their inputs must not be seen afterwards.
        self.rehearsing = False


async def live(job, worker_count, channel):
    epoch_ns = int(job["epochNs"])
    units_done = 0

    def now_ns():
        return time.monotonic_ns() - epoch_ns

    def progress(units):
        nonlocal units_done
        units_done = units
        channel.progress(units)

    try:
        host = Host(job, worker_count, channel.has_event_loop)
        work = _load_work(job, host)
        # Workers that share a thread can't each have its name.
        if not job["cooperative"]:
            kernel.name_thread(job["name"])
        loaded_ns = now_ns()
        channel.send({"type": "ready", "identity": kernel.identity()})
        if job["profiling"] is not None:
            await channel.all_loaded()
            await warm_up(work, host, job, channel, loaded_ns, now_ns)
        sample, usage = await _work(work, job, channel, now_ns, progress)
        units_done = sample["unitsDone"]
        if job["profiling"] is not None:
            channel.send({"type": "over", "usage": usage})
            await channel.order("collect")
            channel.deliver(work.results(), job, now_ns)
        sample["digest"] = str(work.digest())
        sample["finding"] = work.finding() if hasattr(work, "finding") else None
        channel.send({"type": "done", "sample": sample})
    except BaseException as error:  # Whatever ends the work is told, even a SystemExit of the user's.
        channel.send(_fault(error, units_done))


async def _work(work, job, channel, now_ns, progress):
    """Waits at the barrier, and does the work. Gives the sample, and what the process had used before and after."""
    is_process = job["hasOwnProcess"]
    clocks = kernel.Clocks()
    # The first reading is the slow one: it shall not fall into the work.
    clocks.read()
    await channel.order("go")
    before = clocks.read()
    cpu_before_ns = kernel.process_cpu_ns()
    start_ns = now_ns()
    channel.send({"type": "started", "startNs": start_ns, "before": before})
    units_done = await repeat(work, job, progress, channel.turn if job["cooperative"] else None)
    end_ns = now_ns()
    cpu_after_ns = kernel.process_cpu_ns()
    sample = {
        "startNs": start_ns,
        "endNs": end_ns,
        "unitsDone": units_done,
        "before": before,
        "after": clocks.read(),
        "pssBytes": kernel.pss_bytes() if is_process else None,
        "processCpuNs": cpu_after_ns - cpu_before_ns if is_process else None,
    }
    return sample, {"cpuBeforeNs": cpu_before_ns, "cpuAfterNs": cpu_after_ns}


_PREFIX = "concur_work_"
_loading = threading.Lock()


def _load_work(job, host):
    return module_of(job).create_work(job["work"]["params"], host)


def module_of(job):
    """Workers of one interpreter share the module, as Python's threads do: with it they share its globals."""
    path = job["work"]["module"]
    name = _PREFIX + os.path.splitext(os.path.basename(path))[0]
    with _loading:
        return sys.modules.get(name) or _load_module(name, path)


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
    code = code if isinstance(code, str) else None
    trace = getattr(error, "trace", None)
    return {"type": "fault", "message": message, "code": code, "unitsDone": units_done, "trace": trace}
