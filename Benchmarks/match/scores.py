"""Measures answers by contact: a contact counts once, however many parties it truly is, and any of them is right.

Every system's answer becomes one row a contact: its best party, the score, whether that is right, and whether any candidate is.
"""
import csv
import json

import duckdb
import pandas


def truth_of(folder):
    """Contact → its parties."""
    truth = {}
    with open(folder / "truth.csv", newline="") as rows:
        for row in csv.DictReader(rows):
            truth.setdefault(row["accounting_id"], set()).add(row["platform_id"])
    return truth


class Answers:
    """One system's answers for one set of data.

    `best` has a row for each contact with a candidate: score, right, found (its party is among its candidates).
    """

    def __init__(self, best, truth, contacts):
        self.best = best.sort_values("score", ascending=False, kind="stable").reset_index(drop=True)
        self.some, self.contacts = len(truth), contacts
        self.candidate_recall = self.best.found.sum() / self.some
        seen = pandas.Series(range(1, len(self.best) + 1))
        good = self.best.right.cumsum()
        last = self.best.score != self.best.score.shift(-1)      # equal scores move together
        self.curve = pandas.DataFrame(
            {"score": self.best.score, "precision": good / seen, "recall": good / self.some})[last]

    @property
    def best_f1(self):
        precision, recall = self.curve.precision, self.curve.recall
        return (2 * precision * recall / (precision + recall)).max()

    def recall_at(self, precision):
        """The best recall that one threshold gives at that precision, and the threshold."""
        good = self.curve[self.curve.precision >= precision]
        if good.empty:
            return 0.0, None
        top = good.loc[good.recall.idxmax()]
        return top.recall, top.score

    def review_for(self, recall, linked):
        """Share of all contacts to look at, by falling score beside the linked ones, to reach the recall; None where all do not do."""
        have = (self.best.right & linked).sum() / self.some
        if have >= recall:
            return 0.0
        rest = self.best[~linked]
        reached = have + rest.found.cumsum() / self.some
        enough = (reached >= recall).to_numpy().nonzero()[0]
        return (enough[0] + 1) / self.contacts if len(enough) else None

    def review_at(self, recall, precision=0.995):
        """The same with what the threshold for that precision links."""
        threshold = self.recall_at(precision)[1]
        return self.review_for(recall, self.best.score >= threshold if threshold is not None else self.best.score.isna())

    def calibration_error(self, probability):
        """Expected calibration error of the best candidates, ten bins of equal width."""
        bins = (probability * 10).clip(upper=9).astype(int)
        grouped = pandas.DataFrame({"bin": bins, "said": probability, "true": self.best.right}).groupby("bin")
        return ((grouped.said.mean() - grouped.true.mean()).abs() * grouped.size()).sum() / len(self.best)


class OwnAnswers(Answers):
    """What `contactsync transform` decided: also its links and reviews, by the policy's thresholds."""

    def __init__(self, file, truth, contacts):
        rows, self.links, self.right_links, self.reviews, self.shown = [], 0, 0, 0, 0
        with open(file, encoding="utf-8", newline="\n") as lines:
            for line in lines:
                decision = json.loads(line)
                if "verdict" not in decision:
                    continue
                parties = truth.get(decision["contact"], ())
                candidates = decision["candidates"]
                matched, review = decision["verdict"] == "matched", decision["verdict"] == "review"
                right = matched and decision["party"] in parties
                found = any(each["party"] in parties for each in candidates)
                self.links += matched
                self.right_links += right
                self.reviews += review
                self.shown += review and found
                if candidates:
                    top = max(candidates, key=lambda each: (each["probability"], each["weight"]))
                    rows.append((top["probability"], top["party"] in parties if not matched else right, found, matched))
        super().__init__(pandas.DataFrame(rows, columns=["score", "right", "found", "matched"]), truth, contacts)

    @property
    def precision(self):
        return self.right_links / self.links if self.links else 0.0

    @property
    def recall(self):
        return self.right_links / self.some

    @property
    def recall_with_review(self):
        return (self.right_links + self.shown) / self.some

    @property
    def review_share(self):
        return self.reviews / self.contacts


def splink_answers(folder, pairs, truth, contacts, gate=None):
    """Splink's, by its match weight; with a gate: pairs that are not each other's best, and whose names are less alike than the
    gate (Jaro–Winkler), come last, as a careful user would have it."""
    connection = duckdb.connect()
    connection.execute(f"set temp_directory='{folder}/spill'")
    connection.execute(f"create table pairs as select * from '{pairs}'")
    if gate:
        connection.execute(f"""
            create or replace table pairs as
            with named as (
              select party, contact, score, score < max(score) over (partition by party) or score < max(score) over (partition by contact) as behind,
                greatest(
                  jaro_winkler_similarity(coalesce(p.name,''), coalesce(c.name,'')),
                  jaro_winkler_similarity(coalesce(p.name_sorted,''), coalesce(c.name_sorted,'')),
                  jaro_winkler_similarity(coalesce(p.alt,''), coalesce(c.name,'')),
                  jaro_winkler_similarity(coalesce(p.name,''), coalesce(c.alt,''))) as alike
              from pairs
              join '{folder}/parties.parquet' as p on p.id = party
              join '{folder}/contacts.parquet' as c on c.id = contact)
            select party, contact, score - case when behind then 100 else 0 end - case when alike < {gate} then 50 else 0 end as score
            from named""")
    true = pandas.DataFrame([(party, contact) for contact, parties in truth.items() for party in parties], columns=["party", "contact"])
    connection.register("true_pairs", true)
    best = connection.execute("""
        select max(score) as score, arg_max(t.party is not null, (score, pairs.party)) as right, bool_or(t.party is not null) as found
        from pairs left join true_pairs as t on t.party = pairs.party and t.contact = pairs.contact
        group by pairs.contact""").df()
    return Answers(best, truth, contacts)
