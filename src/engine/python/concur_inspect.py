"""What has to be known of a user's function before anything runs: one line of JSON."""

import faulthandler
import inspect
import json
import multiprocessing
import os
import sys

from concur_arity import arity_complaint, takes_nothing
from concur_interpreters import why_no_interpreters
from concur_own_call import OwnCallError, find

# Longer than anybody waits for the answer.
_LONGEST_S = 35


def inspect_function(wanted, has_inputs, fd):
    # Where nobody can end us with our parent, this does, however long the module takes.
    faulthandler.dump_traceback_later(_LONGEST_S, exit=True, file=open(os.devnull, "w"))
    # A child that the user's module forks would keep its end of the pipe open.
    os.register_at_fork(after_in_child=lambda: os.close(fd))
    try:
        answer = _facts(find(wanted), has_inputs)
        answer["whyNoInterpreters"] = why_no_interpreters(wanted)
    except OwnCallError as error:
        answer = {"error": {"code": error.code, "message": str(error), "trace": error.trace}}
    sys.stdout.flush()
    os.write(fd, json.dumps(answer).encode() + b"\n")
    # Threads that its module has begun needn't end.
    os._exit(0)


def _facts(function, has_inputs):
    complaint = arity_complaint(function, has_inputs)
    place = _place(function)
    if complaint is not None:
        where = "" if place is None else " (%s:%d)" % (place["file"], place["line"])
        name = getattr(function, "__name__", "the function")
        raise OwnCallError("NO_SUCH_FUNCTION", "%s can’t be called: %s%s" % (name, complaint, where))
    return {
        "isAsync": is_async(function),
        "takesNothing": takes_nothing(function),
        "place": place,
        "startMethod": multiprocessing.get_start_method(),
    }


def is_async(function):
    """Whether calling it gives a coroutine, as far as it says so itself."""
    call = getattr(function, "__call__", None)
    return inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(call)


def _place(function):
    """Where it is written; None where it isn't in Python."""
    try:
        function = inspect.unwrap(function)
        return {"file": inspect.getsourcefile(function), "line": inspect.getsourcelines(function)[1]}
    except (TypeError, OSError, ValueError):
        return None
