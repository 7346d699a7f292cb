"""Workers that are threads of this interpreter; the main thread takes their orders."""

import queue
import threading

from concur_channel import Channel, run_blocking
from concur_live import live
from concur_progress import counter_writer


class ThreadChannel(Channel):
    def __init__(self, slot, parent, progress, host, echoes, loaded):
        super().__init__(slot, parent, progress, host)
        self._inbox, self._echoes, self._loaded = queue.SimpleQueue(), echoes, loaded

    def take(self, message):
        self._inbox.put(message)

    async def order(self, wanted):
        message = self._inbox.get()
        while message["type"] != wanted:
            message = self._inbox.get()
        return message

    async def all_loaded(self):
        self._loaded.wait()

    async def exchange(self, payload):
        self._echoes.put((self, payload))
        await self.order("echo")


def live_in_threads(jobs, parent, progress_fd, host):
    echoes, loaded = queue.SimpleQueue(), threading.Barrier(len(jobs))
    channels = {}
    for job in jobs:
        slot = job["index"]
        counter = counter_writer(progress_fd, slot)
        channels[slot] = ThreadChannel(slot, parent, counter, host, echoes, loaded)

    def life(job, channel):
        run_blocking(live(job, len(jobs), channel))
        run_blocking(channel.order("leave"))
        channel.leave()

    threads = [
        threading.Thread(target=life, args=(job, channels[job["index"]]), name=job["name"]) for job in jobs
    ]
    if any(job["profiling"] for job in jobs):
        threading.Thread(target=_send_back, args=(echoes,), daemon=True).start()
    for thread in threads:
        thread.start()
    left = 0
    for slot, message in parent.orders(len(jobs)):
        channels[slot].take(message)
        left += message["type"] == "leave"
        if left == len(jobs):
            break
    for thread in threads:
        thread.join()


def _send_back(echoes):
    while True:
        channel, payload = echoes.get()
        channel.take({"type": "echo", "payload": payload})
