"""The notes' own example: one process per core, pinned with sched_setaffinity, one tqdm bar each, 100 steps of 50 ms."""
import multiprocessing as mp
import os
import sys
import time

from tqdm import tqdm


def work(core, position, steps, step_s):
    os.sched_setaffinity(0, {core})
    for _ in tqdm(range(steps), desc=f"Core {core}", position=position):
        time.sleep(step_s)


if __name__ == "__main__":
    steps, step_s = int(sys.argv[1]), float(sys.argv[2])
    context = mp.get_context("fork")
    cores = sorted(os.sched_getaffinity(0))
    processes = [
        context.Process(target=work, args=(core, i, steps, step_s)) for i, core in enumerate(cores)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
