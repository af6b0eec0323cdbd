"""Made-up people and businesses: as contacts in the form of Merge's API, and as parties of the platform.

Number n is always the same one, whoever asks. Addresses are below example.com, phone numbers end in 555-0100 to 555-0199.
"""
import json
import random
import uuid

ONSETS = "b br c ch cl d dr f fl g gr h j k kl l m n p pr qu r s sh sl st t tr v w z".split()
VOWELS = "a e i o u ai ea ee oo ou".split()
CODAS = "ck d ld ll m n nd ng r rd rn s sk st t th x".split()
GIVEN = """Aaron Abigail Adam Alice Amelia Andrea Anna Anthony Aria Arthur Benjamin Bianca Bruno Camila Carl Caroline Cecilia
Charles Chloe Clara Colin Daniel David Diana Dominic Edgar Elena Elias Elisa Emil Emma Eric Esther Eva Felix Fiona Frank Gabriel
George Grace Hannah Harold Hazel Helen Henry Hugo Ida Irene Isaac Ivan Jacob Jane Jasper Joan Jonas Julia Karen Kevin Laura
Leo Lily Lucas Lydia Marcus Maria Martin Maya Megan Miles Mira Nadia Nathan Nora Oliver Olivia Oscar Paula Peter Philip Quinn
Rachel Ralph Rebecca Robert Rosa Ruth Samuel Sarah Simon Sofia Stella Teresa Thomas Tobias Ursula Victor Vera Walter Willa
Xavier Yvonne Zachary Zoe""".split()
TRADES = """Accounting Air Apparel Bakery Bearings Brewing Builders Cabinets Carpets Catering Ceramics Chemical Cleaning
Coatings Coffee Components Concrete Consulting Courier Dairy Dental Design Distribution Drilling Electric Electronics
Engineering Fabrication Farms Fasteners Fencing Fixtures Flooring Foods Forestry Freight Furniture Gardens Glass Hardware
Heating Holdings Industries Instruments Insulation Interiors Irrigation Joinery Laboratories Landscaping Laundry Lighting
Logistics Lumber Machining Marine Media Medical Metals Milling Motors Optics Packaging Painting Paper Partners Paving
Pharmacy Plastics Plumbing Pottery Printing Propane Pumps Rentals Roofing Salvage Seafood Security Signs Software Solar
Staffing Steel Stone Storage Supply Systems Tiles Timber Tools Towing Trading Transport Travel Upholstery Utilities Valves
Veterinary Warehousing Welding Windows Winery""".split()
FORMS = ["Inc.", "LLC", "Corp.", "Co.", "Ltd.", "Group", ""]
STREETS = "Ash Beech Birch Bridge Canal Cedar Chapel Cherry Church Elm Forest Garden Harbor Hickory High Hill Lake Linden Main " \
    "Maple Market Meadow Mill Oak Orchard Park Pine Pond Poplar Quarry River School Spring Station Summit Union Valley Walnut Water Willow".split()
KINDS = ["Street", "Avenue", "Road", "Lane", "Drive", "Boulevard"]
CITIES = """Akron,OH,44301,330 Albany,NY,12201,518 Austin,TX,78701,512 Boise,ID,83701,208 Boston,MA,02108,617 Buffalo,NY,14201,716
Chicago,IL,60601,312 Columbus,OH,43085,614 Dallas,TX,75201,214 Denver,CO,80201,303 Detroit,MI,48201,313 Eugene,OR,97401,541
Fargo,ND,58102,701 Fresno,CA,93701,559 Hartford,CT,06101,860 Houston,TX,77001,713 Jackson,MS,39201,601 Lansing,MI,48901,517
Lincoln,NE,68501,402 Madison,WI,53701,608 Memphis,TN,37501,901 Miami,FL,33101,305 Mobile,AL,36601,251 Newark,NJ,07101,973
Oakland,CA,94601,510 Omaha,NE,68101,402 Orlando,FL,32801,407 Phoenix,AZ,85001,602 Portland,OR,97201,503 Provo,UT,84601,801
Raleigh,NC,27601,919 Reno,NV,89501,775 Richmond,VA,23218,804 Salem,OR,97301,503 Seattle,WA,98101,206 Spokane,WA,99201,509
Tacoma,WA,98401,253 Tampa,FL,33601,813 Toledo,OH,43601,419 Tucson,AZ,85701,520 Tulsa,OK,74101,918 Wichita,KS,67201,316"""
CITIES = [line.split(",") for line in CITIES.split()]
COMPANY = "3f0c1ad2-6b1e-4c59-9a44-0d5cf7f0b001"
UNCHANGED = "2026-03-0%dT%02d:%02d:%02d.%06dZ"
CHANGED = "2026-11-20T02:%02d:%02d.%06dZ"


def word(dice):
    return (dice.choice(ONSETS) + dice.choice(VOWELS) + dice.choice(CODAS) + dice.choice(VOWELS) + dice.choice(CODAS)).capitalize()


class Person:
    """One person or business, as it is known everywhere."""

    def __init__(self, number):
        self.number, self.dice = number, random.Random(number)
        dice = self.dice
        if dice.random() < 0.65:
            first, trade = word(dice), dice.choice(TRADES)
            self.name = f"{first} {word(dice)} {trade}" if dice.random() < 0.3 else f"{first} {trade}"
            self.form = dice.choice(FORMS)
            self.email = f"{dice.choice(('ap', 'billing', 'accounts', 'office', 'hello'))}@{first.lower()}-{trade.lower()}.example.com"
        else:
            given, family = dice.choice(GIVEN), word(dice)
            self.name, self.form = f"{given} {family}", ""
            self.email = f"{given.lower()}.{family.lower()}@mail.example.com"
        self.tax = f"{dice.randrange(10, 99)}-{dice.randrange(10**7):07d}" if dice.random() < 0.6 else None
        self.city, self.state, zip_code, self.area = dice.choice(CITIES)
        self.zip_code = f"{int(zip_code) + dice.randrange(60):05d}"
        self.line, self.extension = dice.randrange(100), dice.randrange(100, 9999)
        self.house, self.street = dice.randrange(1, 9900), dice.choice(STREETS)
        self.kind = dice.choice(KINDS)
        self.is_customer = dice.random() < 0.7
        self.is_supplier = not self.is_customer or dice.random() < 0.1

    def party(self):
        """The row of the platform's CSV; PARTY_COLUMNS."""
        return (f"p{self.number:07d}", f"{self.name} {self.form}".strip(), self.email, self.tax or "",
                f"+1 {self.area} 555 {100 + self.line:04d} x{self.extension}", f"{self.house} {self.street} {self.kind}", self.city,
                self.state, self.zip_code, "US", str(self.is_customer).lower(), str(self.is_supplier).lower())

    def contact(self, changed=False):
        """The contact in the form of Merge's API, written compactly; what a night changes is the mailbox, and when it did."""
        dice, number = self.dice, self.number
        minute = number // 60
        made = "2025-%02d-%02dT%02d:%02d:%02d.%06dZ" % (
            1 + number // 100000 % 12, 1 + number // 4000 % 28, minute // 60 % 24, minute % 60, number % 60, number % 999983)
        read = UNCHANGED % (1 + number % 9, number % 24, number % 60, number // 7 % 60, number % 999979)
        modified = CHANGED % (number // 60 % 60, number % 60, number % 999979) if changed else read
        name = self.name + (" " + self.form if dice.random() < 0.8 else "")
        email = self.email if dice.random() < 0.75 else None
        if changed: email = "new." + self.email
        address = lambda kind: {
            "created_at": made, "modified_at": read, "type": kind, "street_1": f"{self.house} {self.street} {self.kind}",
            "street_2": f"Suite {self.extension}" if self.line < 25 else None, "city": self.city, "state": None,
            "country_subdivision": self.state, "country": "US", "zip_code": self.zip_code}
        return json.dumps({
            "id": str(uuid.UUID(int=dice.getrandbits(128), version=4)), "remote_id": f"{100000 + number}", "created_at": made,
            "modified_at": modified, "name": name.strip(), "is_supplier": self.is_supplier, "is_customer": self.is_customer,
            "email_address": email, "tax_number": self.tax if dice.random() < 0.7 else None,
            "status": "ARCHIVED" if self.line < 3 else "ACTIVE", "currency": "USD", "remote_updated_at": read, "company": COMPANY,
            "addresses": [address(kind) for kind in dice.choices(ADDRESSES, ADDRESS_SHARES)[0]],
            "phone_numbers": [{
                "created_at": made, "modified_at": read, "number": f"({self.area}) 555-{100 + self.line:04d} ext. {self.extension}",
                "type": "Primary"}] if dice.random() < 0.7 else [],
            "remote_was_deleted": False,
            "field_mappings": {"organization_defined_targets": {}, "linked_account_defined_targets": {}},
            "remote_data": None, "remote_fields": []}, separators=(",", ":"))


ADDRESSES, ADDRESS_SHARES = [[], ["BILLING"], ["BILLING", "SHIPPING"]], [22, 71, 7]
PARTY_COLUMNS = ("id,name,email_address,tax_number,phone_number,street_1,city,country_subdivision,zip_code,country,"
                 "is_customer,is_supplier")
