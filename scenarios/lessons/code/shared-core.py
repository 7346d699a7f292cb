import os
import time
from threading import Thread


def compute(name):
    rounds = 0
    end = time.time() + 1
    while time.time() < end:
        rounds += 1
    line = f"{name}: {rounds} rounds\n"
    os.write(1, line.encode())


cpu = min(os.sched_getaffinity(0))
os.sched_setaffinity(0, [cpu])
if os.fork() == 0:
    compute("B")
else:
    Thread(
        target=compute, args=["A"]
    ).start()
