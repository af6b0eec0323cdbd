/// Cities with more than one name: the canonical name first (`_` for a space), then its other names with the words run
/// together.
enum CityNames {
  static let lines = """
    new_york nyc newyorkcity manhattan
    los_angeles la
    san_francisco sf
    philadelphia phila philly
    washington washingtondc
    salt_lake_city slc
    las_vegas vegas
    munchen munich muenchen
    koln cologne koeln keulen
    nurnberg nuremberg nuernberg
    dusseldorf duesseldorf
    hannover hanover
    frankfurt frankfurtammain frankfurtmain frankfurtam frankfurtm
    braunschweig brunswick
    wien vienna
    zurich zuerich
    geneve geneva genf
    basel basle bale
    bern berne
    bruxelles brussels brussel
    antwerpen antwerp anvers
    gent ghent gand
    den_haag thehague sgravenhage haag
    s_hertogenbosch denbosch
    lyon lyons
    marseille marseilles
    strasbourg strassburg
    sevilla seville
    zaragoza saragossa
    la_coruna acoruna coruna
    palma palmademallorca
    san_sebastian donostia donostiasansebastian
    vitoria vitoriagasteiz
    lisboa lisbon
    roma rome
    milano milan
    torino turin
    napoli naples
    firenze florence
    venezia venice
    genova genoa
    kobenhavn copenhagen kopenhagen
    goteborg gothenburg
    praha prague prag
    warszawa warsaw
    mumbai bombay
    bengaluru bangalore
    chennai madras
    kolkata calcutta
    gurugram gurgaon
    pune poona
    kochi cochin
    thiruvananthapuram trivandrum
    vadodara baroda
    mysuru mysore
    new_delhi delhi
    montreal montrealqc
    quebec quebeccity villedequebec
    tokyo tokyoto
    osaka osakashi
    kyoto kyotoshi
    nagoya nagoyashi
    yokohama yokohamashi
    """
}
