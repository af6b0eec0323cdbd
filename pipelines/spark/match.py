"""Decides the contacts of one huge account with Apache Spark: the decisions of one process of `contactsync transform`.

    spark-submit pipelines/spark/match.py --transform contactsync-transform --parties parties.ndjson \
        --contacts contacts.ndjson --standing standing.ndjson --out decisions

Score each contact against all parties, or, where they are too many for a machine, against those shards of them that
share enough blocking keys with it; make groups of what hangs together; settle each group. See docs/scale.md.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from pyspark import StorageLevel
from pyspark.accumulators import AccumulatorParam
from pyspark.sql import SparkSession, functions as F

import components
import frames
import steps
from frames import contact_node, from_keys, member, party_node, rows_of, slim
from steps import PARTY, RECORD, STANDING

# As in BlockLimits: what a contact and a party must share.
LEAST_SHARE = 64
# A key that more contacts have is joined without a shuffle.
HEAVY_KEY = 50_000


class Words(AccumulatorParam):
    def zero(self, _):
        return []

    def addInPlace(self, a, b):
        return a + b


class Job:
    def __init__(self, arguments):
        self.arguments = arguments
        self.spark = SparkSession.builder.appName("contactsync").getOrCreate()
        self.context = self.spark.sparkContext
        for module in [steps, components, frames]:
            self.context.addPyFile(module.__file__)
        self.tasks = max(1, self.context.defaultParallelism // int(self.context.getConf().get("spark.task.cpus", "1")))
        self.parts = arguments.parts or 4 * self.tasks
        self.left_out = self.context.accumulator([], Words())
        self.start = time.monotonic()
        self.folder = tempfile.mkdtemp(prefix="contactsync-")

    def say(self, words):
        """One line on stderr, with the seconds since the beginning."""
        print(f"{time.monotonic() - self.start:7.1f} s  {words}", file=sys.stderr, flush=True)

    def run(self):
        frequencies = self.frequencies()
        self.say("the frequencies are made")
        self.program = steps.Program(self.context, self.arguments.transform, self.arguments.policy, frequencies)
        self.parties = self.read_parties()
        contacts = self.lines(self.arguments.contacts)
        typed = F.col("line").contains('"type"') & member("type").isNotNull()
        records = contacts.where(~typed)
        scored = self.described(self.score(records)).persist(StorageLevel.DISK_ONLY)
        placed = self.groups(scored)
        self.say(f"groups are made and spread over {self.parts} parts")
        decisions = self.settle(scored, placed)
        lines = contacts.where(typed).select("line").union(decisions.select(F.col("line").cast("string")))
        lines.write.text(self.arguments.out, lineSep="\n")
        self.say("groups are settled")
        return self.left_out.value

    # MARK: what is given

    def frequencies(self):
        """Made once, on the driver: it also finds what is wrong with the parties, what stands and the policy."""
        given = self.arguments
        command = [given.transform, "frequencies", "--parties", given.parties]
        for option, value in {"--standing": given.standing, "--policy": given.policy}.items():
            if value:
                command += [option, value]
        path = os.path.join(self.folder, "frequencies.ndjson")
        with open(path, "wb") as file:
            subprocess.run(command, stdout=file, check=True)
        return path

    def lines(self, path):
        """A file's lines in their order (path, place), blank ones left out; whatever bytes they hold."""
        lines = self.spark.read.text(path, lineSep="\n").where("trim(value) <> ''")
        return lines.select(
            F.input_file_name().alias("path"),
            F.monotonically_increasing_id().alias("place"),
            F.col("value").alias("line"),
        )

    def read_parties(self):
        """Parties by id, with what they were merged into; notes what the file's `end` says."""
        lines = self.lines(self.arguments.parties).select("line", member("type").alias("type"))
        ends = [json.loads(row.line) for row in lines.where("type = 'end'").collect()]
        self.end = None
        if ends:
            self.end = (ends[0]["organization"], min(end.get("party_revision") or 0 for end in ends))
        parties = lines.where("type is null").select(
            member("id").alias("party"),
            member("merged_into").alias("into"),
            member("deleted_at").alias("deleted"),
            "line",
        )
        return parties.persist(StorageLevel.DISK_ONLY)

    def standing(self):
        """Links and judgements by their contact's node."""
        if not self.arguments.standing:
            schema = "account string, party string, line string, contact bigint"
            return self.spark.createDataFrame([], schema)
        lines = self.lines(self.arguments.standing).where(member("type").isin("link", "judgement"))
        lines = lines.select(
            member("account").alias("account"), member("contact").alias("id"), member("party").alias("party"), "line"
        )
        return lines.withColumn("contact", contact_node("account", "id")).drop("id")

    # MARK: score

    def score(self, records):
        """Contacts → (place, line): scored lines in the order of the contacts."""
        shards = -(-self.parties.count() // self.arguments.shard_size)
        if shards > 1:
            return self.score_in_shards(records, shards)
        self.context.addFile(self.arguments.parties)
        whole = ["--parties", "@" + os.path.basename(self.arguments.parties)]
        return self.piped(self.split(records), "score", whole)

    def split(self, records):
        """As many parts as processes work at once, each a stretch of the file."""
        split = records.repartitionByRange(self.tasks, "path", "place").sortWithinPartitions("path", "place")
        return split.select(F.col("line").cast("binary")).rdd.map(lambda row: bytes(row[0]))

    def piped(self, lines, step, options):
        rows = lines.mapPartitionsWithIndex(steps.in_order(self.program, step, options, self.left_out))
        return self.spark.createDataFrame(rows, "place bigint, line binary", verifySchema=False)

    def score_in_shards(self, records, shards):
        """Each contact goes to the shards in which some party may share enough keys with it, and to one anyhow.

        Keys that too many parties have are split or closed by `normalize` as by one process. Those that many contacts have
        are joined by sending their few parties everywhere, so that no task gets all of their contacts.
        """
        none = ["--keys-only", "--parties", "/dev/null"]
        shard = F.pmod(F.xxhash64("party"), F.lit(shards)).cast("int")
        parties = self.parties.select("party", "line", shard.alias("part"))
        lines = parties.select(F.col("line").cast("binary")).rdd.map(lambda row: bytes(row[0]))
        part = F.pmod(F.xxhash64("id"), F.lit(shards)).cast("int").alias("part")
        keys = from_keys(self.piped(lines, "normalize", none))
        holders = keys.select(F.explode("keys").alias("key"), part).distinct()
        holders = holders.groupBy("key").agg(F.collect_set("part").alias("parts"))

        wanted = from_keys(self.piped(self.split(records), "normalize", none)).persist(StorageLevel.DISK_ONLY)
        wanted = wanted.withColumn("contact", contact_node("account", "id"))
        each = wanted.select("contact", F.explode(F.arrays_zip("keys", "shares")).alias("key"))
        each = each.select("contact", F.col("key.keys").alias("key"), F.col("key.shares").alias("share"))
        heavy = each.groupBy("key").count().where(F.col("count") > HEAVY_KEY).select("key").localCheckpoint()
        common = each.join(F.broadcast(heavy), "key", "left_anti").join(holders, "key")
        often = each.join(F.broadcast(holders.join(F.broadcast(heavy), "key")), "key")
        shared = common.unionByName(often).select("contact", F.explode("parts").alias("part"), "share")
        routes = shared.groupBy("contact", "part").agg(F.sum("share").alias("share"))
        routes = routes.where(F.col("share") >= LEAST_SHARE)
        home = F.pmod("contact", F.lit(shards)).cast("int").alias("part")
        routes = routes.select("contact", "part").union(wanted.select("contact", home)).distinct()

        named = records.withColumn("contact", contact_node(member("account"), member("id")))
        routed = named.join(routes, "contact")
        rows = rows_of(parties, PARTY).unionByName(rows_of(routed, RECORD, sort=["contact", "path", "place"]))
        return self.merged(self.in_parts(rows, shards, "score", self.end, numbered=True))

    def merged(self, found):
        """Scored lines of shards (part, place among the contact's own, line) → one for each contact, in their order."""
        found = self.described(found.withColumnRenamed("part", "shard"))
        found = found.withColumn("member", F.format_string('"part":%d', "shard"))
        found = found.withColumn("part", self.part_of("contact"))
        rows = rows_of(found, RECORD, sort=["account", "id", "place", "shard"])
        return self.in_parts(rows, self.parts, "merge", None).select("place", "line")

    # MARK: groups

    def described(self, scored):
        """Scored lines with account, id, node and the parties of their candidates."""
        schema = "account string, contact string, scored struct<candidates: array<struct<party: string>>>"
        read = F.from_json(F.col("line").cast("string"), schema)
        described = scored.withColumn("read", read)
        return described.select(
            *scored.columns, "read.account", F.col("read.contact").alias("id"),
            F.col("read.scored.candidates.party").alias("parties"),
            contact_node("read.account", "read.contact").alias("contact"),
        )

    def groups(self, scored):
        """For each contact's node its part, and how often the floor of its edges was raised."""
        edges, ties = self.edges(scored)
        self.say("contacts are scored")
        labels, raised = components.groups(edges, ties, self.say)
        placed = scored.select("contact").distinct()
        placed = placed.join(labels.withColumnRenamed("node", "contact"), "contact", "left")
        placed = placed.withColumn("part", self.part_of(F.coalesce("component", "contact")))
        placed = placed.join(raised, "contact", "left").select("contact", "part", "rises")
        return placed.persist(StorageLevel.DISK_ONLY)

    def edges(self, scored):
        """(contact, party, rises) of pairs that may be linked; (contact, party) of those that are linked or were judged."""
        scored = scored.withColumn("part", self.part_of("contact")).withColumn("line", slim("line"))
        standing = self.standing().withColumn("part", self.part_of("contact"))
        names = {"party": "id", "into": "merged_into", "deleted": "deleted_at"}
        stub = F.to_json(F.struct(*[F.col(column).alias(name) for column, name in names.items()]))
        rows = self.rows(scored, standing, stub)
        lines = self.in_parts(rows, self.parts, "edges", None)
        schema = "account string, contact string, edges array<struct<party: string, rises: int>>, ties array<string>"
        read = lines.select(F.from_json(F.col("line").cast("string"), schema).alias("read")).select("read.*")
        read = read.withColumn("node", contact_node("account", "contact"))
        edges = read.select("account", F.col("node").alias("contact"), F.explode("edges").alias("edge"))
        edges = edges.select("contact", party_node("account", "edge.party").alias("party"), "edge.rises")
        ties = read.select("account", F.col("node").alias("contact"), F.explode("ties").alias("party"))
        ties = ties.select("contact", party_node("account", "party").alias("party"))
        return edges.localCheckpoint(), ties.localCheckpoint()

    # MARK: settle

    def settle(self, scored, placed):
        raised = F.when(F.col("rises").isNotNull(), F.format_string('"rises":%d', "rises"))
        scored = scored.join(placed, "contact").withColumn("member", raised)
        standing = self.standing().join(placed.select("contact", "part"), "contact")
        return self.in_parts(self.rows(scored, standing, F.col("line")), self.parts, "settle", None)

    def rows(self, scored, standing, party_line):
        """The rows of parts: records, what stands of them, each party that either names, and what it was merged into."""
        named = scored.select("part", F.explode("parties").alias("party"))
        named = named.union(standing.where("party is not null").select("part", "party")).distinct()
        chain = named.join(self.survivors(), "party").select("part", F.col("survivor").alias("party"))
        parties = named.union(chain).distinct().join(self.parties, "party").withColumn("line", party_line)
        rows = rows_of(parties, PARTY).unionByName(rows_of(standing, STANDING))
        return rows.unionByName(rows_of(scored, RECORD, sort=["place"]))

    def survivors(self):
        """(party, survivor): all that a party was merged into, step by step, at most 16 steps."""
        merged = self.parties.where("into is not null").select("party", "into").localCheckpoint()
        found = step = merged.select("party", F.col("into").alias("survivor"))
        for _ in range(16):
            step = step.join(merged.select(F.col("party").alias("survivor"), "into"), "survivor")
            step = step.select("party", F.col("into").alias("survivor")).localCheckpoint()
            if step.isEmpty():
                break
            found = found.union(step)
        return found.distinct()

    # MARK: parts

    def part_of(self, column):
        return F.pmod(F.xxhash64(column), F.lit(self.parts)).cast("int")

    def in_parts(self, rows, parts, step, end, numbered=False):
        """Runs a step for each part of the rows, in a task of its own."""
        rows = rows.repartitionById(parts, F.col("part")).sortWithinPartitions("part", "kind", "sort")
        rows = rows.select("part", "kind", "account", "member", F.col("line").cast("binary"))
        left_out = self.left_out if numbered else None
        done = rows.rdd.mapPartitions(steps.in_parts(self.program, step, end, numbered, left_out))
        return self.spark.createDataFrame(done, "part int, place bigint, line binary", verifySchema=False)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--transform", required=True, help="the program contactsync-transform; executors are sent it")
    parser.add_argument("--parties", required=True, help="the parties of one organization (NDJSON)")
    parser.add_argument("--contacts", required=True, help="contacts of one or more of its accounts: file or folder")
    parser.add_argument("--standing", help="what stands in the accounts (NDJSON)")
    parser.add_argument("--policy", help="policy file")
    parser.add_argument("--out", required=True, help="folder for the decisions; it must not exist")
    parser.add_argument("--shard-size", type=int, default=4_000_000, help="parties that a process holds, 1.2 kB each")
    parser.add_argument("--parts", type=int, help="parts to settle groups in; 4 a core without it")
    job = Job(parser.parse_args())
    try:
        left_out = job.run()
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)
    except Exception as error:
        _, found, words = str(error).partition("StepFailure: ")
        if not found:
            raise
        sys.exit(words.split("\n\n")[0].split("\n\tat ")[0].rstrip())
    finally:
        shutil.rmtree(job.folder)
        job.spark.stop()
    for word in left_out:
        print(word, file=sys.stderr)
    sys.exit(steps.BAD_INPUT if left_out else 0)


if __name__ == "__main__":
    main()
