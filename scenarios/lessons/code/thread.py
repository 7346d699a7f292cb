import os
import threading as threads


def report():
    tid = threads.get_native_id()
    pid = os.getpid()
    print("thread", tid, "of", pid)


# The same lines run in both.
report()
a = threads.Thread(target=report)
a.start()
a.join()
