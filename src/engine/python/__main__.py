"""The workers' side of the engines python-threads and python-processes.

Arguments: the jobs as JSON, the descriptor to write messages to, and that of the file of counters (if there is one).
One job lives in the main thread; several live in a thread each, while the main thread takes their orders.
"""

import json
import os
import signal
import sys
import threading

# Their names are unusual because they are found before modules of the user's (gil-release --call).
from concur_live import live
from concur_progress import counter_writer


class Parent:
    """The line to the process that has started us: JSON, a message a line."""

    def __init__(self, fd):
        self._fd = fd
        self._lock = threading.Lock()

    def send(self, message):
        line = json.dumps(message, allow_nan=False).encode() + b"\n"
        with self._lock:
            while line:
                line = line[os.write(self._fd, line) :]

    def orders(self):
        """What it says: (slot, type of message). Ends when it is gone."""
        for line in sys.stdin:
            received = json.loads(line)
            yield received["slot"], received["message"]["type"]


class Channel:
    """A worker's end of the line."""

    def __init__(self, parent, slot, progress_fd, wait_for_go):
        self.progress = counter_writer(progress_fd, slot)
        self.wait_for_go = wait_for_go
        self._parent, self._slot = parent, slot

    def send(self, message):
        self._parent.send({"slot": self._slot, "message": message})

    def leave(self):
        self._parent.send({"slot": self._slot, "left": True})


def main():
    jobs = json.loads(sys.argv[1])
    parent = Parent(int(sys.argv[2]))
    progress_fd = int(sys.argv[3]) if len(sys.argv) > 3 else None
    # Ctrl-C reaches the whole foreground group; the parent alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    (live_alone if jobs[0]["hasOwnProcess"] else live_together)(jobs, parent, progress_fd)


def live_alone(jobs, parent, progress_fd):
    orders = parent.orders()

    def wait_for(wanted):
        for _, order in orders:
            if order == wanted:
                return
        os._exit(1)  # The parent is gone, and what we would do is nobody's business any more.

    channel = Channel(parent, jobs[0]["index"], progress_fd, lambda: wait_for("go"))
    parent_pid, count = os.getppid(), channel.progress

    def progress(units_done):
        # Busy work never sees stdin close. Where setpriv ties our life to the parent's, this is never reached.
        if os.getppid() != parent_pid:
            os._exit(1)
        count(units_done)

    channel.progress = progress
    live(jobs[0], 1, channel)
    wait_for("leave")


def live_together(jobs, parent, progress_fd):
    orders = {(job["index"], order): threading.Event() for job in jobs for order in ("go", "leave")}

    def life(job, channel):
        slot = job["index"]
        live(job, len(jobs), channel)
        orders[slot, "leave"].wait()
        channel.leave()

    threads = []
    for job in jobs:
        channel = Channel(parent, job["index"], progress_fd, orders[job["index"], "go"].wait)
        threads.append(threading.Thread(target=life, args=(job, channel), name=job["name"]))
    for thread in threads:
        thread.start()
    left = 0
    for slot, order in parent.orders():
        orders[slot, order].set()
        left += order == "leave"
        if left == len(jobs):
            break
    else:
        os._exit(1)  # The parent is gone, and what we would do is nobody's business any more.
    for thread in threads:
        thread.join()


main()
