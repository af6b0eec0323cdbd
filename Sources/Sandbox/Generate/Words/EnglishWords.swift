/// Words that the English-speaking countries share.
enum EnglishWords {
  static let given = """
    James John Robert Michael William David Richard Joseph Thomas Charles Mary Patricia Jennifer Linda Elizabeth Barbara
    Susan Jessica Sarah Karen Christopher Daniel Matthew Anthony Mark Donald Steven Paul Andrew Joshua Nancy Lisa Betty
    Margaret Sandra Ashley Kimberly Emily Donna Michelle Kenneth Kevin Brian George Timothy Ronald Edward Jason Jeffrey
    Ryan Carol Amanda Melissa Deborah Stephanie Rebecca Sharon Laura Cynthia Kathleen Jacob Gary Nicholas Eric Jonathan
    Stephen Larry Justin Scott Brandon Amy Angela Shirley Anna Brenda Pamela Emma Nicole Helen Samantha Benjamin Samuel
    Gregory Frank Alexander Raymond Patrick Jack Dennis Jerry Katherine Christine Debra Rachel Carolyn Janet Catherine
    Maria Heather Diane Tyler Aaron Jose Adam Nathan Henry Douglas Zachary Peter Kyle Ruth Julie Olivia Joyce Virginia
    Victoria Kelly Lauren Christina Joan Walter Ethan Jeremy Harold Keith Christian Roger Noah Gerald Carl Evelyn Judith
    Megan Andrea Cheryl Hannah Jacqueline Martha Gloria Teresa Terry Sean Austin Arthur Lawrence Jesse Dylan Bryan Joe
    Jordan Billy Ann Sara Madison Frances Kathryn Janice Jean Abigail Alice Julia Bruce Albert Willie Gabriel Logan Alan
    Juan Wayne Roy Ralph Randy Judy Sophia Grace Denise Amber Doris Marilyn Danielle Beverly Isabella Eugene Vincent
    Russell Elijah Louis Bobby Philip Johnny Theresa Diana Natalie Brittany Charlotte Marie Kayla Alexis Lori Fiona
    Graham Nigel Simon Ian Colin Trevor Stuart Alastair Rory Callum Imogen Harriet Gemma Tracey Joanne Hayley Lynne
    Desmond Clive Rupert Basil Winston Leroy Otis Cedric Marcus Malcolm Derek Roderick Lachlan Declan Brendan Siobhan
    Niamh Aoife Eileen Moira Elspeth Isla Freya Poppy Skye Brooke Paige Chelsea Savannah Dakota Cody Travis Clayton
    """

  static let family = """
    Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Taylor Thomas Moore Martin Jackson Thompson White
    Lee Harris Clark Lewis Robinson Walker Young Allen King Wright Scott Hill Green Adams Baker Nelson Hall Campbell
    Mitchell Carter Roberts Phillips Evans Turner Parker Collins Edwards Stewart Morris Murphy Cook Rogers Morgan Cooper
    Peterson Bailey Reed Kelly Howard Ward Cox Richardson Watson Brooks Wood James Bennett Gray Hughes Price Myers Long
    Foster Sanders Ross Powell Sullivan Russell Fisher Henderson Cole Jenkins Perry Butler Barnes Patterson Simmons
    Graham Reynolds Hamilton Wallace West Jordan Owens Bell Murray Ford Marshall Harrison Gibson McDonald Cruz Mason
    Hunt Black Palmer Mills Warren Fox Rose Stone Burns Rice Dixon Holmes Burke Hunter Crawford Boyd Gordon Kennedy
    Wagner Simpson Porter Shaw Lawson Duncan Armstrong Carpenter Weaver Chapman Matthews Elliott Dunn Carroll Lane
    Spencer Payne Arnold Andrews Hawkins Willis Perkins Hudson Kelley Nichols Grant Knight Webb Ferguson Hart
    Cunningham Bradley Pearson Harvey Oliver Lynch Bishop Barrett Dean Newman Fleming Banks Howell Hansen Jensen Fuller
    Berry Sutton Craig Douglas Gilbert Curtis Barker Sherwood Walsh Byrne Doyle Gallagher Quinn O'Brien O'Connor
    O'Neill Fitzgerald McCarthy McLaughlin MacDonald Fraser Cameron Sinclair Mackenzie Buchanan Forsyth Abernathy
    Pritchard Llewellyn Rees Bevan Gough Atkinson Hodgson Sykes Ramsden Braithwaite Oakley Thorne Marlowe Whitaker
    Chamberlain Pemberton Kingsley Lockwood Ellsworth Prescott Winslow Thatcher Fairbanks Beckett Ashworth Ainsley
    Delgado Vargas Okafor Adeyemi Nowak Kowalski Schneider Rossi Esposito Petrov Nguyen Tran Chen Wong Kim Patel
    """

  static let rareFamily = Compounds(
    """
    Ash Black Brad Brook Burn Cal Car Chad Cliff Cold Col Cran Crow Dal Darl Den Dray East Ed Elm Farn Fen Gar Glad \
    Green Had Hal Ham Har Haw Hazel Heath Hol Horn Kent King Lang Law Lin Long Mad Mar Mel Mid Nor Nut Oak Pem Pres \
    Rad Red Rock Rush Sand Shel Stan Stock Strat Swin Tar Thorn Wal War Wat Wel West Whit Wil Win Wood Yar Ald Bask \
    Cropp Dun Ever Framp Gains Hemp Ips Kirk Led Mans Nether Ot Pil Quin Ret Sed Tav Under Vern Wex Clay Bram Huck
    """,
    "ford ton well wood ley worth man ridge field ham by wick combe burn stone croft dale gate den more bury hurst lock"
  )

  static let trades = """
    Construction Plumbing Consulting Electrical Services Landscaping Roofing Builders Design Properties Logistics
    Transport Catering Painting Cleaning Solutions Marketing Realty Engineering Motors Auto_Repair Technologies
    Foods Insurance Dental Photography Software Medical Flooring Heating Supply Manufacturing Printing Security
    Media Systems Accounting Mechanical Farms Studio Furniture Interiors Equipment Industries Law Fitness Bakery
    Café Salon Glass Trucking Energy Training Pharmacy Travel Storage Hardware Machine Tool Fencing Carpentry
    Masonry Excavating Paving Concrete Drywall Kitchens Cabinets Windows Doors Signs Graphics Advertising
    Communications Networks Electronics Staffing Recruitment Architects Surveying Veterinary_Clinic Pet_Care Nursery
    Gardens Tree_Service Pest_Control Pool_Service Solar HVAC Refrigeration Welding Steel Metals Plastics Packaging
    Textiles Apparel Boutique Jewelers Florist Events Music Books Publishing Education Childcare Learning_Center
    Dance_Academy Yoga Spa Barbers Optical Physiotherapy Chiropractic Podiatry Counseling Home_Care Funeral_Home
    Brewing Winery Distillers Coffee Pizza Grill Diner Seafood Butchers Produce Dairy Feed Seeds Timber Lumber
    Joinery Scaffolding Demolition Recycling Waste Environmental Analytics Robotics Biotech Diagnostics Laboratories
    Aerospace Marine Aviation Freight Couriers Removals Car_Wash Tyres Body_Shop Towing Motorcycles Cycles Sports
    Toys Games Antiques Auctions Locksmiths Upholstery
    """

  static let adjectives = """
    Blue Green First Premier National American Golden Silver United Pacific Atlantic Central North South East West
    Northern Southern Eastern Western Red Black White Royal Crown Capital Metro City Valley Mountain Coastal Summit
    Advanced Modern Precision Quality Superior Reliable Classic Elite Prime Allied Global Universal Independent Heritage
    Liberty Eagle Sunrise Evergreen Bright Clear Rapid Swift Smart True Noble Grand Little Old New Urban Rural Rustic
    Copper Iron Crystal Diamond Emerald Sapphire Amber Ivory Scarlet Crimson Indigo Velvet Silent Hidden Wild Lucky
    Happy Friendly Honest Family Country Village Harbour Lakeside Riverside Hillside Woodland Highland Lowland Meadow
    Windy Stormy Frosty Sunny Starlight Moonlit Twin Three Seven Triple Double Second Third Apex Zenith Vertex Nova
    """

  static let nouns = """
    River Mountain Oak Pine Star Sun Stone Rock Bridge Lake Eagle Lion Bear Wolf Fox Hawk Falcon Horse Bull Ridge Creek
    Valley Harbor Bay Point Gate Tower Castle Crown Shield Anchor Compass Lantern Beacon Arrow Hammer Anvil Wheel Kettle
    Table Spoon Barrel Acorn Maple Cedar Willow Birch Elm Ash Rose Lily Thistle Clover Orchard Meadow Field Forest Grove
    Garden Spring Brook Island Shore Coast Cliff Canyon Mesa Prairie Summit Peak Horizon Dawn Dusk Moon Comet Orbit
    Galaxy Planet Bluebird Robin Sparrow Heron Crane Otter Beaver Badger Stag Elk Moose Bison Mustang Salmon Trout Pearl
    Coral Feather Quill Ribbon Thread Loom Button Bell Drum Fiddle Harp Door Window Hearth Chimney Cottage Manor Abbey
    Mill Forge Foundry Quarry Mine Dock Pier Wharf Lighthouse Saddle Spur Bridle Plough Harvest Barn Silo Windmill
    """

  static let endings = """
    Group Services Associates Partners Enterprises Holdings International Company Solutions Brothers &_Sons Management
    Investments Ventures Trading Distribution Development Contractors Consultants Works Brands Collective Labs Agency
    """

  static let streets = """
    Main_Street High_Street Park_Avenue Church_Street Oak_Street Station_Road Maple_Avenue Washington_Street Elm_Street
    Victoria_Road Mill_Road Park_Road Cedar_Lane King_Street Queen_Street Hill_Road Pine_Street Lake_Drive Second_Street
    Third_Avenue Market_Street Broad_Street School_Lane Church_Road Walnut_Street Spring_Street River_Road
    Highland_Avenue Sunset_Boulevard Industrial_Drive Commerce_Way Center_Street Railroad_Avenue Jefferson_Street
    Madison_Avenue Jackson_Street Franklin_Street Bridge_Street West_Street North_Street South_Street George_Street
    Albert_Road The_Green Manor_Road Grange_Road London_Road Kings_Road Windsor_Road York_Road Chestnut_Street
    Willow_Lane Meadow_Lane Forest_Drive Valley_Road Ridge_Road Canal_Street Dogwood_Drive Magnolia_Avenue
    Lincoln_Highway Liberty_Street Union_Street Front_Street Water_Street Pearl_Street Cherry_Lane Birch_Street
    Orchard_Road Garden_Street Airport_Road Technology_Parkway Enterprise_Court Corporate_Drive Business_Park_Road
    Harbour_Street Bay_Street Wellington_Street Prince_Street Duke_Street Castle_Street Abbey_Road Priory_Lane
    Beech_Avenue Poplar_Street Sycamore_Drive Hawthorn_Close Laurel_Court Holly_Road Ivy_Lane Fairview_Avenue
    Prospect_Street Pleasant_Street Summit_Avenue Grove_Street Academy_Road College_Street University_Avenue
    Hospital_Road Depot_Street Factory_Lane Quarry_Road Foundry_Street Tannery_Court Weaver_Street Cooper_Street
    """
}
