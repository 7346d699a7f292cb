"""Pure Python arithmetic, some 50 ns a unit: the workload spin (src/workloads/experiments/spin.ts), in bytecode."""


class Spin:
    def __init__(self, seed):
        self._state = seed & 0xFFFFFFFF

    def run(self, count):
        value = self._state
        for _ in range(count):
            value = (value * 1664525 + 1013904223) & 0xFFFFFFFF
        self._state = value

    def digest(self):
        return "%08x" % self._state


def create_work(params, host):
    return Spin(host.seed)
