"""Computes without a pause: a unit is `blockMs` of bytecode (src/workloads/experiments/block.ts)."""

import time


class Block:
    def __init__(self, block_ms):
        self._block_s = block_ms / 1000
        self._blocks = 0

    def run(self, count):
        for _ in range(count):
            end_s = time.monotonic() + self._block_s
            while time.monotonic() < end_s:
                pass
            self._blocks += 1

    def digest(self):
        return "%d blocks" % self._blocks


def create_work(params, host):
    return Block(params["blockMs"])
