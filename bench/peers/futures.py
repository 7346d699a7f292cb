"""A benchmark of concurrent.futures as one writes it by hand: a chunk for each worker, its pool up before."""

import json
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

from steps import steps

POOLS = {"threads": ThreadPoolExecutor, "processes": ProcessPoolExecutor}


def chunk(numbers):
    return [steps(number) for number in numbers]


if __name__ == "__main__":
    workers, units = int(sys.argv[2]), int(sys.argv[3])
    chunks = [range(first, units, workers) for first in range(workers)]
    with POOLS[sys.argv[1]](workers) as pool:
        list(pool.map(chunk, [range(20)] * workers * 4))
        start_ns = time.perf_counter_ns()
        results = list(pool.map(chunk, chunks))
        print(json.dumps({"workNs": time.perf_counter_ns() - start_ns, "results": sum(map(len, results))}))
