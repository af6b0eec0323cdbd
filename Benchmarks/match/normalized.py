"""normalized.py DIR: parties.ndjson and contacts.ndjson as Splink likes them, in parquet: names without legal form and with
abbreviations expanded, telephone numbers by phonenumbers, tax numbers, streets and postcodes cleaned, the two rarest words of a
name. What a careful user of Splink would do."""
import json
import re
import sys
from collections import Counter
from multiprocessing import Pool

import phonenumbers
import pyarrow
import pyarrow.parquet
from cleanco import basename, prepare_default_terms
from unidecode import unidecode

FREE = set(
    "gmail.com yahoo.com hotmail.com outlook.com aol.com comcast.net icloud.com btinternet.com hotmail.co.uk yahoo.co.uk web.de gmx.de "
    "t-online.de orange.fr wanadoo.fr free.fr hotmail.fr bigpond.com optusnet.com.au rogers.com shaw.ca ziggo.nl kpnmail.nl hotmail.nl "
    "hotmail.es telefonica.net rediffmail.com yahoo.co.in yahoo.co.jp docomo.ne.jp".split())
EXPANDED = {
    "intl": "international", "int'l": "international", "mfg": "manufacturing", "svcs": "services", "svc": "services", "serv": "services",
    "bros": "brothers", "co": "company", "assoc": "associates", "assocs": "associates", "const": "construction", "constr": "construction",
    "dist": "distribution", "distr": "distribution", "equip": "equipment", "eqpt": "equipment", "mgmt": "management", "mgt": "management",
    "eng": "engineering", "engrg": "engineering", "engg": "engineering", "tech": "technologies", "techs": "technologies",
    "technology": "technologies", "sys": "systems", "system": "systems", "sol": "solutions", "ind": "industries", "inds": "industries",
    "ent": "enterprises", "grp": "group", "dev": "development", "labs": "laboratories", "lab": "laboratories", "natl": "national",
    "nat'l": "national", "props": "properties", "ins": "insurance", "fin": "financial", "elec": "electric", "electrical": "electric",
    "auto": "automotive", "hldgs": "holdings", "holding": "holdings", "ctr": "center", "centre": "center", "comm": "communications",
    "trans": "transport", "transportation": "transport", "med": "medical", "mech": "mechanical"}
LEGAL = re.compile(
    r"[ ,]+(incorporated|limited liability partnership|public limited company|inc|llc|l l c|limited liability company|corporation|corp|"
    r"company|co|limited partnership|lp|pllc|pc|ltd|limited|plc|llp|pty ltd|pty limited|p/l|pty|proprietary limited|gmbh and co kg|gmbh|mbh|"
    r"ag|aktiengesellschaft|kg|ug haftungsbeschrankt|ug|e k|ek|sarl|s a r l|sas|sasu|eurl|sa|bv|b v|nv|n v|vof|v o f|sl|s l|slu|"
    r"sociedad limitada|pvt ltd|private limited|pvt limited|pvt|kk|kabushiki kaisha|company limited|ulc)$")
STREET = [(re.compile(pattern), word) for pattern, word in [
    (r"\bstreet\b", "st"), (r"\bavenue\b", "ave"), (r"\broad\b", "rd"), (r"\bboulevard\b|\bbd\b", "blvd"), (r"\bdrive\b", "dr"),
    (r"\blane\b", "ln"), (r"\bcourt\b", "ct"), (r"\bplace\b", "pl"), (r"\bparkway\b", "pkwy"), (r"\bhighway\b", "hwy"), (r"\bway\b", "wy"),
    (r"\bcircle\b", "cir"), (r"\bnorth\b", "n"), (r"\bsouth\b", "s"), (r"\beast\b", "e"), (r"\bwest\b", "w"), (r"strasse\b|str\b", "str"),
    (r"\bcalle\b|\bcl\b|\bc\b", "calle"), (r"\bavenida\b|\bavda\b|\bav\b", "ave"), (r"\bsuite\b|\bste\b|\bunit\b|\boffice\b|\bflat\b", "#"),
    (r"\bfloor\b", "fl"), (r"\bbuilding\b", "bldg")]]
UNIT = re.compile(r"(#|fl|bldg)\s*\w+")
OTHER = re.compile(r"[^a-z0-9]+")
TRADING = re.compile(r"\s+(?:dba|d/b/a|t/a)\s+", re.I)
TERMS = prepare_default_terms()
TAX_PREFIX = re.compile(r"^(GB|DE|FR|NL|ES|ABN|IN|US)")
BY_CURRENCY = {"USD": "US", "GBP": "GB", "CAD": "CA", "AUD": "AU", "INR": "IN", "JPY": "JP"}
COLUMNS = ("id name alt branch name_sorted email email_local domain phone phone7 tax street_num street postcode city country").split()


def without_form(text):
    for _ in range(3):
        rest = LEGAL.sub("", text)
        if rest == text or not rest:
            break
        text = rest
    return text


def finished(text):
    if text:
        text = basename(basename(text, terms=TERMS), terms=TERMS)
    text = text.replace("&", " and ").replace("+", " and ").replace("'", "").replace(".", "")
    text = without_form(OTHER.sub(" ", text).strip())
    return " ".join(EXPANDED.get(word, word) for word in text.split() if word not in ("the", "and", "mr", "mrs", "ms"))


def name_parts(text, city):
    """Name, trading name and branch."""
    low = unidecode((text or "").split(":")[0]).lower()
    other = branch = ""
    halves = TRADING.split(low, maxsplit=1)
    if len(halves) == 2:
        low, other = halves
    found = re.match(r"^(.*?)\s*\(([^)]*)\)\s*$", low)
    if found:
        low = found.group(1)
        other = other or (found.group(2) if len(found.group(2)) > 4 else "")
    found = re.search(r"(?:\s+-\s+|\s+#|\s+store\s+)(.*)$", low)
    if found and found.start() > 2:
        branch = re.sub(r"\W+", " ", found.group(1)).strip()
        low = low[:found.start()]
    found = re.match(r"^([a-z' -]+), ([a-z]+(?: [a-z]\.?)?)$", low)
    if found and not LEGAL.search(" " + found.group(2).replace(".", "")) and found.group(2).split()[0] not in ("inc", "ltd", "llc"):
        low = found.group(2) + " " + found.group(1)
    name = finished(low)
    town = OTHER.sub(" ", unidecode(city or "").lower()).strip()
    if town and name.endswith(" " + town) and not branch:
        name, branch = name[:-len(town) - 1], town
    return name, finished(other) if other else "", branch


def telephone(text, country):
    if not text:
        return None
    try:
        number = phonenumbers.parse(text, country or "US")
        return f"+{number.country_code}{number.national_number}"
    except phonenumbers.NumberParseException:
        return re.sub(r"\D", "", text) or None


def tax_number(text, country):
    if not text:
        return None
    text = TAX_PREFIX.sub("", re.sub(r"[^A-Z0-9]", "", text.upper()))
    if text.endswith("RT0001"):
        text = text[:-6]
    if country == "FR" and len(text) == 11:
        text = text[2:]
    return text or None


def street_parts(lines):
    """House number and street."""
    text = unidecode(" ".join(line for line in lines if line)).lower().replace(".", " ").replace("attn: accounts payable", "")
    text = re.sub(r"[^a-z0-9#/ -]", " ", text)
    for pattern, word in STREET:
        text = pattern.sub(word, text)
    text = UNIT.sub("", re.sub(r"\s+", " ", text).strip()).strip()
    found = re.search(r"\d+[a-z]?", text)
    return found.group(0) if found else None, re.sub(r"\s+", " ", re.sub(r"\d+\w*", "", text)).strip(" -,/") or None


def row(line):
    record = json.loads(line)
    addresses, phones = record["addresses"], record["phone_numbers"]
    address = next((each for each in addresses if each.get("type") == "BILLING"), addresses[0] if addresses else {})
    country, city = address.get("country") or BY_CURRENCY.get(record.get("currency")), address.get("city")
    name, other, branch = name_parts(record["name"], city)
    email = local = domain = None
    if record["email_address"]:
        email = re.split(r"[;,]", record["email_address"].strip().lower())[0].strip()
        if "@" in email:
            local, domain = email.split("@", 1)
        else:
            email = None
    number, street = street_parts((address.get("street_1"), address.get("street_2")))
    post = re.sub(r"\W", "", (address.get("zip_code") or "").upper())
    if country in ("US", None) and len(post) == 9 and post.isdigit():
        post = post[:5]
    town = OTHER.sub(" ", unidecode(city or "").lower()).strip() or None
    phone = telephone(phones[0]["number"] if phones else None, country)
    return (record["id"], name or None, other or None, branch or None, " ".join(sorted(name.split())) or None, email, local,
            None if domain in FREE else domain, phone, re.sub(r"\D", "", phone)[-7:] if phone else None, tax_number(record["tax_number"], country),
            number, street, post or None, town, country)


def main(folder):
    with Pool() as pool:
        sides = []
        for name in ("parties", "contacts"):
            with open(f"{folder}/{name}.ndjson", encoding="utf-8", newline="\n") as lines:
                sides.append((name, pool.map(row, lines, chunksize=5000)))
    counts = Counter()
    for _, rows in sides:
        for each in rows:
            counts.update(set((each[1] or "").split()))
    for name, rows in sides:
        columns = {column: [each[place] for each in rows] for place, column in enumerate(COLUMNS)}
        rarest = [sorted(set((each[1] or "").split()), key=lambda word: (counts[word], word))[:2] for each in rows]
        columns["rare1"] = [words[0] if words else None for words in rarest]
        columns["rare2"] = [words[1] if len(words) > 1 else None for words in rarest]
        schema = pyarrow.schema([(column, pyarrow.string()) for column in columns])
        pyarrow.parquet.write_table(pyarrow.table(columns, schema=schema), f"{folder}/{name}.parquet")


if __name__ == "__main__":
    main(sys.argv[1])
