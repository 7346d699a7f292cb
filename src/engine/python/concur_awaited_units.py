"""The units of a function that is awaited: so many of them at once, whatever batches they came in."""

import asyncio
import collections
import collections.abc
import threading
import time

from concur_outbox import FLUSH_S
from concur_units import Units


class AwaitedUnits(Units):
    def __init__(self, function, at, outbox, concurrency):
        super().__init__(function, at, outbox)
        self._concurrency = concurrency
        # Units that have begun, with their batches, and batches that aren't over: in their order.
        self._begun, self._batches, self._tasks = {}, collections.deque(), set()
        self._before_s, self._is_flushing = time.monotonic(), False

    async def live_awaiting(self, orders):
        # Before Python 3.10 these belong to the loop in which they are made.
        self._room, received = asyncio.Semaphore(self._concurrency), _queue_of(orders)
        while True:
            order = await received.get()
            if order["type"] == "leave":
                return
            batch = _Batch(order["count"])
            self._batches.append(batch)
            function, values = self.calls_of(order)
            for index, value in enumerate(values, order["from"]):
                await self._room.acquire()
                self._begun[index] = batch
                self._begin(function, index, value)

    def _begin(self, function, index, value):
        self._at(index + 1)
        try:
            result = function(value)
            if hasattr(type(result), "__await__"):
                return self._go_on(index, result)
            self._outbox.add(index, result)
        except SystemExit:
            raise
        except BaseException as error:
            self._outbox.fail(index, error)
        self._end(index)

    def _go_on(self, index, awaitable):
        unit = _Seen(self._await(index, awaitable), lambda: self._at(index + 1))
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
        self._begun.pop(index).left -= 1
        self._room.release()
        # Whoever has been waiting longest is the one that a time limit is for.
        self._at(next(iter(self._begun), -1) + 1)
        while self._batches and self._batches[0].left == 0:
            batch, now_s = self._batches.popleft(), time.monotonic()
            self._outbox.finish(batch.units, now_s - max(batch.start_s, self._before_s))
            self._before_s = now_s

    def _flush_soon(self):
        """The next unit may be long in coming."""
        if not self._is_flushing:
            self._is_flushing = True
            asyncio.get_running_loop().call_later(FLUSH_S, self._flush)

    def _flush(self):
        self._is_flushing = False
        self._outbox.flush()


class _Batch:
    def __init__(self, units):
        self.units = self.left = units
        self.start_s = time.monotonic()


class _Seen(collections.abc.Coroutine):
    """A coroutine that tells each time that it goes on: of many, it is the one that runs."""

    def __init__(self, coroutine, tell):
        self._coroutine, self._tell = coroutine, tell

    def send(self, value):
        self._tell()
        return self._coroutine.send(value)

    def throw(self, *error):
        self._tell()
        return self._coroutine.throw(*error)

    def close(self):
        self._coroutine.close()

    def __await__(self):
        return self._coroutine.__await__()


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
