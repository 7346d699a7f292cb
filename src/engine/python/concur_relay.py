"""What carries messages between our parent and workers that aren't threads of this interpreter."""

import pickle
import threading
import time
from multiprocessing.connection import wait

from concur_channel import Channel, run_blocking
from concur_live import live
from concur_own_call import OwnCallError


class Worker:
    """A worker as its host knows it: what it is, our end of the line to it, and what waits for its end and tells how."""

    def __init__(self, job, line, join):
        self.slot, self.job, self.line, self.join = job["index"], job, line, join
        self.results, self.held, self.is_leaving = None, [], False

    def tell(self, message):
        self.is_leaving = self.is_leaving or message["type"] == "leave"
        try:
            self.line.send(message)
        except OSError:
            pass  # It has just ended, which is told elsewhere.


def relay(workers, parent, host):
    """Carries what is said until all of them have ended."""
    by_slot = {worker.slot: worker for worker in workers}

    def pass_on():
        for slot, message in parent.orders(len(workers)):
            by_slot[slot].tell(message)

    threading.Thread(target=pass_on, daemon=True).start()
    epoch_ns = int(workers[0].job["epochNs"])
    living = {worker.line: worker for worker in workers}
    while living:
        for line in wait(list(living)):
            try:
                received = line.recv_bytes()
            except (EOFError, OSError):
                worker = living.pop(line)
                end = worker.join()
                parent.tell_left(worker.slot, None if worker.is_leaving else end)
                continue
            _take(living[line], received, parent, epoch_ns)
        _bring_home(list(living.values()), parent, host)


def _take(worker, received, parent, epoch_ns):
    try:
        message = pickle.loads(received)
    except Exception as error:
        why = "what its units gave can’t be read by another process (%s: %s)" % (type(error).__name__, error)
        message = {"type": "fault", "message": why, "code": "NOT_CLONEABLE", "unitsDone": 0}
    if message["type"] == "echo":
        worker.tell(message)
    elif message["type"] == "results":
        worker.results = dict(message, arrivedNs=time.monotonic_ns() - epoch_ns)
    elif worker.results is None:
        parent.send(worker.slot, message)
    else:
        worker.held.append(message)


def _bring_home(workers, parent, host):
    """Once the results of all have arrived they are turned into texts: before, that would hold up those of others."""
    from concur_text import texts_of

    if not workers or any(worker.results is None for worker in workers):
        return
    _, added = host.when_over(time.monotonic_ns)
    for worker in workers:
        try:
            texts = texts_of(worker.results["results"], worker.job)
            message = dict(worker.results, results=texts, addedBytes=added)
        except OwnCallError as error:
            message = {"type": "fault", "message": str(error), "code": error.code, "unitsDone": 0}
        for each in [message, *worker.held]:
            parent.send(worker.slot, each)
        worker.results, worker.held = None, []


class RelayedChannel(Channel):
    """The worker's side. What comes after its results is held back until all results are home."""

    def __init__(self, line, progress, launched_ns):
        self.progress, self.launched_ns, self._line = progress, launched_ns, line

    def send(self, message):
        self._line.send(message)

    async def order(self, wanted):
        while True:
            message = self._line.recv()
            if message["type"] == wanted:
                return message

    def deliver(self, results, job, now_ns):
        message = {"type": "results", "results": results, "sentNs": now_ns()}
        try:
            self._line.send(message)
        except Exception as error:
            raise _culprit(results, job, error) from None

    def leave(self):
        self._line.close()


def live_relayed(job, worker_count, channel):
    """The life of a worker on such a line."""
    try:
        run_blocking(live(job, worker_count, channel))
        run_blocking(channel.order("leave"))
    except (EOFError, OSError):
        pass  # Its host is gone.
    channel.leave()


def _culprit(results, job, error):
    """The first result that can't be sent."""
    from concur_text import not_sendable

    share = job["work"]["params"].get("share", {"first": 0, "stride": 1})
    for done, result in enumerate(results):
        try:
            pickle.dumps(result)
        except Exception as why:
            return not_sendable(share["first"] + done * share["stride"], "be sent from one worker to another", why)
    return error
