"""Collects a worker's answers and sends them in few messages, as src/map/worker/outbox.ts does."""

import json
import time

import concur_kernel as kernel
from concur_json import exact_text
from concur_thrown import packed

# Answers are sent together, this often, and when they have become this long.
FLUSH_S, _FLUSH_LENGTH = 0.01, 2**20


class Outbox:
    def __init__(self, line, tells):
        self._line, self._tells = line, tells
        # Of units that follow one another: the first one's index, whether JavaScript holds their numbers, their texts.
        self._runs, self._next, self._length = [], None, 0
        self._flushed_s = time.monotonic()
        self._clocks, self._before, self._open = kernel.Clocks(), None, 0

    def add(self, index, value):
        """Raises TypeError where JSON has no room for it. What becomes of it later changes nothing any more."""
        text, is_exact = exact_text(value)
        runs = self._runs
        if index == self._next and runs[-1][1] is is_exact:
            runs[-1][2].append(text)
        else:
            runs.append((index, is_exact, [text]))
        self._next = index + 1
        self._length += len(text)
        if self._length > _FLUSH_LENGTH or time.monotonic() - self._flushed_s >= FLUSH_S:
            self.flush()

    def fail(self, index, error):
        self.flush()
        self.send({"type": "failed", "index": index, "thrown": packed(error)})

    def flush(self):
        runs = self._runs
        self._runs, self._next, self._length, self._flushed_s = [], None, 0, time.monotonic()
        if runs:
            self._line.write('{"type":"answers","runs":[%s]}' % ",".join(map(_text_of, runs)))

    def begin(self):
        """A batch's first unit begins."""
        if self._tells["clocks"] and self._open == 0:
            self._before = self._clocks.times()
        self._open += 1

    def finish(self, batch, took_s):
        self.flush()
        self._open -= 1
        self.send(
            {
                "type": "finished",
                "from": batch["from"],
                "units": batch["count"],
                "tookMs": took_s * 1000,
                "bytes": kernel.resident_bytes() if self._tells["bytes"] else None,
                "clocks": self._clocks_since() if self._tells["clocks"] else None,
            }
        )

    def send(self, message):
        self._line.write(json.dumps(message))

    def _clocks_since(self):
        before, now = self._before, self._clocks.times()
        self._before = now
        run_ns, delay_ns = (None if None in pair else pair[1] - pair[0] for pair in zip(before, now))
        return {"cpu": kernel.own_cpu(), "runNs": run_ns, "runDelayNs": delay_ns}


def _text_of(run):
    """Numbers that JavaScript would round go as the text that they are."""
    first, is_exact, texts = run
    if is_exact:
        return '{"from":%d,"values":[%s]}' % (first, ",".join(texts))
    return '{"from":%d,"texts":%s}' % (first, json.dumps(texts))
