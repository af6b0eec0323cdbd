"""Made-up businesses and what they share: chains, groups, families, accountants, former tenants, namesakes."""
from dataclasses import dataclass, field, replace

from numbering import tax, telephone
from slips import slug
from words import COUNTRIES

BRAND_STARTS = "Al Am Ar Av Bel Bri Cal Cor Da De El En Fi Flu Gen Gra Hel In Jo Ka Kri Lu Ly Ma Mi No Nu Or Pa Pri Qua Ra Ri Sa Sen So Ta Tri Ul Va Ve Vi Xa Ze Zy".split()
BRAND_MIDDLES = "b bi co da do gi l li ma mo n na ni po r ri ro sa si st ta te ti to tra v va vi x".split()
BRAND_ENDS = "cor dex dis don gen is lan lux matic max mo nex nia on pro ra rex ris son tec tek tis tron us va via vex vita xa zen".split()


@dataclass
class Place:
    street: str
    number: str
    unit: str
    city: str
    postcode: str
    region: str


@dataclass
class Firm:
    country: object
    words: list
    form: int = None
    person: tuple = None        # (given, family) of the owner
    is_person: bool = False     # known by the owner's name
    place: Place = None
    former: Place = None
    phone: tuple = None
    mobile: tuple = None
    former_phone: tuple = None
    email: str = None
    books_email: str = None     # where invoices go
    private_email: str = None
    tax: str = None
    branch: str = None
    door: list = None           # trading name
    old_words: list = None      # the name before it was changed
    second: tuple = None        # partner of a couple
    accountant: object = None
    kind: str = "alone"
    notes: list = field(default_factory=list)


class FirmMaker:
    """Makes clusters of related businesses of one world."""

    def __init__(self, chance, world):
        self.chance, self.world = chance, world
        self.codes = world.countries
        self.accountants = {}
        self.offices = {}
        self.taken = set()      # domains and mailboxes: each has one owner

    # Names

    def given(self, language):
        return self.chance.early(language.given, 1.4)

    def other_given(self, language, family):
        """A given name that nobody of the family has."""
        known = {each.person[0] for each in family}
        while (name := self.chance.pick(language.given)) in known:
            pass
        return name

    def family(self, language):
        c = self.chance
        if c.yes(self.world.common_families):
            return c.early(language.family, 1.6).replace("_", " ")
        name = c.pick(language.stems) + c.pick(language.tails)
        return name if c.yes(0.97) else name + "-" + c.pick(language.family).replace("_", " ")

    def person(self, language):
        return self.given(language), self.family(language)

    def brand(self):
        c = self.chance
        name = c.pick(BRAND_STARTS) + (c.pick(BRAND_MIDDLES) if c.yes(0.7) else "") + c.pick(BRAND_ENDS)
        return name.upper() if c.yes(0.12) else name

    def company(self, country, person, city):
        """Words of a company's name."""
        c, language = self.chance, country.language
        trade = c.pick(language.trades)
        grammar = c.below(100)
        if grammar < self.world.generic:
            return c.early(language.generic, 1.5).split() + ([city] if c.yes(0.15) else [])
        if grammar < 38:
            return [person[1], trade] if c.yes(0.7) else [trade, person[1]]
        if grammar < 47:
            return [person[1], language.joiner, self.family(language)] + ([trade] if c.yes(0.4) else [])
        if grammar < 66:
            return [self.brand()] + ([trade] if c.yes(0.5) else []) + ([c.pick(language.tags)] if c.yes(0.35) else [])
        if grammar < 73:
            return ["".join(c.pick("ABCDEFGHIKLMNPRSTVWZ") for _ in range(c.within(2, 4)))] + [c.pick([trade, c.pick(language.tags)])]
        if grammar < 82:
            return [city, trade] if c.yes(0.5) else [trade, city]
        if grammar < 90:
            return [person[0], person[1], trade]
        if grammar < 95:
            return [trade, language.joiner, c.pick(language.trades)] + ([person[1]] if c.yes(0.5) else [])
        return [c.pick(language.stems) + c.pick(language.tails), c.pick(language.tags)]

    # Places and numbers

    def town(self, country):
        """(name, start of the postcode, area, region): a city, or a town around one."""
        c = self.chance
        city = c.early(country.cities, 1.3)
        if c.yes(0.5):
            return city
        name = c.pick(country.language.stems) + c.pick(country.language.tails)
        return (name,) + tuple(city[1:])

    def place_in(self, country, town):
        c, language = self.chance, country.language
        pattern = c.pick(country.streets).replace("_", " ")
        name = c.early(language.family, 1.1).replace("_", " ") if c.yes(0.4) else c.pick(language.stems) + c.pick(language.tails)
        number = str(c.within(1, 60) if c.yes(0.6) else c.within(1, 2500 if country.code == "US" else 320))
        if c.yes(0.08):
            number += c.pick("abcd")
        code = country.postcode
        post = town[1] + "".join(c.pick("0123456789") if m == "9" else c.pick("ABDEFGHJLNPQRSTUWXYZ") if m == "A" else m for m in code)
        return Place(pattern.replace("*", name), number, str(c.within(1, 400)) if c.yes(0.22) else None, town[0], post, town[3])

    def own(self, make):
        """What `make` makes until it is nobody else's."""
        while True:
            text = make()
            if text not in self.taken:
                self.taken.add(text)
                return text

    def free_box(self, country, text):
        c = self.chance
        return self.own(lambda: text + (str(c.within(1, 999)) if c.yes(0.5) else "") + "@" + c.early(country.free, 1.4))

    def domain(self, name, country):
        """One of its own: a taken name gets a town, a country or a number behind it."""
        c = self.chance
        endings = [".example", ".example", "-" + country.code.lower() + ".example", ".test"]
        more = lambda: "-" + c.pick([c.pick(country.language.stems).lower(), "online", str(c.within(2, 999))])
        plain = name + c.pick(endings)
        if plain not in self.taken:
            self.taken.add(plain)
            return plain
        return self.own(lambda: slug(name) + slug(more()) + c.pick(endings))

    def mailboxes(self, firm, domain=None):
        c = self.chance
        given, family = slug(firm.person[0]), slug(firm.person[1])
        local = c.pick([given + "." + family, given[:1] + family, given, family + "." + given, given[:1] + "." + family])
        name = slug("".join(firm.words))[:22]
        firm.private_email = self.free_box(firm.country, c.pick([given + "." + family, given + family, family + given[:1], name or family]))
        if not domain and c.yes(0.6 if firm.is_person else self.world.free_mail):
            firm.email = firm.private_email
            firm.books_email = firm.private_email
            firm.private_email = self.free_box(firm.country, given[:1] + family)
            return
        domain = domain or self.domain(name or slug(firm.person[1]) or "mail", firm.country)
        front = c.pick(["info", "office", "mail", "kontakt", "contact", "hello", "sales", "admin", "post"])
        firm.email = (local if c.yes(0.45) else front) + "@" + domain
        firm.books_email = c.pick(["accounts", "invoice", "billing", "buchhaltung", "facture", "ap", "amministrazione", "faktura", front]) + "@" + domain

    def firm(self, country=None, is_person=False, kind="alone"):
        c = self.chance
        country = country or COUNTRIES[c.weighted(self.codes)]
        town = self.town(country)
        person = self.person(country.language)
        if is_person:
            words = [person[0], person[1]] + ([c.pick(country.language.trades)] if c.yes(0.25) else [])
        else:
            words = self.company(country, person, town[0])
        firm = Firm(country, words, None if is_person or c.yes(0.08) else int(len(country.forms) * c.real() ** 2), person, is_person, kind=kind)
        firm.place = self.place_in(country, town)
        firm.former = self.place_in(country, town if c.yes(0.7) else self.town(country))
        firm.phone = telephone(country.code, town[2], is_person and c.yes(0.6), c)
        firm.former_phone = telephone(country.code, town[2], False, c)
        firm.mobile = telephone(country.code, town[2], True, c)
        firm.tax = tax(country.code, c)
        self.mailboxes(firm)
        if c.yes(0.07):
            firm.door = self.company(country, self.person(country.language), town[0])
        if not is_person and c.yes(self.world.renamed):
            firm.old_words = self.company(country, self.person(country.language), town[0])
        if c.yes(self.world.accountants):
            firm.accountant = self.shared(self.accountants, country, 9)
        elif c.yes(0.03):
            firm.place = replace(self.shared(self.offices, country, 7).place, unit=str(c.within(1, 90)) if c.yes(0.6) else None)
            firm.kind = "shared_office"
        return firm

    def shared(self, pool, country, clients):
        """An accountant or an office building of the country: a new one for so many clients."""
        c = self.chance
        known = pool.setdefault(country.code, [])
        if not known or c.yes(1 / clients):
            town = self.town(country)
            firm = Firm(country, [self.family(country.language), "Tax"], person=self.person(country.language))
            firm.place, firm.phone = self.place_in(country, town), telephone(country.code, town[2], False, c)
            self.mailboxes(firm, self.domain(slug(firm.words[0]) + c.pick(["tax", "conta", "steuer", "books"]), country))
            known.append(firm)
        return c.pick(known)

    # Clusters

    def cluster(self):
        c = self.chance
        kind = c.weighted(self.world.clusters)
        return getattr(self, kind)()

    def alone(self):
        return [self.firm(is_person=self.chance.yes(self.world.persons))]

    def chain(self):
        """One business at many places, each an account of its own."""
        c = self.chance
        head = self.firm()
        head.door = head.old_words = None
        domain = self.domain(slug("".join(head.words))[:20] or "chain", head.country)
        how = c.below(3)
        shares_tax, shares_mail, shares_phone = c.yes(0.85), c.yes(0.25), c.yes(0.15)
        result, branches = [], set()
        for number in range(min(2 + int(c.real() ** 3 * 40), 40)):
            while True:
                town = self.town(head.country)
                place = self.place_in(head.country, town)
                branch = [f"#{c.within(1, 900)}", place.city, f"{place.street}, {place.city}"][how]
                if branch not in branches:
                    break
            branches.add(branch)
            own = replace(head, place=place, former=self.place_in(head.country, town), kind="chain", branch=branch, notes=[], accountant=None)
            if number == 0 and c.yes(0.5):
                own.branch = None
            if not shares_phone:
                own.phone, own.mobile = telephone(own.country.code, town[2], False, c), telephone(own.country.code, town[2], True, c)
            own.email = head.email if shares_mail else (slug(branch) or "store") + "@" + domain
            own.books_email = "accounts@" + domain
            if not shares_tax:
                own.tax = tax(own.country.code, c)
            result.append(own)
        return result

    def franchise(self):
        """A brand over the door, another company behind each."""
        c = self.chance
        head = self.firm()
        domain = self.domain(slug("".join(head.words))[:20] or "brand", head.country)
        result = []
        for _ in range(c.within(2, 8)):
            own = self.firm(head.country, is_person=c.yes(0.3), kind="franchise")
            if c.yes(0.6):
                own.door, own.branch = None, own.place.city
                own.words = head.words
            else:
                own.door = head.words + [own.place.city]
            self.mailboxes(own, domain if c.yes(0.6) else None)
            result.append(own)
        return result

    def group(self):
        """Companies of one owner: one tax number for all, or one house, one switchboard, one domain."""
        c = self.chance
        head = self.firm(kind="group")
        result = [head]
        language = head.country.language
        shares_tax = c.yes(0.55)
        counted = c.yes(0.15)
        for number in range(c.within(1, 4)):
            own = self.firm(head.country, kind="group")
            if counted:
                own.words = head.words + [str(number + 2)]
            elif c.yes(0.65):
                while any(own.words == each.words for each in result) or own.words[0] != head.words[0]:
                    own.words = [head.words[0]] + ([c.pick(language.trades)] if c.yes(0.6) else []) + [c.pick(language.tags)]
            own.person, own.old_words = head.person, None
            if c.yes(0.75):
                own.place, own.former = head.place, head.former
            if c.yes(0.55):
                own.phone = head.phone
            self.mailboxes(own, head.email.split("@")[1] if c.yes(0.6) and head.email.endswith((".example", ".test")) else None)
            if c.yes(0.15):
                own.email, own.books_email = head.email, head.books_email
            if shares_tax:
                own.tax = head.tax
            result.append(own)
        return result

    def family_home(self):
        """Relatives in business at one door."""
        c = self.chance
        head = self.firm(is_person=True, kind="family")
        result = [head]
        for _ in range(c.within(1, 3)):
            own = self.firm(head.country, is_person=c.yes(0.8), kind="family")
            own.person = (self.other_given(head.country.language, result), head.person[1])
            own.words = [own.person[0], own.person[1]] if own.is_person else [own.person[1], c.pick(head.country.language.trades)]
            self.mailboxes(own)
            if c.yes(0.9):
                own.place, own.former = head.place, head.former
            if c.yes(0.5):
                own.phone = head.phone
            if c.yes(0.2):
                own.email = head.email
            result.append(own)
        return result

    def tenants(self):
        """The next business in the same rooms, with the telephone that was there."""
        c = self.chance
        old = self.firm(kind="tenants")
        new = self.firm(old.country, is_person=c.yes(0.2), kind="tenants")
        new.place = old.place
        if c.yes(0.6):
            new.phone = old.phone
        return [old, new]

    def namesakes(self):
        """Strangers of one name."""
        c = self.chance
        first = self.firm(is_person=c.yes(0.5), kind="namesakes")
        result = [first]
        for _ in range(c.within(1, 3)):
            own = self.firm(first.country, is_person=first.is_person, kind="namesakes")
            own.words, own.door = list(first.words), None
            own.person = first.person if first.is_person else own.person
            if c.yes(0.3):
                town = (first.place.city, first.place.postcode[:2], first.phone[0], first.place.region)
                own.place = replace(self.place_in(first.country, town), postcode=first.place.postcode)
            self.mailboxes(own)
            result.append(own)
        return result
