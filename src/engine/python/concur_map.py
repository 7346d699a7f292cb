"""A worker of a map: loads the user's function, says so, and does what it is told, as src/map/worker/life.ts does in Node."""

import atexit
import contextlib
import os
import sys

import concur_kernel as kernel
from concur_arity import arity_complaint, called_with
from concur_event_loop import cancel_rest, event_loop, run_awaited
from concur_inspect import is_async
from concur_map_line import MapLine
from concur_outbox import Outbox
from concur_own_call import OwnCallError, find
from concur_progress import counter_writer
from concur_thrown import packed


def live_map(job, fd, progress_fd):
    del sys.argv[1:]
    line, at = MapLine(fd), counter_writer(progress_fd, job["slot"])
    # What our predecessor was at is over.
    at(0)
    kernel.name_thread(job["name"])
    orders, outbox = line.received(), Outbox(line, job["tells"])
    try:
        function = _loaded(job, orders)
    except OwnCallError as error:
        is_missing, thrown = error.code == "NO_SUCH_FUNCTION", dict(packed(error), stack=error.trace)
        # Where `init` threw, the message says so.
        outbox.send({"type": "unusable", "thrown": thrown, "isMissing": is_missing, "init": None})
        # The parent ends us.
        return next((order for order in orders if order["type"] == "leave"), None)
    identity = kernel.identity()
    outbox.send({"type": "ready", "pid": identity["pid"], "tid": identity["tid"]})
    try:
        _live(function, job["concurrency"], at, outbox, orders)
        cancel_rest()
    except SystemExit as error:
        outbox.flush()
        _end(error.code)


def _live(function, concurrency, at, outbox, orders):
    if concurrency == 1 and not is_async(function):
        from concur_units import Units

        return Units(function, at, outbox).live(orders)
    from concur_awaited_units import AwaitedUnits

    event_loop().run_until_complete(AwaitedUnits(function, at, outbox, concurrency).live_awaiting(orders))


def _loaded(job, orders):
    """The function, once `init` is over. Raises OwnCallError where it can't be had."""
    function = find(job["source"])
    complaint = arity_complaint(function, False)
    if complaint is not None:
        raise OwnCallError("NO_SUCH_FUNCTION", "%s can’t be called: %s" % (job["source"]["name"], complaint))
    if job["init"] is not None:
        _initialise(dict(job["source"], name=job["init"]), next(orders)["data"], job["slot"])
    return function


def _initialise(wanted, data, worker):
    from concur_described import described, trace_of

    init = find(wanted)
    try:
        result = called_with(init, data, worker)
        if hasattr(type(result), "__await__"):
            run_awaited(result)
    except BaseException as error:  # It may call sys.exit as well.
        raise OwnCallError("THREW", "%s threw %s" % (wanted["name"], described(error)), trace_of(error)) from None


def _end(code):
    """As sys.exit has it, but that no thread is waited for: one of the user's may hold the process for ever."""
    if code is not None and not isinstance(code, int):
        print(code, file=sys.stderr)
        code = 1
    atexit._run_exitfuncs()
    with contextlib.suppress(Exception):  # They may be the user's own.
        sys.stdout.flush()
    os._exit((code or 0) & 0xFF)
