/// Words written beside tax numbers; folded. A label may name the country.
enum TaxLabels {
  static let byCountry = """
    AU abn acn arbn
    US ein fein itin ssn federal
    IN gstin gstn pan tan cin
    CA bn hst qst neq tvq tps
    NZ ird nzbn
    MX rfc
    BR cnpj cpf
    FR siren siret
    DE ust ustid ustidnr ustnr umsatzsteuer steuernummer stnr steuer finanzamt umsatzsteueridentifikationsnummer
    NL kvk rsin btwnummer
    ES nif cif nie dni
    DK cvr
    PL nip regon
    PT nipc contribuinte
    IT partita piva codice fiscale
    NO organisasjonsnummer mva
    SE organisationsnummer momsnr
    CH che mwst
    JP houjin hojin bangou
    GB utr vrn
    HR oib
    GR afm
    RO cui cif
    """

  /// Labels that several countries use.
  static let neutral = """
    vat tax taxid id no nr num number nummer numero reg registration registered regno company business org orgnr tva btw
    iva
    gst tin uid mwst moms steuernr idnr ident identification intracommunautaire intracom vatno vatnr vatid n r c the of
    code
    gstno gstnumber abnno dic ic ico nit rut cuit ruc taxpayer uen crn brn trn und
    """

  /// Labels that may be written together with the number ("ABN51824753556").
  static let attached = [
    "abn", "acn", "ein", "fein", "gstin", "gst", "ird", "rfc", "cnpj", "cpf", "siren", "siret", "vat", "nif", "cif",
    "ustid",
    "piva", "btw", "tva", "tin", "pan",
  ]
}
