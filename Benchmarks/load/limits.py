"""How near to PostgreSQL's own limits the way from rows into the table `contact` is.

    limits.py [CONTACTS] [--program PATH]      default 100,000

One full load is run with pg_stat_statements counting, so the times of contactsync's own statements are the server's (a COPY's
includes waiting for the client). Then psql does the same with the same rows at once: binary `\\copy` into the same temporary
stage, the same insert from it, and binary `\\copy` straight into a table with the same columns and indexes. The best of three
counts. The server's CPU seconds stand beside.
"""
import argparse
import pathlib
import re
import shutil
import subprocess
import tempfile

import pages
import server
from bench import free_port
from measured import server_seconds
from tools import ROOT, WORK, Cluster, Ours

QUERIES = ROOT / "sql" / "queries"
# (name, text that only this statement holds)
STATEMENTS = [("COPY into the stage", "copy contact_stage"), ("which rows are new or differ", "as differs"),
              ("insert from the stage", "insert into contactsync.contact ("), ("insert of decisions", "insert into contactsync.decision"),
              ("update of the run's counts", "update contactsync.run_account"), ("lease", "update contactsync.linked_account"),
              ("places for calls", "contactsync.call_failure"), ("commit", "commit")]


def sql(name):
    """The statement of a file of sql/queries, without its comments."""
    lines = (QUERIES / f"{name}.sql").read_text().splitlines()
    return "\n".join(line for line in lines if not line.startswith("--")).strip().rstrip(";")


def psql(url, script):
    """The output of a psql script that stops at the first mistake."""
    done = subprocess.run(["psql", url, "-qAtX", "-v", "ON_ERROR_STOP=1"], input=script, capture_output=True, text=True)
    if done.returncode != 0: raise SystemExit(done.stderr)
    return done.stdout


def timed(cluster, script):
    """Milliseconds of each statement behind `\\timing on`, and the server's CPU seconds of all."""
    cluster.sql("checkpoint")
    before = server_seconds(cluster.postmaster)
    times = [float(text) for text in re.findall(r"^Time: ([0-9.]+) ms", psql(cluster.url, script), re.M)]
    return times, server_seconds(cluster.postmaster) - before


def best(cluster, script):
    found = [timed(cluster, script) for _ in range(3)]
    return min(found, key=lambda each: sum(each[0]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("contacts", nargs="?", type=int, default=100_000)
    parser.add_argument("--program", default=str(ROOT / ".build" / "release" / "contactsync"))
    options = parser.parse_args()
    data = WORK / "data" / str(options.contacts)
    pages.make(options.contacts, data)
    folder, port = pathlib.Path(tempfile.mkdtemp(prefix="nginx-")), free_port()
    serving = server.start(data, folder, port)
    try:
        with Cluster(options.program) as cluster: compare(cluster, f"http://127.0.0.1:{port}", folder)
    finally:
        serving.terminate()
        serving.wait()
        shutil.rmtree(folder, ignore_errors=True)


def compare(cluster, base, folder):
    cluster.sql("alter system set shared_preload_libraries = 'pg_stat_statements'")
    cluster.restart()
    cluster.sql("create extension pg_stat_statements")
    subject = Ours(cluster, base)
    cluster.sql("select pg_stat_statements_reset()")
    taken = subject.step("full")
    print(f"{taken.rows:,} contacts by contactsync: {taken.wall:.2f} s, {taken.client:.2f} s client CPU, {taken.server:.2f} s PostgreSQL CPU")
    own = {}
    for name, text in STATEMENTS:
        calls, milliseconds = cluster.sql(
            "select coalesce(sum(calls), 0), coalesce(round(sum(total_exec_time)), 0) from pg_stat_statements "
            f"where strpos(lower(query), lower('{text}')) > 0 and strpos(query, 'pg_stat') = 0").split("|")
        own[name] = float(milliseconds)
        print(f"  {name:<32} {int(calls):>8} times {float(milliseconds):>9.0f} ms")
    stage = re.search(r"copy contact_stage \((.*?)\) from stdin", sql("contact_stage_copy"), re.S)[1]
    columns = ", ".join(part.strip() for part in stage.split(","))
    selected = columns.replace("is_new", "true").replace("remote_was_deleted", "deleted_at is not null") \
        .replace("issues", "array_to_string(issues, ',')")
    rows, whole = folder / "stage.bin", folder / "contact.bin"
    psql(cluster.url, f"\\copy (select {selected} from contactsync.contact) to '{rows}' (format binary)\n"
                      f"\\copy contactsync.contact to '{whole}' (format binary)\n")
    staging = f"{sql('contact_stage_create').replace('on commit delete rows', 'on commit preserve rows')};\n"
    copying = f"\\copy contact_stage ({columns}) from '{rows}' (format binary)\n"
    stage_times, stage_cpu = best(cluster, f"{staging}\\timing on\n{copying}")
    insert = sql("contact_insert").replace("contactsync.contact", "bench_contact", 1)
    table = "drop table if exists bench_contact; create table bench_contact (like contactsync.contact including all);\n"
    both_times, both_cpu = best(cluster, f"{table}{staging}prepare fill (text, text, bigint) as {insert};\n"
                                         f"\\timing on\n{copying}execute fill ('bench-1', 'bench', 1);\n")
    direct_times, direct_cpu = best(cluster, f"{table}\\timing on\n\\copy bench_contact from '{whole}' (format binary)\n")
    print(f"psql, the same rows at once:\n  \\copy into the stage            {stage_times[0]:>9.0f} ms, {stage_cpu:.2f} s CPU")
    print(f"  \\copy into the stage, and insert {sum(both_times):>7.0f} ms, {both_cpu:.2f} s CPU")
    print(f"  \\copy into the table            {direct_times[0]:>9.0f} ms, {direct_cpu:.2f} s CPU")
    ours = own["COPY into the stage"]
    print(f"COPY into the stage, speed against psql's: {stage_times[0] / ours:.2f} (wanted: at least 0.95)")
    print(f"stage and insert against \\copy into the table: contactsync {(ours + own['insert from the stage']) / direct_times[0]:.2f}, "
          f"psql {sum(both_times) / direct_times[0]:.2f} (wanted: at most 1.35)")


if __name__ == "__main__": main()
