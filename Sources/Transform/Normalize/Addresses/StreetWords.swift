/// Words of streets: the canonical word first, then what becomes it. English after USPS Publication 28, appendix C, and
/// the usual abbreviations of German, French, Dutch, Spanish and Italian addresses. Folded.
enum StreetWords {
  static let lines = """
    st street str strt strasse straat
    ave avenue av aven avda avenida avd avn
    rd road
    blvd boulevard boul bd bvd boulv
    dr drive drv
    ln lane
    ct court crt
    pl place plaza plz platz pza plein piazza
    pkwy parkway pky parkwy
    hwy highway hiway hgwy
    cir circle circ
    ter terrace terr tce
    sq square sqr
    way wy
    trl trail tr
    cres crescent cr crest
    cl close clo
    gr grove grv
    gdns gardens
    expy expressway
    fwy freeway
    tpke turnpike tpk
    rte route
    aly alley allee all
    pde parade
    esp esplanade
    xing crossing
    mews mws
    rise rse
    bnd bend
    brg bridge
    byp bypass
    ctr center centre
    cors corners
    crk creek
    cv cove
    est estate estates
    hts heights
    hl hill
    is island
    jct junction
    lk lake
    mdw meadow meadows
    mnr manor
    mtn mountain
    orch orchard
    pt point
    rdg ridge
    riv river
    spg spring springs
    sta station
    vly valley
    vw view
    wlk walk
    n north nord norte noord
    s south sud sur zuid
    e east ost este oost
    w west ouest oeste
    ne northeast
    nw northwest
    se southeast
    sw southwest
    saint sankt sainte ste
    mount mt
    fort ft
    first 1st
    second 2nd
    third 3rd
    fourth 4th
    fifth 5th
    sixth 6th
    seventh 7th
    eighth 8th
    ninth 9th
    tenth 10th
    cty county co
    calle cll
    camino cno
    carretera ctra
    paseo pso pseo
    ronda rda
    travesia trva
    urbanizacion urb
    poligono pol pgno
    industrial ind
    rue r
    chemin chem che
    impasse imp
    faubourg fg fbg
    quai q
    lotissement lot
    residence resid
    zone z
    doctor doct
    general gral gal
    president pdt
    via v
    corso cso
    viale vle
    strada
    vicolo vco
    rua
    prof professor
    """

  /// Canonical words that say "street": where they stand, a street's name stands.
  static let types = """
    st ave rd blvd dr ln ct pl pkwy hwy cir ter sq way trl cres cl gr gdns expy fwy tpke rte aly pde esp mews wlk calle
    camino
    carretera paseo ronda travesia poligono rue chemin impasse faubourg quai via corso viale strada rua cours promenade
    """
  static let directions = "n s e w ne nw se sw"
  /// Of no use for telling streets apart.
  static let articles = "de du des la le les l d el los las del dem der den di da dos do y und et and the"
  /// Say that a house number follows.
  static let numberSigns = "no nr num number numero nro n nos plot door house hno dno hausnr"
  static let unitSigns = """
    suite ste suites unit apt apartment apts appt appartement flat room rm office ofc shop shp kiosk lot space spc trlr
    slip
    dept wohnung whg tur ture top stiege bus piso puerta pta interior int local apto depto departamento oficina despacho
    box
    bte bureau app porte
    """
  static let floorSigns = """
    floor fl flr level lvl etage stock stockwerk og obergeschoss planta verdieping niveau piano kai
    """
  static let buildingSigns = """
    bldg building tower block blk bloque blq edificio edif bat batiment batiments wing haus gebaude escalier esc
    escalera
    portal
    """
  /// A whole unit in one word.
  static let wholeUnits = """
    basement bsmt penthouse ph bajo bajos erdgeschoss eg rdc entlo entresuelo atico izq izquierda dcha derecha
    hinterhaus
    vorderhaus
    """
  /// American roads that are known by a number.
  static let routes = [
    ("cr", "cty rd"), ("sr", "state rte"), ("i", "interstate"), ("ih", "interstate"), ("fm", "farm to market rd"),
  ]
  static let attention = "attn attention att fao tav zhd zhdn zh careof attnaccounts"
  static let boxes = "pobox pob postfach postbus apartado apdo casilla bp postboks postlada"
  /// Endings of German and Dutch streets written in one word, and what they become.
  static let endings: [(String, String)] = [
    ("strasse", "str"), ("straat", "str"), ("str", "str"), ("platz", "platz"), ("plein", "platz"),
  ]
  /// German and Dutch words that belong to the word before: "Berliner Platz" = "Berlinerplatz".
  static let attached = "st pl weg aly gasse damm ufer ring laan gracht kade singel hof markt steig"
}
