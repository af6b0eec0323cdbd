extension Lexicon {
  static let unitedStates = Lexicon(
    given: Words(EnglishWords.given + " Carlos Luis Miguel Guadalupe Hector Rosa Kiara Tyrone Latoya Duc Linh Mei Wei"),
    family: Words(
      "Smith Johnson Garcia Rodriguez Martinez Hernandez Lopez Gonzalez " + EnglishWords.family
        + " Perez Sanchez Ramirez Torres Flores Rivera Gomez Diaz Reyes Morales Gutierrez Ortiz Schmidt Hoffman Meyer"),
    rareFamily: EnglishWords.rareFamily,
    trades: Words(EnglishWords.trades), adjectives: Words(EnglishWords.adjectives, flatness: 20),
    nouns: Words(EnglishWords.nouns, flatness: 20), endings: Words(EnglishWords.endings, flatness: 4),
    cities: City.list(
      """
      New York/NY/100/212,646,917
      Los Angeles/CA/900/213,310,323
      Chicago/IL/606/312,773,872
      Houston/TX/770/713,281,832
      Phoenix/AZ/850/602,480,623
      Philadelphia/PA/191/215,267
      San Antonio/TX/782/210,726
      San Diego/CA/921/619,858
      Dallas/TX/752/214,469,972
      Brooklyn/NY/112/718,347
      Austin/TX/787/512,737
      Jacksonville/FL/322/904
      San Jose/CA/951/408,669
      Fort Worth/TX/761/817,682
      Columbus/OH/432/614,380
      Charlotte/NC/282/704,980
      Indianapolis/IN/462/317,463
      San Francisco/CA/941/415,628
      Seattle/WA/981/206
      Denver/CO/802/303,720
      Washington/DC/200/202
      Boston/MA/021/617,857
      Nashville/TN/372/615,629
      Oklahoma City/OK/731/405
      El Paso/TX/799/915
      Portland/OR/972/503,971
      Las Vegas/NV/891/702,725
      Memphis/TN/381/901
      Detroit/MI/482/313
      Baltimore/MD/212/410,443
      Milwaukee/WI/532/414
      Albuquerque/NM/871/505
      Tucson/AZ/857/520
      Fresno/CA/937/559
      Sacramento/CA/958/916
      Kansas City/MO/641/816
      Atlanta/GA/303/404,470,678
      Omaha/NE/681/402,531
      Colorado Springs/CO/809/719
      Raleigh/NC/276/919,984
      Miami/FL/331/305,786
      Minneapolis/MN/554/612
      Tulsa/OK/741/918,539
      Tampa/FL/336/813
      New Orleans/LA/701/504
      Cleveland/OH/441/216
      Pittsburgh/PA/152/412,878
      St. Louis/MO/631/314
      Cincinnati/OH/452/513
      Orlando/FL/328/407,321
      Boise/ID/837/208
      Salt Lake City/UT/841/801,385
      Richmond/VA/232/804
      Birmingham/AL/352/205
      Rochester/NY/146/585
      Des Moines/IA/503/515
      Buffalo/NY/142/716
      Anchorage/AK/995/907
      Honolulu/HI/968/808
      Burlington/VT/054/802
      Manchester/NH/031/603
      Providence/RI/029/401
      Hartford/CT/061/860
      Newark/NJ/071/973,862
      Wilmington/DE/198/302
      Little Rock/AR/722/501
      Jackson/MS/392/601
      Charleston/SC/294/843
      Billings/MT/591/406
      Fargo/ND/581/701
      Sioux Falls/SD/571/605
      Cheyenne/WY/820/307
      """),
    towns: Compounds(
      """
      Spring Green Fair Clear River Cedar Oak Maple Mill Lake Bridge Wood Glen Brook Mount Rich Frank Madi Harri \
      Jeffer Clin Mari Lexing Arling Bloom Hunting Ply Wind Sterl Car Wal Ham Shel Har Win Ever Rock Red
      """, "field ville ton dale view port wood son mouth burg land brook haven"),
    streets: Words(EnglishWords.streets, flatness: 6),
    forms: LegalForm.list(
      """
      46 LLC/L.L.C./Llc/Limited Liability Company/L L C
      28 Inc./Inc/Incorporated/INC
      8 Corp./Corporation/Corp
      5 Co./Company/Co
      3 PLLC/P.L.L.C.
      4 P.C./PC
      3 LLP/L.L.P.
      2 LP/L.P.
      1 Ltd./Ltd/Limited
      """))

  static let canada = Lexicon(
    given: Words(
      EnglishWords.given + " Luc Mathieu Chantal Étienne Geneviève Sylvie Gurpreet Harjit Mélanie Benoît Josée Réjean"),
    family: Words(
      "Smith Tremblay Brown Martin Roy Gagnon Lee Wilson Singh Bouchard Gauthier Morin Lavoie Fortin Gagné Pelletier "
        + "Bélanger Lévesque Bergeron Leblanc Côté " + EnglishWords.family
        + " Dhaliwal Gill Sidhu Leung Chow Desjardins"),
    rareFamily: EnglishWords.rareFamily,
    trades: Words(EnglishWords.trades + " Boulangerie Toitures Rénovation Plomberie Excavation Aménagement"),
    adjectives: Words(EnglishWords.adjectives + " Canadian Maple Northland Prairie Laurentian Acadian", flatness: 20),
    nouns: Words(EnglishWords.nouns, flatness: 20), endings: Words(EnglishWords.endings, flatness: 4),
    cities: City.list(
      """
      Toronto/ON/M5/416,647
      Montréal/QC/H3/514,438
      Vancouver/BC/V6/604,778
      Calgary/AB/T2/403,587
      Edmonton/AB/T5/780,587
      Ottawa/ON/K1/613,343
      Mississauga/ON/L5/905,289
      Winnipeg/MB/R3/204,431
      Québec/QC/G1/418,581
      Hamilton/ON/L8/905,289
      Brampton/ON/L6/905,289
      Surrey/BC/V3/604,778
      Halifax/NS/B3/902
      London/ON/N6/519,226
      Kitchener/ON/N2/519,226
      Victoria/BC/V8/250,778
      Windsor/ON/N9/519,226
      Saskatoon/SK/S7/306,639
      Regina/SK/S4/306,639
      St. John's/NL/A1/709
      Kelowna/BC/V1/250
      Barrie/ON/L4/705
      Sherbrooke/QC/J1/819
      Trois-Rivières/QC/G8/819
      Moncton/NB/E1/506
      Charlottetown/PE/C1/902
      Thunder Bay/ON/P7/807
      Lévis/QC/G6/418
      Laval/QC/H7/450
      Red Deer/AB/T4/403
      """),
    towns: Compounds(
      "Cedar Maple River Lake Moose Bear Beaver Elk Stone North Port White Grand Pine Birch Spruce King Queen Fort",
      "ville ton dale view brook field wood bury crest haven land"),
    streets: Words(
      EnglishWords.streets + " rue_Sainte-Catherine rue_Saint-Denis boulevard_Laurier chemin_du_Lac", flatness: 6),
    forms: LegalForm.list(
      """
      44 Inc./Inc/Incorporated/Inc
      34 Ltd./Ltd/Limited/LTD
      10 Corp./Corporation/Corp
      6 Ltée/Ltee
      4 LLP/L.L.P.
      4 ULC
      """))
}
