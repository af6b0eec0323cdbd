/// Countries: alpha-2, alpha-3 and names in several languages, folded, with the words run together (ISO 3166-1; UN
/// names).
enum CountryNames {
  static let lines = """
    us usa unitedstates unitedstatesofamerica america vereinigtestaaten vereinigtestaatenvonamerika etatsunis beikoku
    us estadosunidos estadosunidosdeamerica eeuu verenigdestaten amerika theunitedstates
    gb gbr uk unitedkingdom greatbritain britain england scotland wales northernireland grossbritannien inglaterra
    gb vereinigteskonigreich royaumeuni angleterre reinounido verenigdkoninkrijk grootbrittannie schottland
    de deu ger germany deutschland allemagne alemania duitsland germania doitsu brd
    fr fra france frankreich francia frankrijk furansu
    au aus australia australien australie ostralia
    ca can canada kanada
    nl nld netherlands thenetherlands nederland niederlande paysbas paisesbajos holland holanda
    in ind india indien inde bharat
    es esp spain spanien espagne espana spanje
    jp jpn japan japon nippon nihon riben
    at aut austria osterreich oesterreich autriche oostenrijk
    ch che switzerland schweiz suisse svizzera suiza zwitserland
    it ita italy italia italien italie
    nz nzl newzealand neuseeland nouvellezelande aotearoa
    be bel belgium belgien belgique belgie belgica
    ie irl ireland irland irlande eire republicofireland
    lu lux luxembourg luxemburg luxemburgo
    li lie liechtenstein
    pt prt portugal
    dk dnk denmark danmark danemark dinamarca danemark denemarken
    se swe sweden sverige schweden suede suecia zweden
    no nor norway norge norwegen norvege noruega noorwegen
    fi fin finland suomi finnland finlande finlandia
    is isl iceland island
    pl pol poland polska polen pologne polonia
    cz cze czechia czechrepublic ceskarepublika cesko tschechien tsjechie
    sk svk slovakia slovensko slowakei slovaquie
    si svn slovenia slovenija slowenien slovenie
    hu hun hungary magyarorszag ungarn hongrie hungria hongarije
    ro rou romania rumanien roumanie rumania roemenie
    bg bgr bulgaria balgaria bulgarien bulgarie
    hr hrv croatia hrvatska kroatien croatie
    gr grc el greece griechenland grece grecia ellada hellas griekenland
    cy cyp cyprus zypern chypre
    mt mlt malta
    ee est estonia eesti estland estonie
    lv lva latvia latvija lettland lettonie
    lt ltu lithuania lietuva litauen lituanie
    mc mco monaco
    ad and andorra
    ua ukr ukraine ukraina
    ru rus russia russianfederation russland rossia rossiya russie
    tr tur turkey turkiye turkei turquie
    rs srb serbia srbija serbien
    ba bih bosniaandherzegovina bosnia
    mk mkd northmacedonia macedonia
    al alb albania
    me mne montenegro
    by blr belarus
    md mda moldova
    ge geo georgia
    cn chn china peoplesrepublicofchina prc zhongguo chine
    hk hkg hongkong
    tw twn taiwan
    kr kor southkorea korea republicofkorea koreasouth sudkorea coreedusud
    sg sgp singapore singapur singapour
    my mys malaysia
    th tha thailand
    vn vnm vietnam
    ph phl philippines
    id idn indonesia indonesien
    pk pak pakistan
    bd bgd bangladesh
    lk lka srilanka
    np npl nepal
    ae are unitedarabemirates uae
    sa sau saudiarabia
    qa qat qatar
    kw kwt kuwait
    il isr israel
    eg egy egypt agypten egypte
    ma mar morocco maroc marokko marruecos
    tn tun tunisia tunisie
    za zaf southafrica sudafrika afriquedusud
    ng nga nigeria
    ke ken kenya
    gh gha ghana
    mx mex mexico mexiko mexique
    br bra brazil brasil brasilien bresil
    ar arg argentina argentinien argentine
    cl chl chile
    co col colombia kolumbien
    pe per peru
    ec ecu ecuador
    uy ury uruguay
    ve ven venezuela
    cr cri costarica
    pa pan panama
    do dom dominicanrepublic
    pr pri puertorico
    jm jam jamaica
    tt tto trinidadandtobago
    bs bhs bahamas
    bb brb barbados
    bm bmu bermuda
    ky cym caymanislands
    je jey jersey
    gg ggy guernsey
    im imn isleofman
    gi gib gibraltar
    fj fji fiji
    pg png papuanewguinea
    vi vir usvirginislands
    gu gum guam
    """

  /// What the currency of a record says of its country, where nothing better is known (ISO 4217).
  static let currencies = """
    USD US GBP GB AUD AU CAD CA INR IN JPY JP NZD NZ CHF CH SEK SE NOK NO DKK DK PLN PL CZK CZ HUF HU RON RO BGN BG MXN
    MX
    BRL BR ZAR ZA SGD SG HKD HK CNY CN KRW KR ILS IL TRY TR THB TH
    """
}
