"""The workers' side of the engines that run Python.

Arguments: how the workers live, their jobs as JSON, the descriptor to write messages to, and that of the file of counters
(if there is one). With `inspect`, the function and whether it has inputs come in place of the jobs; with `describe` and
`call`, where an experiment is; with `map`, the one job of a map's worker.
"""

import importlib
import json
import signal
import sys
import time

# Their names are unusual because they are found before modules of the user's.
_LIVES = {
    "python-processes": ("concur_alone", "live_alone"),
    "python-threads": ("concur_threads", "live_in_threads"),
    "python-loop": ("concur_loop", "live_in_turns"),
    "asyncio": ("concur_loop", "live_in_tasks"),
    "multiprocessing": ("concur_processes", "live_in_processes"),
    "interpreters": ("concur_interpreters", "live_in_interpreters"),
}


def main():
    how, given, fd = sys.argv[1], json.loads(sys.argv[2]), int(sys.argv[3])
    if how == "inspect":
        from concur_inspect import inspect_function

        return inspect_function(given["function"], given["hasInputs"], fd)
    if how in ("describe", "call"):
        from concur_describe import answer

        return answer(how, given, fd)
    # Ctrl-C reaches the whole foreground group; the parent alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    progress_fd = int(sys.argv[4]) if len(sys.argv) > 4 else None
    if how == "map":
        from concur_map import live_map

        return live_map(given, fd, progress_fd)
    return _run(how, given, fd, progress_fd)


def _run(how, jobs, fd, progress_fd):
    from concur_channel import Host
    from concur_parent import Parent

    module, name = _LIVES[how]
    live, parent = getattr(importlib.import_module(module), name), Parent(fd)
    _preload(jobs[0])
    live(jobs, parent, progress_fd, Host(jobs, time.monotonic_ns))


def _preload(job):
    """A program has imported the user's module before it starts workers. What goes wrong here goes wrong in each of them, too."""
    if "function" in job["work"]["params"]:
        from concur_live import module_of
        from concur_own_call import OwnCallError, find

        module_of(job)
        try:
            find(job["work"]["params"]["function"])
        except OwnCallError:
            pass


if __name__ == "__main__":
    main()
