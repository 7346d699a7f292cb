"""
A process on each core, pinned there, and a bar for each.

  concur demo ./process_bars.py   draws the bars, and has the kernel tell where each process ran
  python3 process_bars.py         pins the processes and draws a bar of tqdm's for each (or its own, where there is no tqdm)
"""

import multiprocessing
import os
import sys
import time

STEPS = 40
STEP_S = 0.05
CORES = sorted(os.sched_getaffinity(0))

question = "Does each of several processes stay on the core that it is pinned to, while all are at work?"
hypothesis = "It does: the kernel runs it nowhere else, and no process waits for the end of another."


def step():
    time.sleep(STEP_S)


trials = {
    "pinned": {
        "engine": "processes",
        "calls": STEPS,
        "workers": {"core %d" % core: {"run": step, "cpu": core} for core in CORES},
    },
}

claims = {
    "own-process": {
        "statement": "each worker is a process of its own",
        "trial": "pinned",
        "figure": "processes",
        "equals": len(CORES),
    },
}


def judge(evidence):
    workers = evidence["pinned"]["workers"]
    pinned = [worker for worker in workers if worker["pin"]["state"] == "held"]
    seen = [list(worker["cpusSeen"]) for worker in pinned]
    own = [[str(worker["askedCpu"])] for worker in pinned]
    starts, ends = ([worker[key] for worker in workers] for key in ("startNs", "endNs"))
    together = None if None in starts + ends else (min(ends) - max(starts)) / 1e9
    return {
        "claims": {
            "own-core": {
                "statement": "each process was seen on its own core alone",
                "expected": "cores " + ", ".join(str(worker["askedCpu"]) for worker in workers),
                "observed": "cores " + ", ".join("+".join(cores) or "?" for cores in seen),
                # Where one wasn't pinned, or never seen, nothing is known of it.
                "holds": None if len(pinned) < len(workers) or [] in seen else seen == own,
            },
            "together": {
                "statement": "all of them were at work at the same time",
                "expected": "the last begins before the first ends",
                "observed": "unknown" if together is None else "%.2f s in common" % together,
                "holds": None if together is None else together > 0,
                "load_sensitive": True,
            },
        }
    }


class PlainBar:
    """Drawn where tqdm isn't installed."""

    def __init__(self, total, desc, position):
        self.total, self.desc, self.done = total, desc, 0
        self.down, self.up = "\n" * position, "\x1b[A" * position

    def update(self):
        self.done += 1
        share = self.done / self.total
        sys.stderr.write("%s\r%s: %3d %% |%-20s|%s" % (self.down, self.desc, 100 * share, "#" * int(20 * share), self.up))
        sys.stderr.flush()

    def close(self):
        sys.stderr.write("\n")


def work(core, steps_done):
    os.sched_setaffinity(0, {core})
    for _ in range(STEPS):
        step()
        steps_done.put(core)


def main():
    try:
        from tqdm import tqdm as bar_of
    except ImportError:
        bar_of = PlainBar
    steps_done = multiprocessing.Queue()
    processes = [multiprocessing.Process(target=work, args=(core, steps_done)) for core in CORES]
    for process in processes:
        process.start()
    # One process draws all bars: those of several would mix.
    bars = {core: bar_of(total=STEPS, desc="core %d" % core, position=row) for row, core in enumerate(CORES)}
    for _ in range(STEPS * len(CORES)):
        bars[steps_done.get()].update()
    for bar in bars.values():
        bar.close()
    for process in processes:
        process.join()


if __name__ == "__main__":
    main()
