"""So many threads, each of which works a moment fifty times a second: something to sample."""

import sys
import threading
import time


def work():
    while True:
        sum(range(200))
        time.sleep(0.02)


for _ in range(int(sys.argv[1]) - 1):
    threading.Thread(target=work, daemon=True).start()
print("up", flush=True)
work()
