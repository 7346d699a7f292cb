"""A worker's end of the line to its parent, whoever carries what it says."""

import threading

import concur_kernel as kernel


class Channel:
    """
    `order(wanted)` gives the next message of that type, and `turn()` lets others go on. Both are awaited; where a worker
    has a thread of its own they just block it, so that its life is a coroutine that never waits.
    """

    # Whether units may wait on the event loop that the life itself runs on.
    has_event_loop = False
    # Whether it is on its host's own thread: then no message goes anywhere, and its inputs are there already.
    is_at_home = False

    def __init__(self, slot, parent, progress, host):
        self.progress, self.launched_ns = progress, host.launched_ns
        self._slot, self._parent, self._host = slot, parent, host

    def send(self, message):
        self._parent.send(self._slot, message)

    async def order(self, wanted):
        raise NotImplementedError

    async def turn(self):
        """Nobody else is on this thread."""

    async def all_loaded(self):
        """Whoever shares a thread or a lock with others lets them load, too, before its warm-up holds them up."""
        await self.turn()

    async def exchange(self, payload):
        """A small message to whoever started the worker, and back."""
        self.send({"type": "echo", "id": payload, "payload": payload, "isTransferred": False})
        await self.order("echo")

    def deliver(self, results, job, now_ns):
        """Brings the results home: nothing moves where they are there already."""
        from concur_text import texts_of

        at_ns, added = self._host.when_over(now_ns)
        texts = texts_of(results, job)
        self.send({"type": "results", "results": texts, "sentNs": at_ns, "arrivedNs": at_ns, "addedBytes": added})

    def leave(self):
        self._parent.tell_left(self._slot)


class Host:
    """The program that the workers live in, from the moment in which it begins to start them."""

    def __init__(self, jobs, now_ns):
        # Its memory matters where phases are told apart, and where it is the workers' own.
        is_wanted = jobs[0]["profiling"] is not None and not jobs[0]["hasOwnProcess"]
        self._before = kernel.pss_bytes() if is_wanted else None
        self._over, self._asking = None, threading.Lock()
        self.launched_ns = now_ns()

    def when_over(self, now_ns):
        """The time, and what workers have added to its memory (None if unknown), when it is first asked: when all are over."""
        with self._asking:
            if self._over is None:
                at_ns, now = now_ns(), None if self._before is None else kernel.pss_bytes()
                self._over = at_ns, None if now is None else now - self._before
        return self._over


def run_blocking(coroutine):
    """Runs what never waits to its end, and gives its result."""
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value
    raise RuntimeError("a worker with a thread of its own has waited")
