"""A worker of a user's experiment in Python: calls a function that its `trials` name with 0, 1, 2, …"""

import inspect
import json

from concur_arity import called, takes_nothing
from concur_channel import run_blocking
from concur_described import described, trace_of
from concur_event_loop import run_awaited
from concur_own_call import OwnCallError, find, load


def create_work(params, host):
    return RepeatedCall(_function(load(params["function"]), params), host)


def _function(module, params):
    """By its name, where one leads to it; else by its place in `trials`, which needn't be the same in each process."""
    if params["function"]["name"] is not None:
        return find(params["function"])
    try:
        trials = called(module.trials, params["setting"]) if callable(module.trials) else module.trials
        worker = trials[params["trial"]]["workers"][params["worker"]]
    except (LookupError, AttributeError) as error:
        message = "trials has no worker %s in the worker itself: give it a function with a name" % params["worker"]
        raise OwnCallError("NO_SUCH_FUNCTION", message, trace_of(error)) from None
    return worker["run"] if isinstance(worker, dict) else worker


class RepeatedCall:
    """Keeps what the last call gave."""

    def __init__(self, function, host):
        self._function = (lambda _: function()) if takes_nothing(function) else function
        self._host = host
        self._done, self._last = 0, None

    def run(self, count):
        """What is to be awaited, where others share its event loop; else None."""
        running = self._run(count)
        if self._host.has_event_loop:
            return running
        run_blocking(running)
        return None

    async def _run(self, count):
        function = self._function
        try:
            for index in range(self._done, self._done + count):
                self._last = function(index)
                if inspect.isawaitable(self._last):
                    self._last = await self._last if self._host.has_event_loop else run_awaited(self._last)
                self._done += 1
        except BaseException as error:  # A SystemExit would end the thread without a word.
            message = "unit %d threw %s" % (self._done, described(error))
            raise OwnCallError("UNIT_THREW", message, trace_of(error)) from None

    def digest(self):
        return "%d units" % self._done

    def finding(self):
        try:
            return json.loads(json.dumps(self._last, default=repr, allow_nan=False))
        except (TypeError, ValueError, RecursionError):
            return None
