"""How a step of contactsync-transform runs inside a task of Spark: files for what it is given whole, a pipe for the rest."""

import collections
import itertools
import json
import os
import stat
import subprocess
import tempfile
import threading

from pyspark import SparkFiles

# What a row is to a step: the parties and what stands are files, the records are piped. Rows come in this order.
PARTY, STANDING, RECORD = 0, 1, 2

# Answers of contactsync-transform: 65 with these words means that all other lines were handed on.
BAD_INPUT = 65
LEFT_OUT = "were left out; the others were transformed"


class StepFailure(Exception):
    """A step that ended with another exit code than 0; its last words are the message."""


def pipe(command, lines, left_out=None):
    """Lines through a command, as RDD.pipe with checkCode=True does; a failure says the last words of the command.

    left_out: takes the words of a step that left out lines which cannot be read; without it that is a failure too.
    """
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    words = collections.deque(maxlen=20)
    trouble = []

    def feed():
        try:
            for line in lines:
                process.stdin.write(line)
                process.stdin.write(b"\n")
            process.stdin.close()
        except BrokenPipeError:
            pass  # it ended early, and its exit code says why
        except BaseException as error:
            trouble.append(error)
            process.kill()

    def listen():
        for line in process.stderr:
            words.append(line.decode("utf-8", "replace").rstrip())

    threads = [threading.Thread(target=feed, daemon=True), threading.Thread(target=listen, daemon=True)]
    for thread in threads:
        thread.start()
    try:
        for line in process.stdout:
            yield line[:-1]
        code = process.wait()
    finally:
        process.kill()
        process.wait()
        for thread in threads:
            thread.join()
    if trouble:
        raise trouble[0]
    if code == BAD_INPUT and left_out is not None and words and words[-1].endswith(LEFT_OUT):
        left_out.add(list(words))
    elif code != 0:
        raise StepFailure(f"{os.path.basename(command[0])} {command[1]} ended with {code}: " + "\n".join(words))


class Program:
    """contactsync-transform as the executors have it, with the files that every step is given."""

    def __init__(self, context, path, policy, frequencies):
        self.name = os.path.basename(path)
        self.threads = context.getConf().get("spark.task.cpus", "1")
        self.files = {"--policy": policy, "--frequencies": frequencies}
        for file in [path, policy, frequencies]:
            if file:
                context.addFile(file)

    def command(self, step, *options):
        program = SparkFiles.get(self.name)
        mode = os.stat(program).st_mode
        if not mode & stat.S_IXUSR:
            os.chmod(program, mode | stat.S_IXUSR)
        command = [program, step, "--threads", self.threads]
        for option, file in self.files.items():
            if file:
                command += [option, SparkFiles.get(os.path.basename(file))]
        return command + list(options)


def in_order(program, step, options, left_out=None):
    """For mapPartitionsWithIndex over lines in their order → (order, line)."""

    def run(index, lines):
        files = [SparkFiles.get(option[1:]) if option.startswith("@") else option for option in options]
        for place, line in enumerate(pipe(program.command(step, *files), lines, left_out)):
            yield (index << 40) + place, line

    return run


def in_parts(program, step, end, numbered=False, left_out=None):
    """For mapPartitions over rows (part, kind, account, member, line), sorted by part and kind → (part, order, line).

    member: JSON that is written behind the last member of a record's line, or None.
    end: (organization, party revision) of the parties' file, or None where it has no `end` line.
    numbered: the order is that of the lines of one contact, which stand together.
    """

    def run(rows):
        for part, rows in itertools.groupby(rows, key=lambda row: row[0]):
            with tempfile.TemporaryDirectory(prefix="contactsync-") as folder:
                yield from run_part(part, rows, folder)

    def run_part(part, rows, folder):
        kinds = itertools.groupby(rows, key=lambda row: row[1])
        parties, standing = os.path.join(folder, "parties.ndjson"), os.path.join(folder, "standing.ndjson")
        options, records, rows_of_parties = ["--parties", parties], iter(()), 0
        with open(parties, "wb") as file:
            for kind, rows in kinds:
                if kind == PARTY:
                    for row in rows:
                        file.write(bytes(row[4]) + b"\n")
                        rows_of_parties += 1
                elif kind == STANDING:
                    write_standing(standing, rows)
                    options += ["--standing", standing]
                else:
                    records = (with_member(bytes(row[4]), row[3]) for row in rows)
                    break
            if end:
                file.write(end_line(organization=end[0], party_revision=end[1], rows=rows_of_parties))
        before, order = None, 0
        for place, line in enumerate(pipe(program.command(step, *options), records, left_out)):
            if numbered:
                contact = line.partition(b',"matcher_version":')[0]
                order = order + 1 if contact == before else 0
                before = contact
            else:
                order = (part << 40) + place
            yield part, order, line

    return run


def with_member(line, member):
    return line if member is None else line.rstrip()[:-1] + b"," + member.encode() + b"}"


def write_standing(path, rows):
    """What stands, with an `end` for each account that counts its lines."""
    counts = collections.Counter()
    with open(path, "wb") as file:
        for row in rows:
            file.write(bytes(row[4]) + b"\n")
            counts[row[2]] += 1
        for account, count in counts.items():
            file.write(end_line(account=account, rows=count))


def end_line(**members):
    members = dict(members, schema=1, type="end")
    return json.dumps(members, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"
