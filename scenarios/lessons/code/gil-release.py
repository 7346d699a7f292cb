import time
from hashlib import sha256
from json import loads
from threading import Thread


def ticks(call):
    thread = Thread(target=call)
    thread.start()
    count = 0
    while thread.is_alive():
        time.sleep(0.001)
        count += 1
    return count


text = f"[{'1,' * 5_000_000}1]"
data = bytes(200_000_000)
held = ticks(lambda: loads(text))
free = ticks(lambda: sha256(data))
print("ticks, json.loads:", held)
print("ticks, sha256:", free)
