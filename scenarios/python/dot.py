"""NumPy's dot on one thread of Python: BLAS may have threads of its own. Finds what each thread of the process did."""

import concur_kernel as kernel
import numpy

SIDE = 600


class Dot:
    def __init__(self):
        generator = numpy.random.default_rng(1)
        self._left, self._right = generator.random((SIDE, SIDE)), generator.random((SIDE, SIDE))
        numpy.dot(self._left, self._right)
        self._before = None
        self._last = 0.0

    def run(self, count):
        self._before = self._before or kernel.own_threads()
        for _ in range(count):
            self._last = float(numpy.dot(self._left, self._right)[0, 0])

    def digest(self):
        return "%.6f" % self._last

    def finding(self):
        return {"threads": kernel.threads_since(self._before, kernel.own_threads())}


def create_work(params, host):
    return Dot()
