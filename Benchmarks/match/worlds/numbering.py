"""Tax and telephone numbers as countries give them out: check digits right, areas real, the rest by chance."""


def luhn(digits):
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def weighed(digits, weights):
    return sum(int(digit) * weight for digit, weight in zip(digits, weights))


def iso7064(digits):
    product = 10
    for digit in digits:
        total = (int(digit) + product) % 10 or 10
        product = total * 2 % 11
    return str((11 - product) % 10)


def tax(code, chance):
    """A valid number in its plain writing (letters and digits only); again by chance where the digits allow no check digit."""
    while True:
        number = _try(code, chance)
        if number:
            return number


def _try(code, chance):
    d = chance.digits
    if code == "US":
        return chance.pick(["20", "26", "27", "45", "46", "47", "81", "82", "83", "84", "36", "59", "74", "91"]) + d(7)
    if code == "GB":
        body = d(7, "123456789")
        return body + f"{97 - (weighed(body, range(8, 1, -1)) + 55) % 97:02d}"
    if code == "IE":
        body = d(7, "3468")
        return body + "WABCDEFGHIJKLMNOPQRSTUV"[(weighed(body, range(8, 1, -1)) + 9 * 8) % 23] + "H"
    if code == "AU":
        body = d(9, "123456789")
        return f"{99 - weighed(body, (3, 5, 7, 9, 11, 13, 15, 17, 19)) % 89:02d}" + body
    if code == "NZ":
        body = d(8, "1").replace("1", "10", 1)[:8]
        rest = -weighed(body, (3, 2, 7, 6, 5, 4, 3, 2)) % 11
        return body + str(rest) if rest < 10 else None
    if code == "DE":
        body = d(8, "123456789")
        return body + iso7064(body)
    if code == "AT":
        body = d(7)
        total = sum(value // 5 + value * 2 % 10 if place % 2 else value for place, value in enumerate(map(int, body)))
        return "U" + body + str((96 - total) % 10)
    if code == "CH":
        body = d(8, "123456789")
        rest = 11 - weighed(body, (5, 4, 3, 2, 7, 6, 5, 4)) % 11
        return "CHE" + body + str(rest % 11) if rest != 10 else None
    if code == "FR":
        body = d(8, "3458")
        siren = body + luhn(body)
        return f"{(12 + 3 * (int(siren) % 97)) % 97:02d}" + siren
    if code == "IT":
        body = d(7) + chance.pick(["001", "015", "058", "037", "023", "080"])
        return body + luhn(body)
    if code == "ES":
        body = d(7, "0123456789")
        total = sum(map(int, body[1::2])) + sum(sum(divmod(2 * int(digit), 10)) for digit in body[0::2])
        return chance.pick("AB") + body + str(-total % 10)
    if code == "PL":
        body = d(9, "156789")
        rest = weighed(body, (6, 5, 7, 2, 3, 4, 5, 6, 7)) % 11
        return body + str(rest) if rest < 10 else None
    if code == "SE":
        body = "55" + d(7, "69")
        return body + luhn(body) + "01"
    if code == "BR":
        body = d(8) + "0001"
        for weights in ((5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2), (6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)):
            rest = weighed(body, weights) % 11
            body += str(0 if rest < 2 else 11 - rest)
        return body
    body = d(8, "8")
    rest = weighed(body, range(9, 1, -1)) % 11
    return body + str(rest) + "B01" if rest < 10 else None


PREFIXES = {"DE": "DE", "AT": "AT", "FR": "FR", "IT": "IT", "ES": "ES", "PL": "PL", "SE": "SE", "NL": "NL", "IE": "IE", "GB": "GB"}
GROUPS = {"US": (2, 7), "GB": (3, 4, 2), "AU": (2, 3, 3, 3), "NZ": (3, 3, 3), "DE": (3, 3, 3), "PL": (3, 3, 2, 2), "FR": (2, 3, 3, 3),
          "SE": (6, 4, 2), "IT": (3, 4, 4)}


def write_tax(number, code, tidiness, chance):
    """The number as somebody writes it: bare, grouped, with the country in front."""
    text = number
    if code == "CH" and chance.yes(0.7):
        return f"CHE-{number[3:6]}.{number[6:9]}.{number[9:]}" + (" MWST" if chance.yes(0.4) else "")
    if code == "BR" and chance.yes(0.6):
        return f"{number[:2]}.{number[2:5]}.{number[5:8]}/{number[8:12]}-{number[12:]}"
    if code in GROUPS and not chance.yes(tidiness):
        parts, at = [], 0
        for length in GROUPS[code]:
            parts.append(number[at:at + length])
            at += length
        text = chance.pick([" ", "-", "."] if code != "US" else ["-"]).join(parts)
    if code == "US" and chance.yes(0.6):
        text = number[:2] + "-" + number[2:]
    if code in PREFIXES and chance.yes(0.55):
        text = PREFIXES[code] + chance.pick(["", "", " "]) + text
    if chance.yes(0.03):
        text = chance.pick(["VAT ", "Tax ID: ", "VAT Nr. "]) + text
    return text


DIALLING = {"US": "1", "GB": "44", "IE": "353", "AU": "61", "NZ": "64", "DE": "49", "AT": "43", "CH": "41", "FR": "33", "IT": "39",
            "ES": "34", "PL": "48", "SE": "46", "BR": "55", "NL": "31"}
# By area: how many digits follow, and with which the first may begin.
LANDLINES = {"US": (7, "23456789"), "GB": (7, "2345"), "IE": (7, "456"), "AU": (8, "89"), "NZ": (7, "3456789"),
             "DE": (7, "23456789"), "AT": (6, "2345678"), "CH": (7, "2345678"), "FR": (8, "23456789"), "IT": (7, "23456789"),
             "ES": (7, "2345678"), "PL": (7, "23456789"), "SE": (6, "23456789"), "BR": (8, "2345"), "NL": (7, "2345678")}
MOBILES = {"GB": ("07", 9, "45789"), "IE": ("08", 8, "3567"), "AU": ("04", 8, "0123456"), "NZ": ("021", 7, "23456789"),
           "DE": ("01", 10, "5"), "AT": ("0664", 7, "23456789"), "CH": ("07", 8, "6789"), "FR": ("06", 8, "0123456789"),
           "IT": ("3", 9, "2345"), "ES": ("6", 8, "0123456789"), "PL": ("5", 8, "0137"), "SE": ("07", 8, "0236"), "NL": ("06", 8, "12345")}


def telephone(code, area, mobile, chance):
    """(area, number) in national digits."""
    if mobile and code == "BR":
        return area, "9" + chance.digits(8, "6789")
    if mobile and code in MOBILES:
        front, count, first = MOBILES[code]
        return front, chance.digits(count, first)
    count, first = LANDLINES[code]
    if code == "GB" and area in ("020", "029"):
        count, first = 8, "378" if area == "020" else "2"
    if code == "IE" and area not in ("01", "021"):
        count = 6
    if code == "AT" and area == "01":
        count = 7
    if code == "SE" and area == "08":
        count = 7
    if code == "ES":
        count = 9 - len(area)
    return area, chance.digits(count, first)


def write_telephone(line, code, chance):
    area, number = line
    bare = area if code == "IT" else area.lstrip("0") if code not in ("US", "BR", "ES", "PL") else area
    middle = len(number) // 2
    spaced = number[:middle] + chance.pick([" ", "-", " ", "."]) + number[middle:]
    style = chance.below(100)
    if style < 22:
        return f"+{DIALLING[code]} {bare} {spaced}"
    if style < 32:
        return f"+{DIALLING[code]}{bare}{number}"
    if style < 38 and area.startswith("0") and code != "IT":
        return f"+{DIALLING[code]} (0){bare} {spaced}"
    if style < 42 and code != "US":
        return f"00{DIALLING[code]} {bare} {number}"
    if style < 60:
        return f"({area}) {spaced}"
    if style < 75:
        return area + chance.pick(["/", "-", " ", "."]) + number
    if style < 90:
        return area + number
    return f"{area} {spaced}"
