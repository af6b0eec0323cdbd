"""Style C: people and households. Many persons of few names, hardly a number that tells them apart."""
from dataclasses import replace

from firms import FirmMaker
from words import COUNTRIES

SHORT_NAMES = {"James": "Jim", "Robert": "Bob", "William": "Bill", "Richard": "Dick", "Thomas": "Tom", "Michael": "Mike", "David": "Dave",
               "Daniel": "Dan", "Matthew": "Matt", "Anthony": "Tony", "Steven": "Steve", "Andrew": "Andy", "Elizabeth": "Liz", "Jennifer": "Jen",
               "Patricia": "Pat", "Barbara": "Barb", "Susan": "Sue", "Margaret": "Peggy", "Joseph": "Joe", "Charles": "Chuck", "Johannes": "Hans",
               "Giuseppe": "Beppe", "Francisco": "Paco", "José": "Pepe", "Katarzyna": "Kasia", "Małgorzata": "Gosia", "Wilhelm": "Willi",
               "Andreas": "Andi", "Stefan": "Steff", "Alessandro": "Sandro", "Catherine": "Cathy", "Jessica": "Jess"}


class HouseholdMaker(FirmMaker):
    def person_alone(self, country=None):
        c = self.chance
        country = country or COUNTRIES[c.weighted(self.codes)]
        own = self.firm(country, is_person=True)
        own.words = list(own.person)
        own.door = own.accountant = None
        if own.kind == "shared_office":
            own.kind = "alone"
        self.renamed(own)
        return own

    def renamed(self, own):
        """A short name, or the family name before or after a wedding."""
        c = self.chance
        given, family = own.person
        if given in SHORT_NAMES and c.yes(0.5):
            own.old_words = [SHORT_NAMES[given], family]
        elif c.yes(self.world.renamed):
            own.old_words = [given, self.family(own.country.language)]

    def alone(self):
        return [self.person_alone()]

    def household(self):
        """People of one family name at one door: each an account of their own."""
        c = self.chance
        head = self.person_alone()
        result = [replace(head, kind="household")]
        for _ in range(c.within(1, 4)):
            own = self.person_alone(head.country)
            own.kind = "household"
            if c.yes(0.85):
                own.person = (self.other_given(head.country.language, result), head.person[1])
            own.words, own.old_words = list(own.person), None
            own.place, own.former = head.place, head.former
            self.mailboxes(own)
            if c.yes(0.45):
                own.phone = head.phone
            if c.yes(0.15):
                own.email = own.books_email = head.email
            result.append(own)
        return result

    def generations(self):
        """Parent and child of one name, at one door or two."""
        c = self.chance
        head = replace(self.person_alone(), kind="generations", old_words=None)
        own = self.person_alone(head.country)
        own.person, own.words, own.kind, own.old_words = head.person, list(head.words), "generations", None
        own.branch = c.pick(["Jr", "jun.", "Jr.", "II"])
        if c.yes(0.5):
            own.place = head.place
        self.mailboxes(own)
        return [head, own]

    def couple(self):
        own = replace(self.person_alone(), kind="couple", old_words=None)
        own.second = (self.other_given(own.country.language, [own]), own.person[1])
        return [own]

    def neighbours(self):
        """Strangers in one building."""
        c = self.chance
        first = self.person_alone()
        result = [replace(first, kind="neighbours")]
        for _ in range(c.within(2, 12)):
            own = self.person_alone(first.country)
            own.place = replace(first.place, unit=str(c.within(1, 60)))
            own.kind = "neighbours"
            result.append(own)
        return result

    def namesakes(self):
        c = self.chance
        first = replace(self.person_alone(), kind="namesakes")
        result = [first]
        for _ in range(c.within(1, 3)):
            own = self.person_alone(first.country)
            own.person, own.words, own.kind, own.old_words = first.person, list(first.words), "namesakes", None
            if c.yes(0.3):
                town = (first.place.city, first.place.postcode[:2], own.phone[0], first.place.region)
                own.place = replace(self.place_in(first.country, town), postcode=first.place.postcode)
            self.mailboxes(own)
            result.append(own)
        return result
