"""What goes wrong between a business and the books: fingers, scanners, old programs, wrong code pages."""
import unicodedata

KEYS = {"a": "sqz", "b": "vnh", "c": "xvd", "d": "sfe", "e": "wrd", "f": "dgr", "g": "fht", "h": "gjz", "i": "uok", "j": "hkn", "k": "jlm",
        "l": "kop", "m": "nj", "n": "bmh", "o": "ipl", "p": "ol", "q": "wa", "r": "etf", "s": "adw", "t": "rzg", "u": "iyj", "v": "cbf",
        "w": "qes", "x": "ycs", "y": "xtu", "z": "tux"}
SCANS = [("rn", "m"), ("m", "rn"), ("cl", "d"), ("d", "cl"), ("l", "1"), ("I", "l"), ("O", "0"), ("o", "0"), ("B", "8"), ("S", "5"), ("s", "5"),
         ("g", "9"), ("Z", "2"), ("vv", "w"), ("w", "vv"), ("ii", "u"), ("li", "h"), ("h", "li"), ("e", "c"), ("u", "ii"), ("T", "7"), ("G", "6")]
SOUNDS = [("ph", "f"), ("f", "ph"), ("ck", "k"), ("k", "ck"), ("ie", "ei"), ("ei", "ie"), ("y", "i"), ("i", "y"), ("c", "k"), ("th", "t"),
          ("ou", "u"), ("ss", "s"), ("tt", "t"), ("ll", "l"), ("nn", "n"), ("ee", "ea"), ("mm", "m"), ("z", "s"), ("w", "v"), ("dt", "t")]
GERMAN = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}


def finger(text, chance):
    """One slip of the fingers: a neighbour, a swap, a letter too few or too many."""
    places = [place for place, letter in enumerate(text) if letter.isalpha()]
    if len(places) < 3:
        return text
    at = chance.pick(places[1:])
    kind = chance.below(4)
    if kind == 0:
        near = KEYS.get(text[at].lower(), "e")
        letter = chance.pick(near)
        return text[:at] + (letter.upper() if text[at].isupper() else letter) + text[at + 1:]
    if kind == 1:
        return text[:at - 1] + text[at] + text[at - 1] + text[at + 1:]
    return text[:at] + text[at + 1:] if kind == 2 else text[:at] + text[at] + text[at:]


def exchanged(text, pairs, chance):
    fitting = [pair for pair in pairs if pair[0] in text[1:]]
    if not fitting:
        return finger(text, chance)
    old, new = chance.pick(fitting)
    at = text.index(old, 1)
    return text[:at] + new + text[at + len(old):]


def scanned(text, chance):
    return exchanged(text, SCANS, chance)


def heard(text, chance):
    return exchanged(text, SOUNDS, chance)


def mistyped(text, chance):
    """One slip of any kind."""
    return chance.weighted([(finger, 6), (scanned, 2), (heard, 2)])(text, chance)


def misdialled(text, chance):
    """One digit wrong, or two neighbours swapped."""
    places = [place for place, letter in enumerate(text) if letter.isdigit()]
    if len(places) < 4:
        return text
    at = chance.below(len(places) - 2) + 1
    here, after = places[at], places[at + 1]
    if chance.yes(0.5) and text[here] != text[after] and after == here + 1:
        return text[:here] + text[after] + text[here] + text[after + 1:]
    return text[:here] + str((int(text[here]) + chance.within(1, 9)) % 10) + text[here + 1:]


def plain(text, german=False):
    """Without diacritics."""
    if german:
        for letter, letters in GERMAN.items():
            text = text.replace(letter, letters)
    text = text.replace("ß", "ss").replace("ł", "l").replace("Ł", "L").replace("ø", "o").replace("ı", "i")
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def wrong_page(text, chance):
    """What a wrong code page makes of letters beyond ASCII."""
    if text.isascii():
        return text
    if chance.yes(0.6):
        return text.encode("utf-8").decode("latin-1").replace("\x83", "ƒ").replace("\x9f", "Ÿ")
    return "".join(c if c.isascii() else "?" for c in text)


def slug(text):
    return "".join(c for c in plain(text, german=True).lower() if c.isascii() and c.isalnum())
