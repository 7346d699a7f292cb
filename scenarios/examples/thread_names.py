"""
Names and PIDs of threads: each of two named threads reports where it runs.

  concur demo ./thread_names.py   compares what they report with what the kernel knows of them
  python3 thread_names.py         prints it, without concur
"""

import os
import threading

question = "Do two named threads run in the process that has started them?"
hypothesis = "They do: they have one PID, a kernel thread each, and the names that they were given."


def task_1():
    return report("task 1")


def task_2():
    return report("task 2")


def report(task):
    name, pid, tid = threading.current_thread().name, os.getpid(), threading.get_native_id()
    print("%s runs in thread %s, PID %d, TID %d" % (task, name, pid, tid))
    return {"name": name, "pid": pid, "tid": tid}


trials = {"threads": {"engine": "threads", "calls": 1, "workers": {"t1": task_1, "t2": task_2}}}

claims = {
    "one-process": {
        "statement": "both threads belong to one process",
        "trial": "threads",
        "figure": "processes",
        "equals": 1,
    },
    "own-thread": {
        "statement": "each is a thread of its own to the kernel",
        "trial": "threads",
        "figure": "threads",
        "equals": 2,
    },
}


def judge(evidence):
    """`finding` is what a task returned; beside it stands what was seen of its worker."""
    claims, workers = {}, evidence["threads"]["workers"]
    for key, what in (("pid", "process"), ("tid", "thread"), ("name", "name")):
        reported = [worker["finding"][key] if worker["finding"] else None for worker in workers]
        seen = [worker[key] for worker in workers]
        claims[key] = {
            "statement": "Python reports the %s that the kernel knows" % what,
            "expected": ", ".join(map(str, seen)),
            "observed": ", ".join(map(str, reported)),
            "holds": None if None in reported + seen else reported == seen,
        }
    return {"claims": claims}


if __name__ == "__main__":
    print("the main thread is %s, PID %d" % (threading.current_thread().name, os.getpid()))
    threads = [
        threading.Thread(target=task, name=name) for name, task in trials["threads"]["workers"].items()
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
