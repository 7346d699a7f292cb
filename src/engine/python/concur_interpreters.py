"""Workers that are sub-interpreters of this process, a thread and a lock (GIL) of its own for each (PEP 734)."""

import json
import multiprocessing
import sys
import threading
from multiprocessing.connection import Connection

from concur_progress import counter_writer
from concur_relay import RelayedChannel, Worker, live_relayed, relay

_CODE = """
import sys
sys.path[:] = %r
from concur_interpreters import live_in_interpreter
live_in_interpreter(%r)
"""


def live_in_interpreters(jobs, parent, progress_fd, host):
    from concurrent import interpreters

    workers = []
    for job in jobs:
        ours, theirs = multiprocessing.Pipe()
        given = json.dumps([job, len(jobs), theirs.fileno(), progress_fd, host.launched_ns])
        thread = threading.Thread(target=_run, args=(interpreters, _CODE % (sys.path, given), theirs), name=job["name"])
        thread.start()
        workers.append(Worker(job, ours, thread.join))
    relay(workers, parent, host)


def _run(interpreters, code, theirs):
    interpreter = interpreters.create()
    try:
        interpreter.exec(code)
    finally:
        interpreter.close()
        theirs.close()


def live_in_interpreter(given):
    job, worker_count, fd, progress_fd, launched_ns = json.loads(given)
    # The descriptor is its host's to close.
    line = Connection(fd)
    line.close = lambda: None
    live_relayed(job, worker_count, RelayedChannel(line, counter_writer(progress_fd, job["index"]), launched_ns))
    line._handle = None
