"""The line to the process that has started us: JSON, a message a line."""

import json
import os
import threading
import time


class Line:
    def __init__(self, fd):
        self._fd, self._lock, self._is_ours = fd, threading.Lock(), True
        # What the user's code reads from stdin are no orders.
        self._orders = open(os.dup(0), "rb")
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.register_at_fork(after_in_child=self._leave_to_parent)

    def write(self, text):
        line = text.encode() + b"\n"
        with self._lock:
            if not self._is_ours:
                # A fork that the user's code came back from twice: the other one goes on.
                os._exit(0)
            while line:
                line = line[os.write(self._fd, line) :]

    def received(self):
        """What it says. We end when it is gone: what we would do is nobody's business any more."""
        for line in self._orders:
            yield json.loads(line)
        os._exit(1)

    def _leave_to_parent(self):
        self._is_ours, self._lock = False, threading.Lock()


class Parent(Line):
    """One that several workers share: each message with its slot."""

    def send(self, slot, message):
        self._tell({"slot": slot, "message": message})

    def tell_left(self, slot, end=None):
        """A worker has left. `end`: how, where it wasn't asked to."""
        self._tell(dict({"slot": slot, "left": True}, **({} if end is None else {"end": end})))

    def orders(self, worker_count):
        """
        What it says: (slot, message). Inputs, each a text of JSON, are handed out when those of all workers are there, so that nobody waits
        for the reading of another's.
        """
        held = []
        for received in self.received():
            slot, message = received["slot"], received["message"]
            if message["type"] != "inputs":
                yield slot, message
                continue
            held.append((slot, [json.loads(each) for each in message["inputs"]]))
            if len(held) == worker_count:
                at_ns = time.monotonic_ns()
                for each, inputs in held:
                    yield each, {"type": "inputs", "inputs": inputs, "sentNs": at_ns}

    def _tell(self, message):
        self.write(json.dumps(message, allow_nan=False))
