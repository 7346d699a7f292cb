"""The line to the process that has started us: JSON, a message a line."""

import json
import os
import threading
import time


class Parent:
    def __init__(self, fd):
        self._fd = fd
        self._lock = threading.Lock()
        # What the user's code reads from stdin are no orders.
        self._orders = open(os.dup(0), encoding="utf-8")
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)

    def send(self, slot, message):
        self._write({"slot": slot, "message": message})

    def tell_left(self, slot, end=None):
        """A worker has left. `end`: how, where it wasn't asked to."""
        self._write(dict({"slot": slot, "left": True}, **({} if end is None else {"end": end})))

    def orders(self, worker_count):
        """
        What it says: (slot, message). Inputs, each a text of JSON, are handed out when those of all workers are there, so that nobody waits
        for the reading of another's. We end when it is gone: what we would do is nobody's business any more.
        """
        held = []
        for line in self._orders:
            received = json.loads(line)
            slot, message = received["slot"], received["message"]
            if message["type"] != "inputs":
                yield slot, message
                continue
            held.append((slot, [json.loads(each) for each in message["inputs"]]))
            if len(held) == worker_count:
                at_ns = time.monotonic_ns()
                for each, inputs in held:
                    yield each, {"type": "inputs", "inputs": inputs, "sentNs": at_ns}
        os._exit(1)

    def _write(self, message):
        line = json.dumps(message, allow_nan=False).encode() + b"\n"
        with self._lock:
            while line:
                line = line[os.write(self._fd, line) :]
