import time
from threading import Thread


def sleeps():
    count = 0
    end = time.time() + 0.5
    while time.time() < end:
        time.sleep(0.001)
        count += 1
    return count


def compute():
    end = time.time() + 0.5
    while time.time() < end:
        pass


print("sleeps, alone:", sleeps())
Thread(target=compute).start()
print("beside a thread:", sleeps())
