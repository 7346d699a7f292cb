# Ten coroutines that were to wait at the same time, and one call that isn't awaited: it blocks the loop.
import asyncio
import time


async def fetch():
    while True:
        time.sleep(0.05)  # As requests.get() does, or a database driver that isn't async.
        await asyncio.sleep(0)


async def main():
    await asyncio.gather(*(fetch() for _ in range(10)))


asyncio.run(main())
