"""A thread's event loop: one for all that it awaits."""

import threading

_here = threading.local()


def event_loop():
    import asyncio

    if not hasattr(_here, "loop"):
        _here.loop = asyncio.new_event_loop()
        asyncio.set_event_loop(_here.loop)
    return _here.loop


def run_awaited(awaitable):
    """Runs it to its end, and gives what it gives."""

    async def wait():
        return await awaitable

    return event_loop().run_until_complete(wait())


def cancel_rest():
    """As asyncio.run does: whatever was begun there and not waited for."""
    if not hasattr(_here, "loop"):
        return
    import asyncio

    left = asyncio.all_tasks(_here.loop)
    for task in left:
        task.cancel()
    if left:
        _here.loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
