# "More threads, the same time": pure Python, and one GIL.
from threading import Thread


def primes():
    while True:
        sum(1 for n in range(2, 2000) if all(n % d for d in range(2, int(n**0.5) + 1)))


for _ in range(4):
    Thread(target=primes).start()
