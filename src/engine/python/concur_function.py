"""The user's own function, once a unit: what src/workloads/user/call.ts is in Node."""

import copy

from concur_event_loop import event_loop
from concur_own_call import OwnCallError, find


def create_work(params, host):
    return Calls(find(params["function"]), params, host)


class Calls:
    """Calls the function with each input, or with each index, and keeps what it gives."""

    def __init__(self, function, params, host):
        self._function = (lambda _: function()) if params["takesNothing"] else function
        self._is_async = params["isAsync"]
        self._first, self._stride = params["share"]["first"], params["share"]["stride"]
        self._host = host
        self._results = []

    def run(self, count):
        """What is to be awaited, where others share its event loop; else None."""
        values = self._values(count)
        if not self._is_async:
            self._run_plainly(values)
        elif self._host.has_event_loop:
            return self._run_awaiting(values)
        else:
            event_loop().run_until_complete(self._run_awaiting(values))
        return None

    def results(self):
        return self._results

    def restart(self):
        self._results = []

    def digest(self):
        return "%d units" % len(self._results)

    def _values(self, count):
        """What the next units are called with."""
        done = len(self._results)
        if self._host.inputs is None:
            first = self._first + done * self._stride
            return range(first, first + count * self._stride, self._stride)
        values = self._host.inputs[done : done + count]
        return copy.deepcopy(values) if self._host.rehearsing else values

    def _run_plainly(self, values):
        function, keep = self._function, self._results.append
        try:
            for value in values:
                keep(function(value))
        except BaseException as error:  # A SystemExit would end the thread without a word.
            raise self._threw(error) from None
        # One that doesn't say that it is a coroutine's: known after the first unit, which runs alone.
        if hasattr(type(self._results[-1]), "__await__"):
            self._is_async = True
            left = self._results.pop()
            event_loop().run_until_complete(self._keep_awaited(left))

    async def _run_awaiting(self, values):
        function = self._function
        for value in values:
            await self._keep_awaited(function(value))

    async def _keep_awaited(self, awaitable):
        try:
            self._results.append(await awaitable)
        except BaseException as error:
            raise self._threw(error) from None

    def _threw(self, error):
        from concur_described import described, trace_of

        unit = self._first + len(self._results) * self._stride
        return OwnCallError("UNIT_THREW", "unit %d threw %s" % (unit, described(error)), trace_of(error))
