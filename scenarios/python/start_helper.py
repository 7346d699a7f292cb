"""A program that starts a helper and is then done; the helper writes a file after `delayMs`, if it lives that long.

`mode`: `thread` and `daemon` are threads, `session` is a process in a session of its own
(src/workloads/experiments/start-helper.ts).
"""

import os
import subprocess
import sys
import threading
import time

_LATE_WRITER = "import sys, time; time.sleep(float(sys.argv[2])); open(sys.argv[1], 'w').close()"


class StartHelper:
    def __init__(self, mode, delay_s, file):
        self._mode, self._delay_s, self._file = mode, delay_s, file

    def run(self, _count):
        if self._mode == "session":
            self._start_session()
        else:
            threading.Thread(target=self._write_late, daemon=self._mode == "daemon").start()

    def _write_late(self):
        time.sleep(self._delay_s)
        open(self._file, "w", encoding="utf-8").close()

    def _start_session(self):
        subprocess.Popen(
            [sys.executable, "-c", _LATE_WRITER, self._file, str(self._delay_s)],
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def digest(self):
        return self._mode


def create_work(params, host):
    file = os.path.join(host.scratch_dir, host.name + ".txt")
    return StartHelper(params["mode"], params["delayMs"] / 1000, file)
