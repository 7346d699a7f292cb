"""What the kernel tells a thread of itself: the evidence of src/machine/own/kernel.ts, read in Python."""

import os
import re
import resource


def identity():
    """Who this thread is. To be called in the thread itself."""
    pid, tid = os.getpid(), None
    try:
        seen, _, task = os.readlink("/proc/thread-self").split("/")
        # Another PID means that this /proc belongs to another PID namespace: its numbers would name strangers here.
        tid = int(task) if int(seen) == pid else None
    except OSError:
        pass
    stat = _read("/proc/thread-self/stat")
    comm = _read("/proc/thread-self/comm")
    return {
        "pid": pid,
        "parentPid": os.getppid(),
        "tid": tid,
        "threadId": None,
        # The name in brackets may hold spaces and brackets: field 3 is the first behind it.
        "startTicks": None if stat is None else int(stat.rpartition(")")[2].split()[22 - 3]),
        "comm": None if comm is None else comm.rstrip("\n"),
    }


def name_thread(name):
    """Gives this thread a name in the kernel: the first 15 characters count."""
    try:
        with open("/proc/thread-self/comm", "w", encoding="utf-8") as file:
            file.write(name[:15])
    except OSError:
        pass


class Clocks:
    """This thread's own clocks and mask. The files stay open, because each system call may cost the thread the GIL."""

    def __init__(self):
        self._schedstat = _open("/proc/thread-self/schedstat")
        self._status = _open("/proc/thread-self/status")

    def queued_ns(self):
        """How long this thread has waited for a CPU since it was born; None where the kernel doesn't tell."""
        return self.times()[1]

    def times(self):
        """How long it has run and waited for a CPU, in ns since it was born; None where the kernel doesn't tell."""
        times = _read_again(self._schedstat).split()
        return (int(times[0]), int(times[1])) if times else (None, None)

    def read(self):
        """Times in ns since the thread was born; None where the kernel doesn't tell."""
        run_ns, delay_ns = self.times()
        status = _read_again(self._status)
        allowed = re.search(r"^Cpus_allowed_list:\s*(\S*)", status, re.MULTILINE)
        return {
            "runNs": run_ns,
            "runDelayNs": delay_ns,
            "voluntarySwitches": _number(status, "voluntary_ctxt_switches"),
            "involuntarySwitches": _number(status, "nonvoluntary_ctxt_switches"),
            "allowedCpus": None if allowed is None else _cpu_list(allowed.group(1)),
        }


def own_stack():
    """This thread's stack pointer and the mapping of its process that this lies in (src/machine/own/own-stack.ts), or None."""
    fields = (_read("/proc/thread-self/syscall") or "").split()
    if len(fields) < 2:
        return None
    address = int(fields[-2], 16)
    for line in (_read("/proc/self/maps") or "").splitlines():
        start, end = (int(part, 16) for part in line.split(" ", 1)[0].split("-"))
        if start <= address < end:
            return {"pointer": hex(address), "mapping": "%x-%x" % (start, end)}
    return None


def pss_bytes():
    """This process' proportional share of the memory that it maps, or None."""
    kilobytes = _number(_read("/proc/self/smaps_rollup") or "", "Pss")
    return None if kilobytes is None else kilobytes * 1024


def resident_bytes():
    """What of this process is in memory, or None."""
    pages = (_read("/proc/self/statm") or "").split()
    return int(pages[1]) * resource.getpagesize() if len(pages) > 1 else None


def own_cpu():
    """The CPU that this thread ran on last, or None."""
    stat = _read("/proc/thread-self/stat")
    # The name in brackets may hold spaces and brackets: field 3 is the first behind it.
    return None if stat is None else int(stat.rpartition(")")[2].split()[39 - 3])


def process_cpu_ns():
    """CPU time of all threads of this process since its birth."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return round((usage.ru_utime + usage.ru_stime) * 1e9)


def own_threads():
    """All kernel threads of this process: their names, and their times in ns since they were born."""
    threads = []
    for tid in sorted(map(int, _tasks())):
        comm = _read("/proc/self/task/%d/comm" % tid)
        times = (_read("/proc/self/task/%d/schedstat" % tid) or "").split()
        # One that ends meanwhile is simply not seen.
        if comm is not None and times:
            clocks = {"runNs": int(times[0]), "runDelayNs": int(times[1])}
            threads.append(dict(clocks, tid=tid, comm=comm.rstrip("\n")))
    return threads


def threads_since(before, now):
    """What each thread did between two looks; one that wasn't there at the first was born in between."""
    earlier = {thread["tid"]: thread for thread in before or []}
    born = {"runNs": 0, "runDelayNs": 0}
    return [
        dict(thread, **{clock: thread[clock] - earlier.get(thread["tid"], born)[clock] for clock in born})
        for thread in now
    ]


def _tasks():
    try:
        return os.listdir("/proc/self/task")
    except OSError:
        return []


def _number(text, field):
    match = re.search(r"^%s:\s*(\d+)" % field, text, re.MULTILINE)
    return None if match is None else int(match.group(1))


def _cpu_list(text):
    cpus = []
    for part in filter(None, text.split(",")):
        first, _, last = part.partition("-")
        cpus.extend(range(int(first), int(last or first) + 1))
    return cpus


def _open(path):
    try:
        return os.open(path, os.O_RDONLY)
    except OSError:
        return None


def _read_again(fd):
    return "" if fd is None else os.pread(fd, 8192, 0).decode("latin-1")


def _read(path):
    try:
        with open(path, encoding="latin-1") as file:
            return file.read()
    except OSError:
        return None
