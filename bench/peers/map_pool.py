"""Python's own pools of processes with chunks of 100 on the same task, their processes up before."""
import json
import multiprocessing as mp
import sys
import time
from concurrent.futures import ProcessPoolExecutor

CHUNK = 100


def tiny(n):
    return n * 2


def measure(map_in_chunks, workers, tasks):
    list(map_in_chunks(tiny, range(workers * CHUNK), chunksize=CHUNK))
    start = time.perf_counter()
    values = list(map_in_chunks(tiny, range(tasks), chunksize=CHUNK))
    ms = (time.perf_counter() - start) * 1000
    print(json.dumps({"answeredMs": ms, "listedMs": ms, "sum": sum(values)}))


if __name__ == "__main__":
    workers, tasks, package = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    fork = mp.get_context("fork")
    with fork.Pool(workers) if package == "multiprocessing" else ProcessPoolExecutor(workers, fork) as pool:
        measure(pool.map, workers, tasks)
