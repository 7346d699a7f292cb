import time
from threading import Thread


def compute():
    while time.time() < start + 1:
        pass


start = time.time()
a = Thread(target=compute)
b = Thread(target=compute)
a.start()
b.start()
a.join()
b.join()
wall = time.time() - start
busy = time.process_time() / wall
print("busy cores:", round(busy, 1))
