"""Workers that are processes of multiprocessing, started as this Python, or the user's module, has it: fork, spawn, …"""

import multiprocessing
import os
from multiprocessing.connection import Connection

from concur_end import end_with_parent, load_ctypes
from concur_progress import counter_writer, ending_with_parent
from concur_relay import RelayedChannel, Worker, live_relayed, relay
from concur_start import start_process


def live_in_processes(jobs, parent, progress_fd, host):
    context = multiprocessing.get_context(multiprocessing.get_start_method())
    if _is_forked(context):
        load_ctypes()
    workers, lines = [], []
    for job in jobs:
        ours, theirs = context.Pipe()
        lines.append(ours)
        counter = None if progress_fd is None else Connection(os.dup(progress_fd), readable=False)
        given = (host.launched_ns, job, len(jobs), theirs, counter, lines if _is_forked(context) else [])
        process = context.Process(target=start_process, args=given, name=job["name"])
        process.start()
        theirs.close()
        workers.append(Worker(job, ours, lambda process=process: _end_of(process)))
    relay(workers, parent, host)


def live_in_process(launched_ns, job, worker_count, line, counter, lines):
    # A fork has its parent's ends of all lines as well: as long as it does, nobody sees them close.
    for each in lines:
        each.close()
    end_with_parent()
    count = counter_writer(None if counter is None else counter.fileno(), job["index"])
    progress = ending_with_parent(count)
    live_relayed(job, worker_count, RelayedChannel(line, progress, launched_ns))


def _is_forked(context):
    return context.get_start_method() == "fork"


def _end_of(process):
    process.join()
    code = process.exitcode
    return {"code": None, "signal": -code} if code < 0 else {"code": code, "signal": None}
