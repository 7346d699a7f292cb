import asyncio
import os

MANY = range(1000)
TASKS = "/proc/self/task"
counts = []


async def wait():
    count = len(os.listdir(TASKS))
    counts.append(count)
    await asyncio.sleep(0.5)


async def main():
    waits = [wait() for _ in MANY]
    await asyncio.gather(*waits)


asyncio.run(main())
print("waits:", len(counts))
print("threads:", max(counts))
