"""The units of a function that is awaited: so many of them at once, whatever batches they came in."""

import asyncio
import threading
import time

from concur_outbox import FLUSH_S
from concur_units import Units


class AwaitedUnits(Units):
    def __init__(self, function, at, outbox, concurrency):
        super().__init__(function, at, outbox)
        self._concurrency = concurrency
        # Units that have begun, in their order, with their batches.
        self._begun, self._tasks, self._is_flushing = {}, set(), False

    async def live_awaiting(self, orders):
        # Before Python 3.10 these belong to the loop in which they are made.
        self._room, received = asyncio.Semaphore(self._concurrency), _queue_of(orders)
        while True:
            order = await received.get()
            if order["type"] == "leave":
                return
            await self._begin_all(_OpenBatch(order))

    async def _begin_all(self, batch):
        function, values = self.calls_of(batch.order)
        for index, value in enumerate(values, batch.order["from"]):
            await self._room.acquire()
            if batch.start_s is None:
                batch.start_s = time.monotonic()
                self._outbox.begin()
            self._begun[index] = batch
            self._tell()
            unit = self._begin(function, index, value)
            if unit is not None and self._concurrency == 1:
                await unit
            elif unit is not None:
                self._leave_to_loop(unit)

    def _begin(self, function, index, value):
        """What is to be awaited; None where the unit is over."""
        try:
            result = function(value)
            if hasattr(type(result), "__await__"):
                return self._await(index, result)
            self._outbox.add(index, result)
        except SystemExit:
            raise
        except BaseException as error:
            self._outbox.fail(index, error)
        return self._end(index)

    def _leave_to_loop(self, unit):
        task = asyncio.get_running_loop().create_task(unit)
        # The loop alone doesn't keep it.
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _await(self, index, awaitable):
        try:
            self._outbox.add(index, await awaitable)
            self._flush_soon()
        except SystemExit:
            raise
        except BaseException as error:
            self._outbox.fail(index, error)
        self._end(index)

    def _end(self, index):
        batch = self._begun.pop(index)
        self._room.release()
        self._tell()
        batch.left -= 1
        if batch.left == 0:
            self._outbox.finish(batch.order, time.monotonic() - batch.start_s)

    def _tell(self):
        """Of several, the oldest is the one that we are at."""
        self._at(next(iter(self._begun), -1) + 1)

    def _flush_soon(self):
        """The next unit may be long in coming."""
        if not self._is_flushing:
            self._is_flushing = True
            asyncio.get_running_loop().call_later(FLUSH_S, self._flush)

    def _flush(self):
        self._is_flushing = False
        self._outbox.flush()


class _OpenBatch:
    def __init__(self, order):
        self.order, self.left, self.start_s = order, order["count"], None


def _queue_of(orders):
    """Filled by a thread: reading can't be awaited."""
    loop, received = asyncio.get_running_loop(), asyncio.Queue()

    def take():
        for order in orders:
            loop.call_soon_threadsafe(received.put_nowait, order)
            if order["type"] == "leave":
                return

    threading.Thread(target=take, daemon=True).start()
    return received
