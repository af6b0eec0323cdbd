"""Parties and contacts of a business, with what each side happens to know."""
from dataclasses import replace

import naming
from numbering import write_tax, write_telephone
from slips import misdialled, mistyped, plain, wrong_page



def moment(chance):
    return f"20{chance.within(18, 24)}-{chance.within(1, 12):02d}-{chance.within(1, 28):02d}T{chance.within(0, 23):02d}:{chance.within(0, 59):02d}:00Z"


def street_of(place, country, chance):
    """Lines one and two."""
    front = country.code in ("US", "GB", "IE", "AU", "NZ", "FR")
    number, street = place.number, place.street
    line = f"{number} {street}" if front else f"{street}, {number}" if country.code in ("IT", "ES", "BR") else f"{street} {number}"
    if not place.unit:
        return line, None
    unit = {"US": "Suite ", "GB": "Unit ", "IE": "Unit ", "AU": "Unit ", "NZ": "Level ", "DE": "Haus ", "AT": "Top ", "BR": "Sala ", "ES": "Of. ",
            "PL": "lok. ", "IT": "Int. ", "FR": "Bât. ", "SE": "lgh ", "NL": "unit "}.get(country.code, "App. ") + place.unit
    kind = chance.below(10)
    if kind < 5:
        return line, unit
    if kind < 8:
        return f"{line}, {unit}", None
    return (f"{place.unit}/{line}", None) if front else (unit, line)


STREET_WORDS = [("Street", "St"), ("Avenue", "Ave"), ("Road", "Rd"), ("Boulevard", "Blvd"), ("Drive", "Dr"), ("Lane", "Ln"), ("straße", "str."),
                ("strasse", "str."), ("avenue", "av."), ("boulevard", "bd"), ("Via ", "V. "), ("Calle ", "C/ "), ("Avenida ", "Avda. "),
                ("Rua ", "R. "), ("Crescent", "Cres"), ("Terrace", "Tce"), ("straat", "str."), ("ul. ", ""), ("Close", "Cl"), ("North", "N")]


class Clerk:
    """Writes the records of one world."""

    def __init__(self, chance, world):
        self.chance, self.world = chance, world

    def address(self, place, country, dirt, note):
        c = self.chance
        first, second = street_of(place, country, c)
        city, post, region = place.city, place.postcode, place.region or None
        if dirt:
            for long, short in STREET_WORDS:
                if long in first and c.yes(0.45):
                    first = first.replace(long, short)
            if c.yes(0.03 * dirt):
                first = mistyped(first, c)
                note("typo")
            if c.yes(0.015 * dirt):
                first = misdialled(first, c)
            if c.yes(0.03 * dirt):
                city = mistyped(city, c)
            if c.yes(0.02 * dirt):
                post = misdialled(post, c)
            kind = c.real() / dirt
            if kind < 0.02:
                first, second = f"{first}, {post} {city}", None
                city = post = None
                note("one_line")
            elif kind < 0.03:
                first, city = city, first
                note("swapped_fields")
            elif kind < 0.045:
                first, second = second or "Postfach " + c.digits(4, "123456789"), first
            elif kind < 0.055:
                first, second = "PO Box " + c.digits(4, "123456789"), None
            elif kind < 0.075:
                city = f"{post} {city}"
                post = None
            if c.yes(0.08):
                first, city = first.upper(), city.upper() if city else None
            if c.yes(0.12):
                first, city = plain(first), plain(city) if city else None
            elif c.yes(0.01 * dirt):
                first, city = wrong_page(first, c), wrong_page(city, c) if city else None
            first = None if c.yes(0.06) else first
            city = None if c.yes(0.05) else city
            post = None if c.yes(self.world.no_postcode) else post
            region = None if c.yes(0.5) else region
        known = country.code if c.yes(self.world.books_country if dirt else self.world.platform_country) else None
        return {"city": city, "country": known, "country_subdivision": region, "street_1": first, "street_2": second, "zip_code": post}

    def party(self, firm, number):
        c, world = self.chance, self.world
        nothing = lambda _: None
        telephone = write_telephone(firm.phone if c.yes(0.9) else firm.mobile, firm.country.code, c) if c.yes(world.platform["phone"]) else None
        email = (firm.email if c.yes(0.85) else firm.private_email) if c.yes(world.platform["email"]) else None
        number_text = write_tax(firm.tax, firm.country.code, 0.7, c) if c.yes(world.platform["tax"] * (0.3 if firm.is_person else 1)) else None
        place = self.address(firm.place if c.yes(0.95) else firm.former, firm.country, 0, nothing)
        if not c.yes(world.platform["address"]):
            place = dict.fromkeys(place) | {"country": place["country"]}
        addresses = [place] if any(place.values()) else []
        return {"addresses": addresses, "email_address": email, "id": f"p{number:06d}", "is_customer": c.yes(0.7), "is_supplier": c.yes(0.4),
                "name": naming.of_party(firm, c), "organization": "o",
                "phone_numbers": [{"number": telephone}] if telephone else [], "tax_number": number_text}

    def contact(self, firm, number, copy):
        """The record and its labels."""
        c, world = self.chance, self.world
        labels = [firm.kind] if firm.kind != "alone" else []
        note = lambda label: labels.append(label) if label not in labels else None
        dirt = world.dirt * c.pick([0.4, 0.7, 1, 1, 1.6])
        firm = replace(firm, notes=[world.cut])
        name = naming.of_contact(firm, c, dirt, note)
        hurried = 0.25 if c.yes(world.hurried) else 1
        has = lambda what, share=1: c.yes(world.books[what] * hurried * share)
        helper = firm.accountant

        email = None
        if has("email"):
            email = c.weighted([(firm.email, 55), (firm.books_email, 30), (firm.private_email, 15)])
            if email == firm.private_email:
                note("other_mailbox")
            if helper and c.yes(0.5):
                email = helper.email
                note("shared_accountant")
            if c.yes(0.025 * dirt):
                email = mistyped(email, c).replace(" ", "")
                note("typo")
            if c.yes(0.04):
                email = email.upper()
            if c.yes(0.02):
                email = c.pick([email + "; " + firm.books_email, " ".join(firm.person) + f" <{email}>", "mailto:" + email, email + " "])

        phones = []
        if has("phone"):
            kind = c.below(100)
            line = firm.phone if kind < 78 else firm.mobile if kind < 92 else firm.former_phone
            if kind >= 78:
                note("other_phone")
            if helper and c.yes(0.4):
                line = helper.phone
                note("shared_accountant")
            text = write_telephone(line, firm.country.code, c)
            if c.yes(0.025 * dirt):
                text = misdialled(text, c)
                note("typo")
            if c.yes(0.04):
                text += c.pick([" ext. ", " x", " Dw. ", "-"]) + str(c.within(10, 99))
            if c.yes(0.02):
                text += " / " + write_telephone(firm.mobile, firm.country.code, c)
            phones.append({"number": text, "type": c.pick([None, None, "WORK", "PRIMARY"])})
            if c.yes(0.15):
                phones.append({"number": write_telephone(firm.mobile, firm.country.code, c), "type": c.pick(["MOBILE", "FAX", None])})

        addresses = []
        if has("address"):
            place = firm.place
            if c.yes(world.moved):
                place = firm.former
                note("moved")
            if helper and c.yes(0.3):
                place = helper.place
                note("shared_accountant")
            addresses.append(self.address(place, firm.country, dirt, note) | {"state": None, "type": "BILLING" if c.yes(0.9) else None})
            if c.yes(0.15):
                other = self.address(c.pick([firm.place, firm.former]), firm.country, dirt, note)
                addresses.append(other | {"state": None, "type": "SHIPPING"})

        number_text = None
        if has("tax", 0.4 if firm.is_person else 1):
            number_text = write_tax(firm.tax, firm.country.code, 0.4, c)
            if c.yes(0.02 * dirt):
                number_text = misdialled(number_text, c)
                note("wrong_tax")
        if copy:
            note("duplicate")
        missing = [email is None, not phones, not addresses].count(True)
        if missing >= 2:
            note("name_only" if missing == 3 and number_text is None else "sparse")
        role = c.below(10)
        record = {"account": "a", "addresses": addresses, "company": None, "created_at": moment(c),
                  "currency": firm.country.currency if c.yes(world.currency) else None, "email_address": email, "id": c.uuid(),
                  "is_customer": role < 6 or role > 8, "is_supplier": role >= 6, "modified_at": "2024-11-01T00:00:00Z", "name": name,
                  "phone_numbers": phones, "remote_id": str(number + 1), "remote_updated_at": "2024-10-01T00:00:00Z",
                  "remote_was_deleted": False, "status": "ARCHIVED" if c.yes(0.07) else "ACTIVE", "tax_number": number_text}
        return record, labels or ["plain"]
