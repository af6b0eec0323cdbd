"""Times Python libraries on the texts that KernelBenchmark wrote: kernel, library and operations per second of CPU."""

import sys
import time

import phonenumbers
from cleanco import basename
from rapidfuzz.distance import JaroWinkler


def lines(name):
    with open(f"{sys.argv[1]}/{name}", encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t") for line in file]


def best(operation, cases):
    fastest = float("inf")
    for _ in range(5):
        begun = time.process_time()
        for case in cases:
            operation(*case)
        fastest = min(fastest, time.process_time() - begun)
    return len(cases) / fastest


def e164(text, region):
    try:
        number = phonenumbers.parse(text, region or None)
    except phonenumbers.NumberParseException:
        return None
    phonenumbers.is_valid_number(number)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


names = [case[:1] for case in lines("names")][:10000]
pairs = lines("pairs")
phones = [(case + [""])[:2] for case in lines("phones")][:4000]
foreign = [(case + [""])[:2] for case in lines("foreign")][:4000]
print("names normalized", "cleanco basename", best(basename, names), sep="\t")
print("Jaro–Winkler, whole names", "rapidfuzz JaroWinkler.similarity", best(JaroWinkler.similarity, pairs), sep="\t")
print("phones, a realistic mix", "phonenumbers parse, valid, format", best(e164, phones), sep="\t")
print("phones, all new and foreign", "phonenumbers parse, valid, format", best(e164, foreign), sep="\t")
