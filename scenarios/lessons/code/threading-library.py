from threading import Thread

TIMES = 1_000_000
cell = 0


def add():
    global cell
    for _ in range(TIMES):
        # Load, add, store.
        cell = int(cell) + 1


a = Thread(target=add)
b = Thread(target=add)
a.start()
b.start()
a.join()
b.join()
print("added:", 2 * TIMES)
print("in the cell:", cell)
