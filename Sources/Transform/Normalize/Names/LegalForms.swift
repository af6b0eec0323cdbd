/// Legal forms of businesses (after ISO 20275's list of entity legal forms) and the classes they are compared by.
///
/// Two forms of one class are spellings or close kin that records mix up (Ltd = Limited = Pty Ltd = Pvt Ltd; Inc =
/// Corporation; SAS = SASU; SL = SLU); forms of different classes contradict one another: GmbH v AG, Ltd v PLC, LLC v
/// Inc. Class 0 ("Company", "& Co", "Cie") says nothing.
enum LegalForms {
  struct Rule: Sendable {
    var form: UInt8
    /// Words as the tokenizer leaves them: abbreviations written out, single letters joined, "and" dropped.
    var phrases: [String]
    /// Where the bare word is a legal form; empty: everywhere. Written with dots ("S.p.A.") it is one everywhere.
    var countries: [UInt16]
    /// Where the bare word is none.
    var exceptions: [UInt16]
    /// The bare word is one in all countries.
    var isEverywhere: Bool
    /// May also stand in front of the name.
    var leads: Bool
    /// Countries where it may; empty: everywhere.
    var leadCountries: [UInt16]
  }

  private static func rule(
    _ form: UInt8, _ phrases: [String], only countries: [String] = [], not exceptions: [String] = [],
    leads: Bool = false, leadingIn leadCountries: [String] = []
  ) -> Rule {
    Rule(
      form: form, phrases: phrases, countries: countries.map(Country.code), exceptions: exceptions.map(Country.code),
      isEverywhere: countries.isEmpty && exceptions.isEmpty, leads: leads || !leadCountries.isEmpty,
      leadCountries: leadCountries.map(Country.code))
  }

  static let rules: [Rule] = [
    // Nothing said
    rule(0, ["company", "cie", "compagnie", "cia", "compania", "firma", "fa"]),
    rule(
      0, ["ets", "etablissements", "firma", "fa", "societe", "ste", "pt"], only: ["FR", "BE", "LU", "DE", "ID"],
      leads: true),
    // United States, Canada
    rule(
      1,
      [
        "llc", "limited liability company", "limited liability", "pllc", "professional limited liability company",
        "llc company",
        "company llc", "limited company",
      ]),
    rule(1, ["lc"], only: ["US"]),
    rule(
      2,
      [
        "incorporated", "corporation", "company incorporated", "corporation incorporated", "incorporee",
        "professional corporation",
        "company corporation", "public benefit corporation", "pbc", "chartered",
      ]),
    rule(2, ["pc", "pa", "apc"], only: ["US", "CA"]),
    rule(38, ["ulc", "unlimited liability company", "unlimited liability corporation"]),
    rule(5, ["llp", "limited liability partnership", "rllp", "lllp"]),
    rule(6, ["lp", "limited partnership"]),
    // Great Britain, Ireland, Australia, New Zealand, India and other common-law countries
    rule(
      3,
      [
        "limited", "company limited", "proprietary limited", "proprietary", "private limited",
        "private company limited",
        "private limited company", "limitee", "private", "sendirian berhad", "sdn bhd",
      ]),
    rule(3, ["pl"], only: ["AU", "IN", "NZ"]),
    rule(4, ["plc", "public limited company", "public limited", "public company limited"]),
    rule(46, ["cic", "community interest company"]),
    rule(47, ["opc", "opc private limited", "one person company private limited"]),
    // Germany, Austria, Switzerland
    rule(
      7,
      [
        "gmbh", "ggmbh", "mbh", "gesellschaft mbh", "gesmbh", "gesellschaft mit beschrankter haftung",
        "gesellschaft mit beschraenkter haftung", "gemeinnutzige gmbh",
      ]),
    rule(
      8,
      [
        "ug", "ug haftungsbeschrankt", "ug haftungsbeschraenkt", "haftungsbeschrankt", "unternehmergesellschaft",
        "unternehmergesellschaft haftungsbeschrankt",
      ]),
    rule(9, ["ag", "aktiengesellschaft", "gag"], not: ["US", "CA", "AU", "NZ", "GB"]),
    rule(10, ["kg", "kommanditgesellschaft"]),
    rule(
      11,
      [
        "gmbh company kg", "gmbh company kommanditgesellschaft", "gmbh kg", "ug company kg",
        "ug haftungsbeschrankt company kg",
        "ag company kg", "gmbh company kgaa", "gmbh cokg",
      ]),
    rule(10, ["company kg"]),
    rule(48, ["kgaa", "se company kgaa", "ag company kgaa"]),
    rule(12, ["ohg", "offene handelsgesellschaft", "gmbh company ohg", "og"], only: []),
    rule(13, ["gbr", "gesellschaft burgerlichen rechts"]),
    rule(
      14,
      [
        "ek", "ekfm", "ekfr", "e kfm", "e kfr", "eingetragener kaufmann", "eingetragene kauffrau", "eu",
        "einzelunternehmen",
      ], only: ["DE", "AT", "CH"]),
    rule(14, ["e kfm", "e kfr", "ekfm", "ekfr", "eingetragener kaufmann", "eingetragene kauffrau"]),
    rule(15, ["ev", "eingetragener verein"], only: ["DE", "AT"]),
    rule(16, ["eg", "eingetragene genossenschaft"], only: ["DE"]),
    // France, Belgium, Luxembourg
    rule(17, ["sarl", "eurl", "societe a responsabilite limitee", "sarlu", "selarl", "sprl"], leads: true),
    rule(18, ["sas", "sasu", "societe par actions simplifiee", "selas"], leads: true),
    rule(
      19,
      [
        "sa", "sau", "societe anonyme", "sociedad anonima", "sociedad anonima unipersonal", "sociedade anonima",
      ], leadingIn: ["FR", "BE", "LU", "CH", "MC"]),
    rule(20, ["sci", "societe civile immobiliere", "scp", "scm", "sccv"], only: ["FR", "BE"], leads: true),
    rule(21, ["snc", "societe en nom collectif"], leads: true),
    rule(39, ["scop", "scic", "scoop", "scl", "sccl", "s coop", "s cooperative", "sociedad cooperativa"]),
    rule(45, ["ei", "eirl", "entrepreneur individuel", "auto entrepreneur", "autoentrepreneur"], only: ["FR", "BE"]),
    // Netherlands
    rule(22, ["bv", "bvba", "besloten vennootschap", "bv io"]),
    rule(23, ["nv", "naamloze vennootschap"]),
    rule(24, ["vof", "vennootschap onder firma"]),
    rule(43, ["cv", "commanditaire vennootschap"], only: ["NL", "BE"]),
    rule(49, ["stichting"], leads: true),
    rule(50, ["eenmanszaak", "maatschap"]),
    // Spain, Portugal, Latin America
    rule(
      25,
      [
        "sl", "slu", "sll", "s ll", "slp", "slne", "sociedad limitada", "sociedad limitada unipersonal",
        "sociedad limitada laboral",
        "sociedad limitada profesional", "sociedad de responsabilidad limitada",
      ]),
    rule(51, ["cb", "comunidad de bienes", "sociedad civil"], only: ["ES"]),
    rule(40, ["sa de cv", "sab de cv", "sapi de cv"]),
    rule(41, ["s de rl de cv", "s de rl", "sderl de cv", "srl de cv"]),
    rule(42, ["ltda", "limitada", "lda", "eireli", "me", "epp"], only: ["BR", "PT", "CL", "CO"]),
    rule(42, ["ltda", "limitada", "lda"]),
    // Japan, Korea, China
    // KK: its bearers write "Co., Ltd." in English.
    rule(
      3, ["kk", "kabushiki kaisha", "kabushiki gaisha", "kabushikikaisha", "kabushikigaisha", "chusik hoesa"],
      leads: true),
    rule(27, ["gk", "godo kaisha", "godo gaisha", "godokaisha"], leads: true),
    rule(28, ["yk", "yugen kaisha", "yugen gaisha", "yugenkaisha"], leads: true),
    rule(52, ["goshi kaisha", "goshi gaisha"], leads: true),
    // Italy
    rule(29, ["spa"], only: ["IT", "CH"]),
    rule(29, ["societa per azioni"]),
    rule(30, ["srl", "srls", "societa a responsabilita limitata"]),
    rule(53, ["sas di", "snc di"]),
    // The North
    rule(31, ["ab", "aktiebolag", "aktiebolaget", "ab publ"], not: ["CA", "US"]),
    rule(32, ["as", "asa", "aksjeselskap", "aktieselskab"], only: ["NO", "DK", "SE", "EE", "CZ", "TR"]),
    rule(33, ["aps", "anpartsselskab"]),
    rule(34, ["oy", "oyj", "osakeyhtio", "oy ab"]),
    rule(54, ["ivs"], only: ["DK"]),
    // The East, Turkey
    rule(35, ["sro", "spol sro"]),
    rule(36, ["sp zoo", "spolka z ograniczona odpowiedzialnoscia", "spzoo", "zoo"]),
    rule(37, ["kft", "zrt", "nyrt", "bt"], only: ["HU"]),
    rule(37, ["kft"]),
    rule(55, ["ooo"], leads: true),
    rule(56, ["doo"]),
    rule(57, ["eood", "ood"]),
    rule(58, ["ou", "osauhing"], only: ["EE"]),
    rule(59, ["uab", "sia"], only: ["LT", "LV"]),
    rule(60, ["se", "societas europaea"], only: ["DE", "FR", "NL", "BE", "LU", "AT", "IE", "NO"]),
    rule(61, ["ltd sti", "limited sti", "limited sirketi"]),
  ]
}
