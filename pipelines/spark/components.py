"""Connected components of a graph that no machine holds: large star and small star in turn (Kiveris et al., 2014)."""

from pyspark.sql import functions as F

# As in SettleGraph: larger components lose their weakest edges, two bits at a time, at most so often.
COMPONENT_LIMIT, MOST_RISES = 20_000, 24


def groups(edges, ties, say):
    """What is settled together, as one process cuts it.

    edges: (contact, party, rises) of pairs that may be linked. ties: (contact, party) of pairs that are linked or were judged.
    → (node, component); a node without a row is a group of its own. (contact, rises): where floors were raised, how often.
    """
    finals, raised = [], []
    labels = of_edges(edges)
    for rise in range(1, MOST_RISES + 1):
        sizes = labels.groupBy("component").count().where(F.col("count") > COMPONENT_LIMIT).localCheckpoint()
        if sizes.isEmpty():
            break
        say(f"{sizes.count()} groups are too large: the floor of their edges is raised ({rise})")
        over = labels.join(F.broadcast(sizes), "component").select(F.col("node").alias("contact")).localCheckpoint()
        raised.append(over.withColumn("rises", F.lit(rise)))
        finals.append(labels.join(F.broadcast(sizes), "component", "left_anti").select("node", "component"))
        edges = edges.join(over, "contact").where(F.col("rises") >= rise).localCheckpoint()
        labels = of_edges(edges)
    for final in finals:
        labels = labels.unionByName(final)
    often = edges.sparkSession.createDataFrame([], "contact bigint, rises int")
    for over in raised:
        often = often.union(over)
    return tied(labels, ties), often.groupBy("contact").agg(F.max("rises").alias("rises"))


def of_edges(edges):
    return connected(edges.select(F.col("contact").alias("a"), F.col("party").alias("b")))


def tied(labels, ties):
    """Groups that ties hold together are one."""
    if ties.isEmpty():
        return labels
    for side in ["contact", "party"]:
        known = labels.select(F.col("node").alias(side), F.col("component").alias("known"))
        ties = ties.join(known, side, "left").withColumn(side, F.coalesce("known", side)).drop("known")
    joined = of_edges(ties.localCheckpoint())
    joined = joined.select(F.col("node").alias("component"), F.col("component").alias("joined"))
    # A node without a label is a group of its own.
    alone = joined.select(F.col("component").alias("node"), F.col("joined").alias("component"))
    labels = labels.join(joined, "component", "left")
    labels = labels.select("node", F.coalesce("joined", "component").alias("component"))
    return labels.union(alone.join(labels, "node", "left_anti"))


def connected(edges):
    """Edges (a, b) of 64-bit numbers → (node, component), the component being its least node; every node has an edge."""
    edges = edges.select(F.greatest("a", "b").alias("a"), F.least("a", "b").alias("b")).where("a <> b").distinct()
    before = None
    while True:
        edges = small_star(large_star(edges)).localCheckpoint()
        now = edges.agg(F.count("*"), F.sum(F.xxhash64("a", "b").cast("decimal(20)"))).first()
        if now == before:
            break
        before = now
    roots = edges.select(F.col("b").alias("node"), F.col("b").alias("component")).distinct()
    return edges.select(F.col("a").alias("node"), F.col("b").alias("component")).union(roots)


def large_star(edges):
    """Every neighbour that is greater than a node is joined with the least of the node and its neighbours."""
    both = edges.select("a", "b").union(edges.select(F.col("b").alias("a"), F.col("a").alias("b")))
    least = both.groupBy("a").agg(F.least(F.min("b"), F.first("a")).alias("least"))
    joined = both.join(least, "a").where("b > a")
    return joined.select(F.col("b").alias("a"), F.col("least").alias("b")).where("a <> b").distinct()


def small_star(edges):
    """A node and its lesser neighbours are joined with the least of these."""
    least = edges.groupBy("a").agg(F.min("b").alias("least"))
    joined = edges.join(least, "a")
    pairs = joined.select(F.col("b").alias("a"), F.col("least").alias("b")).union(
        joined.select("a", F.col("least").alias("b"))
    )
    return pairs.where("a <> b").distinct()
