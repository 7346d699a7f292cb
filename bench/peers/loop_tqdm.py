"""What tqdm costs a loop for each of its iterations: the loop with it less the loop without."""
import time

from tqdm import tqdm

ITERATIONS = 3_000_000


def loop(iterable):
    start = time.perf_counter_ns()
    for _ in iterable:
        pass
    return time.perf_counter_ns() - start


without = loop(range(ITERATIONS))
with_bar = loop(tqdm(range(ITERATIONS)))
print(f"cost_ns={(with_bar - without) / ITERATIONS}")
