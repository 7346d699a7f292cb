# The cure for the GIL: processes.
from multiprocessing import Pool


def collatz(start):
    longest = 0
    for n in range(start, start + 20_000):
        steps = 0
        while n != 1:
            n = n // 2 if n % 2 == 0 else 3 * n + 1
            steps += 1
        longest = max(longest, steps)
    return longest


if __name__ == "__main__":
    with Pool(2) as pool:
        while True:
            pool.map(collatz, range(1, 320_001, 20_000), chunksize=1)
