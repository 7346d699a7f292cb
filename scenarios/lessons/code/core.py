import time
from multiprocessing import Pool


def work(_):
    count = 0
    end = time.time() + 0.5
    while time.time() < end:
        count += 1
    return count


if __name__ == "__main__":
    pool = Pool(2)
    [one] = pool.map(work, "a")
    a, b = pool.map(work, "ab")
    both = a + b
    ratio = round(both / one, 1)
    print("two / one:", ratio)
