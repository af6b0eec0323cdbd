"""How a business's name is written: as a platform has it, and as clerks and old programs leave it in the books."""
from slips import mistyped, plain, wrong_page

SHORT = {"International": "Intl", "Services": "Svcs", "Service": "Svc", "Trading": "Trdg", "Solutions": "Sol.", "Group": "Grp", "Gruppe": "Grp.",
         "Associates": "Assoc.", "Partners": "Ptnrs", "Holding": "Hldg", "Holdings": "Hldgs", "Consulting": "Cons.", "Accounting": "Acctg",
         "Logistics": "Log.", "Insurance": "Ins.", "Electric": "Elec", "Construcciones": "Const.", "Transportes": "Transp.", "Transport": "Transp.",
         "Transports": "Transp.", "Trasporti": "Trasp.", "Immobilien": "Immo", "Immobilier": "Immo", "Immobiliare": "Imm.", "Bauunternehmung": "Bau",
         "Steuerberatung": "StB", "Informatique": "Info", "Comércio": "Com.", "Serviços": "Serv.", "Servicios": "Serv.", "Costruzioni": "Costr.",
         "Verwaltung": "Verw.", "Beteiligungen": "Bet.", "Distribution": "Distrib.", "Société": "Sté", "Engenharia": "Eng.", "Saint": "St.",
         "Redovisning": "Redov.", "Fastigheter": "Fast.", "Nieruchomości": "Nier.", "Handelsonderneming": "Handelsond.", "Nederland": "NL",
         "Deutschland": "DE", "Brothers": "Bros"}
TITLES = {"en": "Mr Mrs Ms Dr Mr. Mrs.", "de": "Herr Frau Dr. Fa. Firma", "fr": "M. Mme Ets Sté", "it": "Sig. Sig.ra Dott. Ditta", "es": "D. Dña. Sr.",
          "pl": "Pan Pani", "sv": "", "pt": "Sr. Sra.", "nl": "Dhr. Mevr."}
ATTENTION = {"en": ["attn {}", "c/o {}", "Attn: {}"], "de": ["z.Hd. {}", "c/o {}", "Inh. {}"], "fr": ["à l'attention de {}", "chez {}"],
             "it": ["c.a. {}", "di {}"], "es": ["a/a {}", "de {}"], "pl": ["{}"], "sv": ["att {}"], "pt": ["a/c {}"], "nl": ["t.a.v. {}"]}
DOORS = {"en": ["dba", "t/a", "trading as", "d/b/a"], "de": ["vormals", "Marke"], "fr": ["enseigne", "dit"], "it": ["insegna"], "es": ["nombre comercial"]}
REMARKS = [" (OLD)", " - do not use", " *inactive*", " (neu)", " 2023", " - USD", " - EUR", " (cash)", " *", " [dup]", " - new bank details", " (alt)"]
AND = {"&": ["and", "&", "+", "u.", "und"], "et": ["&", "et"], "e": ["&", "e"], "y": ["&", "y"], "i": ["&", "i"], "en": ["&", "en"]}


def language(firm):
    from words import LANGUAGES
    return next(name for name, value in LANGUAGES.items() if value is firm.country.language)


def with_form(text, firm, usual, chance):
    writings = firm.country.forms[firm.form]
    form = writings[0] if chance.yes(usual) else chance.pick(writings)
    return text + chance.pick([" ", " ", " ", ", "]) + form


def with_branch(text, branch, chance):
    bare = branch.lstrip("#")
    if branch.startswith("#"):
        return text + chance.pick([f" #{bare}", f" {bare}", f" No. {bare}", f" Store {bare}", f" - {bare}", f" Filiale {bare}"])
    return text + chance.pick([f" - {bare}", f" {bare}", f" ({bare})", f", {bare}", f"/{bare}"])


def of_party(firm, chance):
    if firm.second:
        return couple(firm, chance, 0.1)
    if firm.is_person and not firm.door:
        given, family = firm.person
        return " ".join(firm.words) if len(firm.words) > 2 or chance.yes(0.9) else f"{family}, {given}"
    words = list(firm.words)
    text = " ".join(words)
    if firm.form is not None and chance.yes(0.7):
        text = with_form(text, firm, 0.8, chance)
    if firm.door:
        door = " ".join(firm.door)
        text = chance.pick([text, text, door, f"{door} ({text})", f"{text} dba {door}"])
    if firm.branch and chance.yes(0.93):
        text = with_branch(text, firm.branch, chance)
    if chance.yes(0.02):
        text = mistyped(text, chance)
    if chance.yes(0.06):
        text = plain(text, firm.country.code in ("DE", "AT", "CH"))
    return text.upper() if chance.yes(0.05) else text


def couple(firm, chance, loose):
    (given, family), other = firm.person, firm.second[0]
    joiner = chance.pick(["&", "and", "+"]) if firm.country.language.joiner == "&" else firm.country.language.joiner
    style = chance.below(5) if chance.yes(loose) else 0
    return [f"{given} {joiner} {other} {family}", f"{family}, {given} {joiner} {other}", f"{given[0]} {joiner} {other[0]} {family}",
            f"{given} {family} {joiner} {other} {family}", f"Mr {joiner} Mrs {given[0]} {family}"][style]


def of_person(firm, chance, note):
    given, family = firm.person
    rest = firm.words[2:]
    style = chance.below(100)
    if style < 55:
        text = f"{given} {family}"
    elif style < 75:
        text = f"{family}, {given}"
        note("word_order")
    elif style < 84:
        text = f"{family} {given}"
        note("word_order")
    elif style < 91:
        text = f"{given[0]}. {family}" if chance.yes(0.7) else f"{given[0]} {family}"
        note("initials")
    elif style < 96:
        text = f"{given} {chance.pick('ABCDEFGHJKLMPRST')}. {family}"
    elif rest:
        return " ".join(rest + [family])
    else:
        text = f"{given} {family}"
    titles = TITLES[language(firm)].split()
    if titles and chance.yes(0.1):
        text = chance.pick(titles) + " " + text
    if rest and chance.yes(0.65):
        text += chance.pick([" ", " - ", " "]) + " ".join(rest)
    return text


def of_contact(firm, chance, dirt, note):
    """As a clerk types it, and as old programs keep it."""
    if firm.second:
        text = couple(firm, chance, 0.6)
    elif firm.is_person and not firm.door:
        text = of_person(firm, chance, note)
    elif firm.old_words and chance.yes(0.55):
        note("renamed")
        text = " ".join(firm.old_words)
    else:
        text = company(firm, chance, dirt, note)
    if firm.form is not None and chance.yes(0.55):
        text = with_form(text, firm, 0.5, chance)
    elif firm.form is not None:
        note("legal_form")
    if firm.branch and chance.yes(0.94):
        text = with_branch(text, firm.branch, chance)
    elif firm.branch is None and not firm.is_person and chance.yes(0.04):
        text = with_branch(text, firm.place.city, chance)
        note("branch")
    if chance.yes(0.025 * dirt):
        text += " " + chance.pick(ATTENTION[language(firm)]).format(" ".join(firm.person))
        note("attention")
    return legacy(text, firm, chance, dirt, note)


def company(firm, chance, dirt, note):
    words = list(firm.words)
    for place, word in enumerate(words):
        if word in SHORT and chance.yes(0.35):
            words[place] = SHORT[word]
            note("abbreviation")
        elif word in AND and 0 < place < len(words) - 1 and chance.yes(0.4):
            words[place] = chance.pick(AND[word])
            note("ampersand")
    style = chance.real() / dirt
    if len(words) >= 3 and style < 0.04:
        words.pop()
        note("shortened")
    elif len(words) >= 2 and style < 0.055:
        words = words[1:] + words[:1]
        note("word_order")
    elif len(words) >= 2 and style < 0.065:
        words = ["".join(words)]
        note("glued")
    elif len(words) >= 3 and style < 0.075:
        words = ["".join(word[0] for word in words if word[0].isalpha()).upper()]
        note("acronym")
    elif len(words) >= 2 and style < 0.09:
        words.append(chance.pick(firm.country.language.trades))
        note("added_word")
    elif style < 0.1:
        words = [firm.person[0], firm.person[1]]
        note("owners_name")
    elif firm.email.endswith(".example") and style < 0.105:
        words = ["www." + firm.email.split("@")[1]]
        note("website")
    text = " ".join(words)
    if firm.door:
        door = " ".join(firm.door)
        kind = chance.below(5)
        joiner = chance.pick(DOORS.get(language(firm), ["-"]))
        text = [text, door, f"{door} ({text})", f"{text} {joiner} {door}", f"{door} - {text}"][kind]
        if kind:
            note("trading_name")
    return text


def legacy(text, firm, chance, dirt, note):
    if chance.yes(0.05 * dirt):
        text = mistyped(text, chance)
        note("typo")
    if chance.yes(0.008 * dirt):
        text = mistyped(text, chance)
    if not text.isascii():
        kind = chance.below(100)
        if kind < 35:
            text = plain(text, firm.country.code in ("DE", "AT", "CH") and chance.yes(0.7))
            note("diacritics")
        elif kind < 35 + 4 * dirt:
            text = wrong_page(text, chance)
            note("code_page")
    if chance.yes(0.02 * dirt):
        text += chance.pick(REMARKS)
        note("noise")
    elif chance.yes(0.015 * dirt):
        text = chance.pick([f"{chance.within(1000, 99999)} ", f"K{chance.within(100, 9999)} - ", f"D-{chance.within(10, 999)} ", "zz ", "* "]) + text
        note("noise")
    if chance.yes(0.12):
        text = text.upper()
    elif chance.yes(0.03):
        text = text.lower()
    if chance.yes(firm.notes[0] if firm.notes else 0) and len(text) > 30:
        text = text[:30].rstrip()
        note("cut")
    return text[:40].rstrip() if chance.yes(0.25) else text
