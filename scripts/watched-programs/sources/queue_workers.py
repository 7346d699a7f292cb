# Workers that take jobs from a queue.Queue and compute in Python: the queue isn't the bottleneck, the GIL is.
from queue import Queue
from threading import Thread

jobs = Queue(maxsize=100)


def worker():
    while True:
        text = jobs.get()
        sum(ord(letter) * index for index, letter in enumerate(text))
        jobs.task_done()


for _ in range(4):
    Thread(target=worker).start()
while True:
    jobs.put("concurrency" * 5000)
