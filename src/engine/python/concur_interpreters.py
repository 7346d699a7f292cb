"""Workers that are sub-interpreters of this process, a thread and a lock (GIL) of its own for each (PEP 734)."""

import json
import multiprocessing
import platform
import sys
import threading
from multiprocessing.connection import Connection

from concur_progress import counter_writer
from concur_relay import RelayedChannel, Worker, live_relayed, relay

# What our own modules take to load there is not counted as its start.
_CODE = """
import sys, time
before_ns = time.monotonic_ns()
sys.path[:] = %r
from concur_interpreters import live_in_interpreter
live_in_interpreter(%r, time.monotonic_ns() - before_ns)
"""


_TRIAL = """
import sys
sys.path[:] = %r
from concur_own_call import find
find(%r)
"""


def why_no_interpreters(wanted):
    """Why a user's function can't be run so; None where it can: not every module can be loaded there."""
    try:
        from concurrent import interpreters
    except ImportError:
        return "concurrent.interpreters comes with Python 3.14, and this is %s" % platform.python_version()
    interpreter = interpreters.create()
    try:
        interpreter.exec(_TRIAL % (sys.path, wanted))
        return None
    except interpreters.ExecutionFailed as error:
        return " ".join(error.excinfo.msg.split())
    finally:
        interpreter.close()


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


def live_in_interpreter(given, loading_ns):
    job, worker_count, fd, progress_fd, launched_ns = json.loads(given)
    # The descriptor is its host's to close.
    line = Connection(fd)
    line.close = lambda: None
    count = counter_writer(progress_fd, job["index"])
    channel = RelayedChannel(line, count, launched_ns + loading_ns)
    live_relayed(job, worker_count, channel)
    line._handle = None
