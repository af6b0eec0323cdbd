"""The tools that are measured, each with a PostgreSQL of its own that contactsync starts: same settings, same socket."""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import urllib.parse

from measured import run

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORK = ROOT / ".build" / "bench-load"
PYTHON = WORK / "python" / "bin" / "python"

# What the server answers with in a step.
VARIANTS = {"full": "full", "again": "full", "quiet": "quiet", "night": "night"}

PIPELINE = """version: 1
name: {name}
accounts: all
concurrency: {concurrency}
extract:
  since: {since}
  page_size: 100
  require_sync: any
transform:
  policy: standard
  decide: {decide}
load:
  links: write
"""


class Cluster:
    """A fresh private PostgreSQL in a temporary folder; a context."""

    def __init__(self, program):
        self.program = program

    def __enter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="cs-"))
        os.chmod(self.folder, 0o711)
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "DATABASE_URL", "MERGE_"))}
        self.environment |= {"CONTACTSYNC_HOME": str(self.folder / "home"), "MERGE_API_KEY": "sandbox-key", "MERGE_RATE_LIMIT": "0"}
        self.begin()
        return self

    def begin(self):
        self.url = self.call("db", "url").strip()
        self.postmaster = int(next((self.folder / "home").glob("**/postmaster.pid")).read_text().split()[0])

    def restart(self):
        """So that settings take effect."""
        self.call("db", "stop")
        self.begin()

    def __exit__(self, *_):
        subprocess.run([self.program, "db", "stop"], env=self.environment, capture_output=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def call(self, *arguments, **more):
        done = subprocess.run([self.program, *arguments], env=self.environment | more, capture_output=True, text=True)
        if done.returncode != 0: raise SystemExit(f"contactsync {' '.join(arguments)} ended with {done.returncode}\n{done.stderr}")
        return done.stdout

    def sql(self, statement):
        return subprocess.run(["psql", self.url, "-qAtc", statement], check=True, capture_output=True, text=True).stdout.strip()

    def peers_database(self):
        """Connection text of a database of their own in the same server, in the form that psycopg and dlt both take."""
        self.sql("create database peers")
        socket = urllib.parse.parse_qs(urllib.parse.urlsplit(self.url).query)["host"][0]
        return f"postgresql://postgres:none@{urllib.parse.quote(socket, safe='')}:5432/peers"

    def run(self, command, **more):
        self.sql("checkpoint")
        return run(command, self.environment | more, self.postmaster, self.folder / "words")


class Ours:
    """contactsync run, deciding against these parties or (None) not deciding at all."""

    def __init__(self, cluster, base, parties=None, accounts=1):
        self.cluster, self.base = cluster, base
        lines = [json.dumps({"id": f"bench-{number}", "organization": "bench"}) for number in range(1, accounts + 1)]
        for number in range(1, accounts + 1):
            cluster.call("accounts", "add", "--id", f"bench-{number}", "--organization", "bench", "--token-env", "TOKEN", TOKEN=f"t{number}")
        if parties: cluster.call("parties", "import", str(parties), "--organization", "bench")
        for name, since in (("backfill", "beginning"), ("nightly", "watermark")):
            (cluster.folder / f"{name}.yaml").write_text(PIPELINE.format(name=name, since=since, concurrency=max(accounts, 1),
                                                                      decide="true" if parties else "false"))

    def step(self, name):
        pipeline = "backfill" if VARIANTS[name] == "full" else "nightly"
        before = self.written()
        taken = self.cluster.run([self.cluster.program, "run", self.cluster.folder / f"{pipeline}.yaml", "--json"],
                                 MERGE_BASE_URL=f"{self.base}/{VARIANTS[name]}/api")
        accounts = json.loads(taken.said.splitlines()[-1])["accounts"]
        taken.rows = sum(account["read"] for account in accounts)
        taken.stages = self.stages()
        after = self.written()
        taken.written = {table: after[table] - before.get(table, 0) for table in after if after[table] != before.get(table, 0)}
        return taken

    def stages(self):
        """Wall milliseconds of the last run's stages, as it stored them; of all accounts together."""
        sums = self.cluster.sql("select sum(extract_ms), sum(transform_ms), sum(load_ms), sum(settle_ms) from contactsync.run_account "
                                "where run_id = (select max(run_id) from contactsync.run)")
        return dict(zip(("extract", "transform", "load", "settle"), map(int, sums.split("|"))))

    def written(self):
        """Rows written so far, by table."""
        lines = self.cluster.sql("select relname, n_tup_ins + n_tup_upd + n_tup_del from pg_stat_user_tables order by 1").splitlines()
        return {table: int(count) for table, count in (line.split("|") for line in lines)}


class Hand:
    """The hand-written Python."""

    def __init__(self, cluster, base):
        self.cluster, self.base, self.database = cluster, base, cluster.peers_database()

    def step(self, name):
        mode = "night" if name == "quiet" else name
        taken = self.cluster.run([PYTHON, HERE / "peers" / "hand.py", f"{self.base}/{VARIANTS[name]}", self.database, "hand", mode])
        taken.rows = int(taken.said.split()[0])
        return taken


class Dlt:
    """dlt with pyarrow."""

    def __init__(self, cluster, base):
        self.cluster, self.base, self.database = cluster, base, cluster.peers_database()

    def step(self, name):
        mode = "night" if name == "quiet" else name
        taken = self.cluster.run([PYTHON, HERE / "peers" / "dlt_arrow.py", f"{self.base}/{VARIANTS[name]}", self.database, "loaded", mode,
                                  self.cluster.folder / "dlt"])
        taken.rows = int(taken.said.splitlines()[-1])
        return taken
