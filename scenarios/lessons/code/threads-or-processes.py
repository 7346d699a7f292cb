import time
from threading import Thread


def wait():
    time.sleep(1)


start = time.time()
a = Thread(target=wait)
b = Thread(target=wait)
a.start()
b.start()
a.join()
b.join()
end = time.time()
took = round(end - start, 1)
print("two waits of 1 s:", took)
