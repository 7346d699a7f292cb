"""A call of a function of the user's own with all that it begins: nothing of its work is left when the call is over."""

import collections.abc
import inspect
import io
import sys
import time

from concur_described import described
from concur_event_loop import cancel_rest, event_loop
from concur_own_call import OwnCallError

# A coroutine may give an iterator, and so on; nobody means more than this.
_DEEPEST = 4
_BATCHES, _EMPTY_CALLS = 20, 20


class WholeCall:
    """
    A call and all that it begins: what it gives is awaited where it is awaitable, and run to its end where it is an
    iterator of any kind. One that never ends is left when the time is up. To be used in one thread.
    """

    def __init__(self, function, label):
        self._function, self._label = function, label
        self._is_async = False
        self._needs_loop = False
        # A type of results with which nothing is left to do.
        self._done_with = None

    def prepare(self, end_ns):
        """The first call: what it needs is known afterwards."""
        try:
            self.run(end_ns)
        except OwnCallError as error:
            # It asks for the event loop that it is called in, as a function does that begins a task.
            if "event loop" not in str(error):
                raise
            self._needs_loop = True
            self.run(end_ns)

    def run(self, end_ns):
        try:
            self._finish(self._run(self._called()) if self._needs_loop else self._function(), end_ns)
        except BaseException as error:  # A SystemExit would end the thread without a word.
            message = "%s threw %s" % (self._label, described(error))
            raise OwnCallError("UNIT_THREW", message) from None

    def empty_ns(self):
        """What the same kind of call takes with nothing in it: the fastest, which nobody has disturbed."""
        call = WholeCall(_nothing if self._is_async else lambda: None, self._label)
        call.run(0)
        times = []
        for _ in range(_BATCHES):
            start_ns = time.monotonic_ns()
            for _ in range(_EMPTY_CALLS):
                call.run(0)
            times.append(time.monotonic_ns() - start_ns)
        return min(times) / _EMPTY_CALLS

    async def _called(self):
        result = self._function()
        return await result if inspect.isawaitable(result) else result

    def _finish(self, result, end_ns):
        if type(result) is self._done_with:
            return
        given = type(result)
        for depth in range(_DEEPEST):
            if inspect.isawaitable(result):
                result = self._run(_awaited(result))
            elif hasattr(type(result), "__aiter__"):
                result = self._run(_exhausted(result, end_ns))
            elif isinstance(result, collections.abc.Iterator) and not isinstance(result, io.IOBase):
                result = _exhaust(result, end_ns)
            elif _is_pools(result):
                result = result.result()
            else:
                self._done_with = given if depth == 0 else self._done_with
                return

    def _run(self, coroutine):
        self._is_async = True
        try:
            return event_loop().run_until_complete(coroutine)
        finally:
            cancel_rest()


async def _nothing():
    pass


async def _awaited(awaitable):
    return await awaitable


def _exhaust(iterator, end_ns):
    for _ in iterator:
        if time.monotonic_ns() >= end_ns:
            return


async def _exhausted(iterable, end_ns):
    async for _ in iterable:
        if time.monotonic_ns() >= end_ns:
            return


def _is_pools(result):
    futures = sys.modules.get("concurrent.futures")
    return futures is not None and isinstance(result, futures.Future)
