"""Python's Pool.map with chunks of 100 on the same task, its processes up before."""
import json
import multiprocessing as mp
import sys
import time


def tiny(n):
    return n * 2


if __name__ == "__main__":
    workers, tasks = int(sys.argv[1]), int(sys.argv[2])
    with mp.get_context("fork").Pool(workers) as pool:
        pool.map(tiny, range(workers * 100), chunksize=100)
        start = time.perf_counter()
        values = pool.map(tiny, range(tasks), chunksize=100)
        ms = (time.perf_counter() - start) * 1000
    print(json.dumps({"answeredMs": ms, "listedMs": ms, "sum": sum(values)}))
