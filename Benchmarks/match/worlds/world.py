"""The regime of one world, drawn from its seed: what is known on each side, how dirty it is, who lives there."""
from dataclasses import dataclass


@dataclass
class World:
    style: str
    countries: list
    clusters: list
    platform: dict      # share of the parties that have a field
    books: dict         # share of the contacts that have it
    dirt: float
    matched: float      # share of the contacts that have a party
    per_party: float    # contacts for each party
    persons: float
    common_families: float
    generic: int        # of a hundred company names, those of a common kind
    free_mail: float
    renamed: float
    accountants: float
    moved: float
    hurried: float
    cut: float          # share of long names cut at 30 characters
    no_postcode: float
    books_country: float
    platform_country: float
    currency: float


def draw(style, chance):
    from words import COUNTRIES
    c = chance
    codes = c.shuffled(COUNTRIES)
    kind = c.below(3)
    if kind == 0:                    # one country and a few foreigners
        countries = [(codes[0], 88)] + [(code, 3) for code in codes[1:5]]
    elif kind == 1:                  # a region
        countries = [(code, c.real(1, 5)) for code in codes[:5]]
    else:
        countries = [(code, c.real(0.5, 3)) for code in codes]
    common = dict(style=style, countries=countries, dirt=c.real(0.5, 1.7), matched=c.real(0.3, 0.9), per_party=c.real(0.8, 1.6),
                  common_families=c.real(0.3, 0.7), moved=c.real(0.04, 0.2), hurried=c.real(0.02, 0.12), cut=c.pick([0, 0, 0, 0.3, 1]),
                  no_postcode=c.real(0.05, 0.4), books_country=c.real(0.2, 0.9), platform_country=c.real(0.6, 1), currency=c.real(0.3, 0.9))
    if style == "C":
        common["dirt"] *= 1.8
        clusters = [("alone", 60), ("household", c.real(8, 20)), ("generations", c.real(0.5, 2.5)), ("couple", c.real(2, 8)),
                    ("neighbours", c.real(1, 4)), ("namesakes", c.real(1, 4))]
        return World(clusters=clusters, platform=dict(email=c.real(0.2, 0.7), phone=c.real(0.3, 0.8), address=c.real(0.85, 0.99), tax=c.real(0, 0.15)),
                     books=dict(email=c.real(0.15, 0.6), phone=c.real(0.2, 0.7), address=c.real(0.75, 0.97), tax=c.real(0, 0.12)),
                     persons=1, generic=0, free_mail=0.9, renamed=c.real(0.01, 0.04), accountants=0, **common)
    clusters = [("alone", 72), ("chain", c.real(0.4, 1.6)), ("franchise", c.real(0.3, 1.5)), ("group", c.real(1.5, 6)), ("family_home", c.real(1, 4)),
                ("tenants", c.real(0.2, 1)), ("namesakes", c.real(0.5, 3))]
    return World(clusters=clusters, platform=dict(email=c.real(0.4, 0.95), phone=c.real(0.4, 0.95), address=c.real(0.5, 0.97), tax=c.real(0.1, 0.7)),
                 books=dict(email=c.real(0.35, 0.85), phone=c.real(0.35, 0.85), address=c.real(0.4, 0.9), tax=c.real(0.05, 0.6)),
                 persons=c.real(0.1, 0.4), generic=c.within(3, 12), free_mail=c.real(0.08, 0.3), renamed=c.real(0.003, 0.02),
                 accountants=c.real(0.02, 0.12), **common)
