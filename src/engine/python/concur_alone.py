"""One worker in the main thread of an interpreter of its own."""

from concur_channel import Channel, run_blocking
from concur_live import live
from concur_progress import counter_writer, ending_with_parent


class MainThreadChannel(Channel):
    def __init__(self, slot, parent, progress, host):
        super().__init__(slot, parent, progress, host)
        # Its interpreter’s start is its own.
        self.launched_ns = None
        self._orders = parent.orders(1)

    async def order(self, wanted):
        return next(message for _, message in self._orders if message["type"] == wanted)


def live_alone(jobs, parent, progress_fd, host):
    slot = jobs[0]["index"]
    progress = ending_with_parent(counter_writer(progress_fd, slot))
    channel = MainThreadChannel(slot, parent, progress, host)
    run_blocking(live(jobs[0], 1, channel))
    run_blocking(channel.order("leave"))
