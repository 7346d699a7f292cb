"""A worker's units, one after the other: calls the user's function with each input, or with each unit's number."""

import time

from concur_arity import takes_nothing
from concur_event_loop import run_awaited
from concur_map_line import read_input


class Units:
    """
    `at` is told each unit's index plus one before it begins, and 0 after the last. What a unit throws is its answer; but
    one that calls sys.exit ends the worker, as one does that ends it in any other way.
    """

    def __init__(self, function, at, outbox):
        self._function, self._at, self._outbox = function, at, outbox
        # One that takes nothing is called so where there is nothing to give.
        self._of_number = (lambda _: function()) if takes_nothing(function) else function

    def live(self, orders):
        for order in orders:
            if order["type"] == "leave":
                return
            self._do(order)

    def calls_of(self, batch):
        """The function, and what it is called with."""
        function = self._function
        if "unread" in batch:
            return lambda text: function(read_input(text)), batch["unread"]
        if "inputs" in batch:
            return function, batch["inputs"]
        start, step = batch["numbering"]["first"], batch["numbering"]["step"]
        first = start + step * batch["from"]
        return self._of_number, range(first, first + step * batch["count"], step)

    def _do(self, batch):
        at, add, start_s = self._at, self._outbox.add, time.monotonic()
        self._outbox.begin()
        function, values = self.calls_of(batch)
        for index, value in enumerate(values, batch["from"]):
            at(index + 1)
            try:
                result = function(value)
                add(index, run_awaited(result) if hasattr(type(result), "__await__") else result)
            except SystemExit:
                raise
            except BaseException as error:
                self._outbox.fail(index, error)
        at(0)
        self._outbox.finish(batch, time.monotonic() - start_s)
