"""Runs a command and says what it took."""
import os
import resource
import subprocess
import threading
import time

import psutil


class Taken:
    """Wall and CPU seconds and the peak of the resident memory of a process and all below it, in MB."""

    def __init__(self, wall, cpu, peak):
        self.wall, self.cpu, self.peak = wall, cpu, peak

    def __add__(self, other):
        return Taken(self.wall + other.wall, self.cpu + other.cpu, max(self.peak, other.peak))


def resident(process):
    try:
        return sum(each.memory_info().rss for each in [process] + process.children(recursive=True))
    except psutil.Error:
        return 0


def run(command, read=None, write=None, log=None):
    """Runs it with stdin, stdout and stderr from and to these files; ends the program with its last words when it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(read or os.devnull, "rb") as source, open(write or os.devnull, "wb") as sink, open(log or os.devnull, "wb") as words:
        begun = time.monotonic()
        child = subprocess.Popen([str(part) for part in command], stdin=source, stdout=sink, stderr=words)
        peak, tree, ended = 0, psutil.Process(child.pid), threading.Event()

        def watch():
            nonlocal peak
            while not ended.wait(0.2):
                peak = max(peak, resident(tree))

        watcher = threading.Thread(target=watch)
        watcher.start()
        _, status, used = os.wait4(child.pid, 0)
        wall = time.monotonic() - begun
        ended.set()
        watcher.join()
    code = child.returncode = os.waitstatus_to_exitcode(status)
    if code != 0:
        last = open(log, errors="replace").read()[-2000:] if log else ""
        raise SystemExit(f"{' '.join(map(str, command))} ended with {code}\n{last}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Taken(wall, cpu, max(peak / 1e6, used.ru_maxrss / 1e3))
