import os
import time


def work(core):
    os.sched_setaffinity(0, [core])
    for _ in range(10):
        os.write(1, b"%d " % core)
        time.sleep(0.1)
    os._exit(0)


cores = os.sched_getaffinity(0)
for core in cores:
    if os.fork() == 0:
        work(core)
for core in cores:
    os.wait()
