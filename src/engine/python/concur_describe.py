"""What a user's experiment in Python is, and what its functions give: a line of JSON each. No worker runs here."""

import inspect
import json
import os
import sys
import threading
import time

from concur_arity import called
from concur_described import described, trace_of
from concur_end import end_with_parent
from concur_lines import lines_of
from concur_own_call import OwnCallError, load
from concur_plain import plain

_LOOK_S = 0.05


def answer(how, given, fd):
    end_with_parent()
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    # A child that the user's module forks would keep its end of the pipe open.
    os.register_at_fork(after_in_child=lambda: os.close(fd))
    try:
        answered = {"describe": describe, "call": call}[how](given)
    except OwnCallError as error:
        answered = {"error": {"code": error.code, "message": str(error), "trace": error.trace}}
    sys.stdout.flush()
    with os.fdopen(fd, "wb") as line:
        line.write(json.dumps(answered, allow_nan=False).encode())
    # Threads that its module has begun needn't end.
    os._exit(0)


def describe(source):
    """On stdin are the names of what belongs to an experiment."""
    names, module = json.load(sys.stdin), load(source)
    with open(source["file"], "rb") as file:
        lines = lines_of(file.read())
    fields = {name: plain(getattr(module, name), module) for name in names if hasattr(module, name)}
    return {"fields": fields, "lines": lines}


def call(source):
    """On stdin are the name of one of its functions, and what that is given."""
    asked, module = json.load(sys.stdin), load(source)
    name = asked["function"]
    try:
        returned = called(getattr(module, name), asked["given"])
        if inspect.iscoroutine(returned):
            # Nobody awaits it: what it is is complained of.
            returned.close()
        return {"returned": plain(returned, module)}
    except BaseException as error:  # It may call sys.exit as well.
        raise OwnCallError("THREW", "%s() threw %s" % (name, described(error)), trace_of(error)) from None


def _end_with(parent_pid):
    """The same where the kernel doesn't: whoever has asked may be gone while the user's code runs."""
    while os.getppid() == parent_pid:
        time.sleep(_LOOK_S)
    os._exit(1)
