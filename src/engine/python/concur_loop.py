"""Workers that take turns on the main thread: one after the other in a plain loop, or as tasks of asyncio."""

import threading
from collections import deque

from concur_channel import Channel
from concur_live import live
from concur_progress import counter_writer


class _Pause:
    """Hands what a worker waits for to the loop that runs it, and gives what it got."""

    def __init__(self, wanted):
        self._wanted = wanted

    def __await__(self):
        return (yield self._wanted)


class TurnChannel(Channel):
    is_at_home = True

    async def order(self, wanted):
        return await _Pause(wanted)

    async def turn(self):
        await _Pause(None)


async def _life(job, worker_count, channel):
    await live(job, worker_count, channel)
    await channel.order("leave")
    channel.leave()


def live_in_turns(jobs, parent, progress_fd, host):
    """A worker goes on for a batch; who waits for an order that all get goes on when all have got it."""
    lives, wanted, got = {}, {}, {}
    for job in jobs:
        slot = job["index"]
        lives[slot] = _life(job, len(jobs), TurnChannel(slot, parent, counter_writer(progress_fd, slot), host))
    _run_all(lives, deque((slot, None) for slot in lives), wanted)
    for slot, message in parent.orders(len(jobs)):
        if message["type"] == "leave":
            _run_all(lives, deque([(slot, message)]), wanted)
        else:
            got[slot] = message
        waiting = [each for each, order in wanted.items() if order != "leave"]
        if waiting and all(each in got for each in waiting):
            _run_all(lives, deque((each, got.pop(each)) for each in waiting), wanted)
        if not lives:
            return


def _run_all(lives, runnable, wanted):
    """Until each waits for an order, or has ended."""
    while runnable:
        slot, message = runnable.popleft()
        wanted.pop(slot, None)
        try:
            order = lives[slot].send(message)
        except StopIteration:
            del lives[slot]
            continue
        if order is None:
            runnable.append((slot, None))
        else:
            wanted[slot] = order


def live_in_tasks(jobs, parent, progress_fd, host):
    import asyncio

    class TaskChannel(Channel):
        has_event_loop = is_at_home = True

        def __init__(self, *given):
            super().__init__(*given)
            self.inbox = asyncio.Queue()

        async def order(self, wanted):
            message = await self.inbox.get()
            return message if message["type"] == wanted else await self.order(wanted)

        async def turn(self):
            await asyncio.sleep(0)

    async def live_together():
        loop = asyncio.get_running_loop()
        channels = {}
        for job in jobs:
            slot = job["index"]
            channels[slot] = TaskChannel(slot, parent, counter_writer(progress_fd, slot), host)

        def take_orders():
            for slot, message in parent.orders(len(jobs)):
                loop.call_soon_threadsafe(channels[slot].inbox.put_nowait, message)

        threading.Thread(target=take_orders, daemon=True).start()
        await asyncio.gather(*(_life(job, len(jobs), channels[job["index"]]) for job in jobs))

    asyncio.run(live_together())
