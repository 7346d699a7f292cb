"""Repeats work until its amount is done, in batches, as src/engine/worker/repeat.ts does."""

import math
import time

from concur_inject import inject

# A batch is meant to last about this long: progress is told, and the clock read, once a batch.
BATCH_NS = 10_000_000


async def repeat(work, job, progress, turn):
    """Returns the units done. `turn` lets others go on between batches; None where there are none on this thread."""
    amount, fault = job["work"]["amount"], job["fault"] or {}
    start_ns = time.monotonic_ns()
    last_unit = amount.get("units", math.inf)
    end_ns = start_ns + amount.get("durationMs", math.inf) * 1e6
    fault_unit = _or_never(fault.get("afterUnits"))
    fault_ns = start_ns + _or_never(fault.get("afterMs")) * 1e6
    units_done, batch, before_ns = 0, 1, start_ns
    while True:
        if units_done >= fault_unit or before_ns >= fault_ns:
            inject(fault["kind"])
        if units_done >= last_unit or before_ns >= end_ns:
            return units_done
        count = int(min(batch, last_unit - units_done, max(1, fault_unit - units_done)))
        running = work.run(count)
        if running is not None:
            await running
        units_done += count
        progress(units_done)
        if turn is not None:
            await turn()
        after_ns = time.monotonic_ns()
        batch = _next_batch(batch, after_ns - before_ns)
        before_ns = after_ns


def _or_never(value):
    return math.inf if value is None else value


def _next_batch(batch, took_ns):
    if took_ns < BATCH_NS / 2:
        return batch * 2
    return max(1, batch // 2) if took_ns > BATCH_NS * 2 else batch
