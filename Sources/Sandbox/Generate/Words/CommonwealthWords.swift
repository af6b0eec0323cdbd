extension Lexicon {
  static let unitedKingdom = Lexicon(
    given: Words(
      "David John Paul James Andrew Mark Michael Susan Sarah Karen Emma " + EnglishWords.given
        + " Mohammed Aisha Gareth Rhys Hamish Ewan"),
    family: Words(
      "Smith Jones Williams Taylor Davies Brown Wilson Evans Thomas Johnson Roberts Khan Patel Wood Wright Hughes "
        + EnglishWords.family
        + " Ahmed Hussain Ali Singh Begum Kaur McGregor Campbell Higgins Entwistle Trevithick Penrose"),
    rareFamily: EnglishWords.rareFamily,
    trades: Words(
      EnglishWords.trades + " Lettings Estates Conveyancing Chippy Ironmongers Haulage Groundworks Plastering"),
    adjectives: Words(EnglishWords.adjectives + " British Thames Mersey Pennine Cornish Celtic Saxon", flatness: 20),
    nouns: Words(EnglishWords.nouns, flatness: 20), endings: Words(EnglishWords.endings + " UK (UK) Bros", flatness: 4),
    cities: City.list(
      """
      London//EC/20
      London//SW/20
      London//N/20
      London//SE/20
      Birmingham//B/121
      Manchester//M/161
      Leeds//LS/113
      Glasgow//G/141
      Liverpool//L/151
      Bristol//BS/117
      Sheffield//S/114
      Edinburgh//EH/131
      Leicester//LE/116
      Cardiff//CF/29
      Belfast//BT/28
      Nottingham//NG/115
      Newcastle upon Tyne//NE/191
      Southampton//SO/23
      Portsmouth//PO/23
      Brighton//BN/1273
      Reading//RG/118
      Derby//DE/1332
      Plymouth//PL/1752
      Wolverhampton//WV/1902
      Norwich//NR/1603
      Swansea//SA/1792
      Oxford//OX/1865
      Cambridge//CB/1223
      York//YO/1904
      Exeter//EX/1392
      Aberdeen//AB/1224
      Dundee//DD/1382
      Bath//BA/1225
      Bournemouth//BH/1202
      Coventry//CV/24
      Hull//HU/1482
      Ipswich//IP/1473
      Gloucester//GL/1452
      Stoke-on-Trent//ST/1782
      Milton Keynes//MK/1908
      Peterborough//PE/1733
      Luton//LU/1582
      Swindon//SN/1793
      Warrington//WA/1925
      Huddersfield//HD/1484
      Inverness//IV/1463
      """),
    towns: Compounds(
      """
      Ash Black Brad Bur Chel Chip Dar Dun East Farn Glas Hal Ham Har Hartle Hemp Hor Kings Lang Lich Maid Mans Mid \
      New Nor Old Pem Rad Rug Shef Skip Stock Strat Swan Tam Taun Thorn Wake Wal War Wel West Whit Win Wor
      """, "ford ton ham bury borough field ley wick pool stead mouth minster by thorpe wich caster"),
    streets: Words(
      EnglishWords.streets + " High_Road Chapel_Lane Vicarage_Close The_Crescent Coronation_Street", flatness: 6),
    forms: LegalForm.list(
      """
      78 Ltd/Limited/Ltd./LTD
      9 LLP/Llp
      4 PLC/plc
      5 & Co/& Co./and Co
      2 CIC
      """))

  static let australia = Lexicon(
    given: Words(
      EnglishWords.given + " Bruce Darren Shane Craig Kylie Sharyn Narelle Jarrod Bronwyn Thuy Minh Dimitri"),
    family: Words(
      "Smith Jones Williams Brown Wilson Taylor Nguyen Johnson Martin White " + EnglishWords.family
        + " Papadopoulos Le Wang Zhang Costa Russo"),
    rareFamily: EnglishWords.rareFamily,
    trades: Words(EnglishWords.trades + " Earthmoving Smash_Repairs Tiling Concreting Pastoral Livestock Surf_Shop"),
    adjectives: Words(
      EnglishWords.adjectives + " Australian Aussie Outback Southern_Cross Bondi Murray Kimberley", flatness: 20),
    nouns: Words(EnglishWords.nouns + " Kookaburra Wattle Banksia Kangaroo Emu Possum", flatness: 20),
    endings: Words(EnglishWords.endings + " Australia (Aust) (NSW) (Vic) (Qld)", flatness: 4),
    cities: City.list(
      """
      Sydney/NSW/20/2
      Melbourne/VIC/30/3
      Brisbane/QLD/40/7
      Perth/WA/60/8
      Adelaide/SA/50/8
      Parramatta/NSW/21/2
      Newcastle/NSW/23/2
      Gold Coast/QLD/42/7
      Canberra/ACT/26/2
      Wollongong/NSW/25/2
      Geelong/VIC/32/3
      Hobart/TAS/70/3
      Townsville/QLD/48/7
      Cairns/QLD/48/7
      Darwin/NT/08/8
      Toowoomba/QLD/43/7
      Ballarat/VIC/33/3
      Bendigo/VIC/35/3
      Launceston/TAS/72/3
      Mackay/QLD/47/7
      Rockhampton/QLD/47/7
      Bunbury/WA/62/8
      Albury/NSW/26/2
      Dubbo/NSW/28/2
      Fremantle/WA/61/8
      Penrith/NSW/27/2
      Frankston/VIC/31/3
      Mandurah/WA/62/8
      """),
    towns: Compounds(
      "Wagga Coola Narra Murra Bunda Tamba Gunne Warra Wollon Kura Moran Boro Yarra Mulla Canna Gera Barra Illa",
      "bong gong mungra dah dool bah long gah berg linga bidgee wee roo"),
    streets: Words(
      "George_Street Victoria_Street William_Street Elizabeth_Street Collins_Street Pacific_Highway "
        + EnglishWords.streets + " Banksia_Street Wattle_Crescent Parade_Road", flatness: 6),
    forms: LegalForm.list(
      """
      82 Pty Ltd/Pty. Ltd./Pty Limited/P/L/PTY LTD/Proprietary Limited
      8 Ltd/Limited
      4 & Co
      3 Trust
      """))

  static let india = Lexicon(
    given: Words(
      """
      Rajesh Amit Sanjay Suresh Ramesh Anil Vijay Sunil Manoj Rahul Priya Anita Sunita Pooja Kavita Deepa Neha Rekha
      Meena Lakshmi Ravi Kumar Ashok Mahesh Dinesh Mukesh Prakash Rakesh Arun Ajay Vikram Arjun Karthik Srinivas
      Venkatesh Murali Ganesh Krishna Mohan Gopal Hari Naveen Praveen Sandeep Pradeep Nitin Rohit Mohit Ankit Sumit
      Divya Shreya Swati Jyoti Geeta Usha Asha Nisha Ritu Seema Kiran Harpreet Gurpreet Manpreet Jaspreet Imran
      Salman Farhan Ayesha Fatima Joseph Thomas Mathew George Santosh Girish Umesh Yogesh Nilesh Hitesh Jignesh
      Bhavesh Chirag Ketan Parth Aarav Ishaan Devika
      """),
    family: Words(
      """
      Sharma Patel Singh Kumar Gupta Shah Mehta Reddy Rao Nair Iyer Agarwal Jain Verma Mishra Joshi Desai Khan Das
      Ghosh Banerjee Mukherjee Chatterjee Bose Sen Pillai Menon Naidu Chowdhury Yadav Chauhan Thakur Kapoor Malhotra
      Khanna Chopra Bhatia Sethi Arora Ahuja Kohli Gill Sandhu Dhillon Grewal Bhatt Trivedi Dave Pandya Parikh
      Kulkarni Deshpande Patil Jadhav Shinde Pawar More Kale Gokhale Krishnan Subramanian Raman Srinivasan
      Venkataraman Balakrishnan Natarajan Murthy Shetty Hegde Kamath Pai Fernandes D'Souza Pinto Mathew Varghese
      Kurian Ansari Qureshi Siddiqui Sheikh Tripathi Dubey Tiwari Pandey Shukla Srivastava Saxena Mathur Bansal Goel
      Goyal Mittal Singhal Garg Jindal Oberoi Bajaj Birla Lakhani
      """),
    rareFamily: Compounds(
      "Rama Krishna Venkata Subra Chandra Surya Naga Vish Dharma Maha Jaya Vijaya Shiva Hari Gopal Raja Deva Soma Bhanu",
      "murthy swamy nathan raju lingam rao das pathi kumar dev chandran varma sekhar"),
    trades: Words(
      """
      Traders Enterprises Industries Exports Textiles Engineering Pharmaceuticals Technologies Infotech Consultancy
      Jewellers Constructions Chemicals Electricals Steel Logistics Foods Agro Motors Garments Fabrics Silks
      Plastics Polymers Packaging Printers Infrastructure Developers Realty Solutions Software Systems Medicals
      Hospitals Diagnostics Travels Caterers Sweets Spices Rice_Mills Oil_Mills Granites Marbles Ceramics Tiles
      Timber Hardware Tools Pumps Bearings Cables Transformers Batteries Solar Power Ventures Marketing Advertising
      Studios Academy Book_Depot Stationers Furniture Interiors Handicrafts Leather Footwear Toys Sports Cycles
      Automobiles Tyres Petroleum Gas_Agency Roadways Cargo Shipping
      """),
    adjectives: Words(
      """
      Shree Sri Om Bharat Hindustan National New Royal Golden Super Modern Universal Global Supreme Star Maha Jai
      Laxmi Ganesh Balaji Krishna Durga Shakti Surya Ashok Himalaya Ganga Yamuna Deccan Malabar Konkan Kaveri
      Vindhya Nilgiri Indo
      """, flatness: 10),
    nouns: Words(
      """
      Lotus Elephant Tiger Peacock Mango Sandal Tulsi Jyoti Kiran Prakash Amrit Ratna Moti Sona Chandi Mandir Mahal
      Darbar Bazaar Sagar Parvat Nadi Vayu Agni Akash Tara Chakra Veena Bansuri Kamal Gulab Champa Neem Banyan
      Coconut Cardamom
      """, flatness: 14),
    endings: Words(
      "&_Sons &_Co Brothers Group India (India) International Associates Corporation Agencies", flatness: 4),
    cities: City.list(
      """
      Mumbai/Maharashtra/400/22
      New Delhi/Delhi/110/11
      Bengaluru/Karnataka/560/80
      Hyderabad/Telangana/500/40
      Chennai/Tamil Nadu/600/44
      Kolkata/West Bengal/700/33
      Pune/Maharashtra/411/20
      Ahmedabad/Gujarat/380/79
      Jaipur/Rajasthan/302/141
      Surat/Gujarat/395/261
      Lucknow/Uttar Pradesh/226/522
      Kanpur/Uttar Pradesh/208/512
      Nagpur/Maharashtra/440/712
      Indore/Madhya Pradesh/452/731
      Bhopal/Madhya Pradesh/462/755
      Kochi/Kerala/682/484
      Coimbatore/Tamil Nadu/641/422
      Visakhapatnam/Andhra Pradesh/530/891
      Vadodara/Gujarat/390/265
      Ludhiana/Punjab/141/161
      Agra/Uttar Pradesh/282/562
      Nashik/Maharashtra/422/253
      Rajkot/Gujarat/360/281
      Gurugram/Haryana/122/124
      Noida/Uttar Pradesh/201/120
      Mysuru/Karnataka/570/821
      Thiruvananthapuram/Kerala/695/471
      Guwahati/Assam/781/361
      """),
    towns: Compounds(
      "Ram Shiv Rai Sita Hari Bil Jag Dur Naga Kol Sol Bela Amra Ganga Raj Man Udai Fateh Chitra Bhar",
      "pur nagar abad garh kot gaon palli wadi ganj patnam"),
    streets: Words(
      """
      MG_Road Gandhi_Road Nehru_Street Station_Road Main_Road Ring_Road Link_Road Market_Road Temple_Street
      Park_Street Brigade_Road Anna_Salai Linking_Road SV_Road Industrial_Area_Road Patel_Nagar Lajpat_Nagar
      Karol_Bagh Andheri_East Bandra_West Jayanagar_4th_Block Koramangala_5th_Block HSR_Layout Whitefield_Road
      Sector_18 Sector_62 GIDC_Estate MIDC_Phase_2 Okhla_Phase_3 Peenya_1st_Stage Hitech_City_Road
      Banjara_Hills_Road T_Nagar Salt_Lake_Sector_5 Civil_Lines Mall_Road Cantonment_Road College_Road Hospital_Road
      Tilak_Road Shivaji_Nagar Subhash_Road Netaji_Road Ashram_Road
      """, flatness: 6),
    forms: LegalForm.list(
      """
      52 Pvt Ltd/Private Limited/Pvt. Ltd./(P) Ltd/Pvt Limited/PVT LTD
      12 Ltd/Limited/Ltd.
      14 LLP
      12 & Co/& Co./and Company
      """))
}
