"""splink_pairs.py DIR OUT.parquet [--tight]: Splink 5 on DuckDB over what normalized.py made: nine comparisons, 16 blocking rules,
weights by EM, term frequencies. OUT has party, contact, score (the match weight).

--tight: rules that grow with the square of common names ask for one thing more. For data where they would make hundreds of
millions of pairs."""
import logging
import os
import sys
import warnings

warnings.filterwarnings("ignore")

import duckdb
import splink.comparison_level_library as level
import splink.comparison_library as comparison
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

logging.getLogger("splink").setLevel(logging.ERROR)


def compared(name, *levels):
    return comparison.CustomComparison(output_column_name=name, comparison_levels=list(levels))


def where(condition, label):
    return {"sql_condition": condition, "label_for_charts": label}


def exact(column, frequency=True):
    return level.ExactMatchLevel(column, term_frequency_adjustments=frequency)


COMPARISONS = [
    compared(
        "name", level.NullLevel("name"), exact("name"),
        where("name_sorted_l=name_sorted_r or (alt_l is not null and alt_l=name_r) or (alt_r is not null and alt_r=name_l)", "reordered or trading name"),
        level.JaroWinklerLevel("name", 0.96),
        where("jaro_winkler_similarity(name_l,name_r)>=0.92 or jaro_winkler_similarity(name_sorted_l,name_sorted_r)>=0.95", "0.92"),
        where("jaro_winkler_similarity(name_l,name_r)>=0.85 or (rare1_l=rare1_r and length(rare1_l)>3)", "0.85 or a rare word"),
        level.JaroWinklerLevel("name", 0.75), level.ElseLevel()),
    compared(
        "email", level.NullLevel("email"), exact("email"), where("damerau_levenshtein(email_l,email_r)<=1", "slip"), exact("domain"),
        where("email_local_l=email_local_r and length(email_local_l)>8", "local part"), level.ElseLevel()),
    compared(
        "phone", level.NullLevel("phone"), exact("phone"), where("phone7_l=phone7_r", "last seven digits"),
        where("damerau_levenshtein(phone_l,phone_r)<=1", "one digit"), level.ElseLevel()),
    compared("tax", level.NullLevel("tax"), exact("tax"), where("damerau_levenshtein(tax_l,tax_r)<=1", "one digit"), level.ElseLevel()),
    compared(
        "street", level.NullLevel("street"), where("street_l=street_r and street_num_l=street_num_r", "street and number"),
        where("jaro_winkler_similarity(street_l,street_r)>=0.88 and street_num_l=street_num_r", "alike and number"),
        where("street_num_l=street_num_r", "number"), where("street_l=street_r", "street"), level.ElseLevel()),
    compared(
        "postcode", level.NullLevel("postcode"), exact("postcode"), where("damerau_levenshtein(postcode_l,postcode_r)<=1", "one character"),
        where("substr(postcode_l,1,3)=substr(postcode_r,1,3)", "area"), level.ElseLevel()),
    compared("city", level.NullLevel("city"), exact("city"), level.JaroWinklerLevel("city", 0.9), level.ElseLevel()),
    comparison.ExactMatch("country"),
    comparison.ExactMatch("branch"),
]
RULES = [
    block_on("tax"), block_on("phone7"), block_on("email"), block_on("name"), block_on("name_sorted"), block_on("domain", "substr(name,1,2)"),
    block_on("rare1", "rare2"), "l.rare1=r.rare2 and l.rare2=r.rare1", block_on("alt"), "l.alt=r.name", "l.name=r.alt",
    block_on("postcode", "street_num"), block_on("postcode", "substr(name,1,3)"), block_on("substr(name,1,8)", "city"),
    block_on("rare1", "country", "substr(name,1,3)"), block_on("street", "street_num", "city")]
TIGHT = [
    block_on("tax"), block_on("phone7", "country"), block_on("email"), block_on("name", "country"), block_on("name_sorted", "city"),
    block_on("domain", "substr(name,1,2)"), block_on("rare1", "rare2", "country"), "l.rare1=r.rare2 and l.rare2=r.rare1 and l.country=r.country",
    block_on("alt"), "l.alt=r.name", "l.name=r.alt", block_on("postcode", "street_num"), block_on("postcode", "substr(name,1,5)"),
    block_on("name", "city"), block_on("rare1", "city", "substr(name,1,3)"), block_on("street", "street_num", "city")]
SURE = [
    block_on("tax"), block_on("email", "substr(name,1,3)"), block_on("name", "postcode"), block_on("name", "phone7"),
    block_on("name", "country", "email")]


def main(folder, out, tight):
    connection = duckdb.connect()
    connection.execute(f"set threads={os.cpu_count()}")
    connection.execute(f"set temp_directory='{folder}/spill'")
    if "SPLINK_MEMORY" in os.environ:
        connection.execute(f"set memory_limit='{os.environ['SPLINK_MEMORY']}'")
    api = DuckDBAPI(connection=connection)
    columns = "id,name,alt,name_sorted,email,email_local,domain,phone,phone7,tax,street_num,street,postcode,city,country,rare1,rare2,branch"
    tables = [
        api.register(connection.sql(f"select {columns} from '{folder}/{side}.parquet'"), dataset_display_name=name)
        for side, name in (("parties", "a_platform"), ("contacts", "b_accounting"))]
    linker = Linker(tables, SettingsCreator(
        link_type="link_only", unique_id_column_name="id", comparisons=COMPARISONS, blocking_rules_to_generate_predictions=TIGHT if tight else RULES,
        retain_intermediate_calculation_columns=False, retain_matching_columns=False))
    linker.training.estimate_probability_two_random_records_match(SURE, recall=0.5)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for rule in (block_on("name", "country"), block_on("phone"), block_on("email"), block_on("tax")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    pairs = linker.inference.predict(threshold_match_weight=-8)
    connection.sql(
        f"""copy (select case when source_dataset_l='a_platform' then id_l else id_r end as party,
          case when source_dataset_l='a_platform' then id_r else id_l end as contact, match_weight as score
          from {pairs.physical_name}) to '{out}' (format parquet)""")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], "--tight" in sys.argv)
