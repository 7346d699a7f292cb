"""How far each worker is: a number for each in a file that the parent reads when it draws."""

import mmap
import struct

_BYTES = 8


def counter_writer(fd, worker):
    """Gives the function that writes a worker's counter: to memory, because a system call would release the GIL."""
    if fd is None:
        return lambda units_done: None
    cells = mmap.mmap(fd, (worker + 1) * _BYTES)
    pack = struct.Struct("=d").pack_into
    return lambda units_done: pack(cells, worker * _BYTES, units_done)
