"""What a command and the PostgreSQL beside it took, by the operating system's accounting."""
import os
import subprocess
import threading
import time

TICK = os.sysconf("SC_CLK_TCK")


def children(process):
    """The processes that these threads have begun and not yet reaped."""
    try:
        threads = os.listdir(f"/proc/{process}/task")
        return [int(child) for thread in threads for child in open(f"/proc/{process}/task/{thread}/children").read().split()]
    except OSError:
        return []


def tree(process):
    return [process] + [each for child in children(process) for each in tree(child)]


def resident(process):
    """Bytes in memory of a process and all below it; what forked processes share counts once."""
    processes = tree(process)
    total = 0
    for each in processes:
        try:
            if len(processes) == 1:
                total += int(open(f"/proc/{each}/statm").read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
            else:
                lines = open(f"/proc/{each}/smaps_rollup").read().splitlines()
                total += 1024 * int(next(line for line in lines if line.startswith("Pss:")).split()[1])
        except (OSError, IndexError, StopIteration):
            pass
    return total


def server_seconds(postmaster):
    """CPU seconds of a PostgreSQL so far: the postmaster, the processes that it has reaped, and those that live."""
    total = 0
    for each in [postmaster] + children(postmaster):
        try:
            fields = open(f"/proc/{each}/stat").read().rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(map(int, fields[11:15] if each == postmaster else fields[11:13]))
    return total / TICK


class Taken:
    """Wall seconds, CPU seconds of the command's whole tree, those of PostgreSQL meanwhile, peak memory in MB, and what it said."""

    def __init__(self, wall, client, server, peak, said):
        self.wall, self.client, self.server, self.peak, self.said = wall, client, server, peak, said


def run(command, environment, postmaster, words):
    """Runs it with stderr to the file `words`; ends the program with its last words when it fails."""
    before = server_seconds(postmaster)
    with open(words, "wb") as log:
        begun = time.monotonic()
        child = subprocess.Popen([str(part) for part in command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, env=environment)
        peak, ended = 0, threading.Event()

        def watch():
            nonlocal peak
            while not ended.wait(0.1): peak = max(peak, resident(child.pid))

        watcher = threading.Thread(target=watch)
        watcher.start()
        said = child.stdout.read()
        _, status, used = os.wait4(child.pid, 0)
        wall = time.monotonic() - begun
        ended.set()
        watcher.join()
    code = child.returncode = os.waitstatus_to_exitcode(status)
    if code != 0:
        last = open(words, errors="replace").read()[-2000:]
        raise SystemExit(f"{' '.join(map(str, command))} ended with {code}\n{last}")
    server = server_seconds(postmaster) - before
    return Taken(wall, used.ru_utime + used.ru_stime, server, max(peak / 1e6, used.ru_maxrss * 1024 / 1e6), said.decode())
