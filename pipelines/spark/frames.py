"""Columns and rows that the job is made of."""

from pyspark.sql import functions as F


def member(name):
    """A member of the line."""
    return F.get_json_object(F.col("line").cast("string"), "$." + name)


def contact_node(account, contact):
    return F.xxhash64(F.lit("contact"), account, contact)


def party_node(account, party):
    return F.xxhash64(F.lit("party"), account, party)


def from_keys(lines):
    schema = "account string, id string, keys array<string>, shares array<int>"
    read = lines.select(F.from_json(F.col("line").cast("string"), schema).alias("read")).select("read.*")
    return read.withColumn("keys", F.transform("keys", lambda key: F.xxhash64(key)))


def slim(line):
    """A scored line with what `edges` reads of it."""
    schema = (
        "account string, contact string, matcher_version string,"
        " record struct<id: string, modified_at: string, remote_was_deleted: boolean>,"
        " scored struct<candidates: array<struct<levels: string, party: string, weight: double>>>"
    )
    return F.to_json(F.from_json(F.col(line).cast("string"), schema)).cast("binary")


def rows_of(frame, kind, sort=()):
    """Rows for a step: their part, kind, order, account, a further member, and line."""
    columns = set(frame.columns)
    return frame.select(
        "part",
        F.lit(kind).alias("kind"),
        (F.struct(*sort) if sort else F.lit(None)).alias("sort"),
        (F.col("account") if "account" in columns else F.lit(None)).cast("string").alias("account"),
        (F.col("member") if "member" in columns else F.lit(None)).cast("string").alias("member"),
        F.col("line").cast("binary").alias("line"),
    )
