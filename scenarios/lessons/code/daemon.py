import threading
import time


def work():
    time.sleep(1.5)
    print("daemon: done")


# Without daemon, main waits for it.
daemon = threading.Thread(
    target=work, daemon=True
)
daemon.start()
time.sleep(0.2)
print("main: done")
