import os
import time

cpu = min(os.sched_getaffinity(0))
os.sched_setaffinity(0, [cpu])

start = time.time()
# From here on there are two.
child = os.fork()
while time.time() < start + 1:
    pass
if child == 0:
    os._exit(0)
os.wait()
wall = time.time() - start
busy = sum(os.times()[:4]) / wall
print("busy cores:", round(busy, 1))
