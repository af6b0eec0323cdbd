/// Short forms of given names: "Beth" and "Elizabeth" are one given name.
enum GivenNameForms {
  /// Whether two words are forms of one given name.
  static func same(_ a: UInt64, _ b: UInt64) -> Bool {
    guard let x = groups[a], let y = groups[b] else { return false }
    return x & y != 0
  }

  /// Each line is a group of forms; a form may stand in several.
  private static let list = """
    elizabeth beth liz betty eliza lisa
    susan sue susie suzanne
    andrew andy drew
    robert bob rob bobby
    william bill will billy
    richard rick dick rich
    james jim jimmy jamie
    john jack johnny jon
    jonathan jon john
    michael mike mick
    joseph joe joey
    thomas tom tommy
    charles charlie chuck
    edward ed eddie ted
    daniel dan danny
    david dave
    matthew matt
    anthony tony
    christopher chris
    christine christina chris tina
    nicholas nick
    nicolas nick
    stephen steve steven
    gregory greg
    jeffrey jeff
    kenneth ken
    ronald ron
    donald don
    timothy tim
    benjamin ben
    samuel sam
    samantha sam
    alexander alex
    alexandra alex
    katherine kate kathy catherine cathy katie
    margaret maggie meg peggy
    patricia pat patty trish
    patrick pat paddy
    jennifer jen jenny
    deborah deb debbie
    rebecca becky
    barbara barb
    victoria vicky
    jacqueline jackie
    frederick fred
    lawrence larry
    raymond ray
    walter walt
    gerald gerry jerry
    peter pete
    philip phil
    ernesto neto
    francisco paco
    jose pepe
    johannes jan hans
    wilhelmus willem wim
    hendrik henk
    cornelis kees
    heinrich heinz
    """

  private static let groups: [UInt64: UInt64] = {
    var groups: [UInt64: UInt64] = [:]
    for (number, line) in list.split(separator: "\n").enumerated() {
      for word in line.split(separator: " ") {
        let bytes = Array(word.utf8)
        groups[bytes.withUnsafeBytes { hash64($0, seed: HashSeed.word) }, default: 0] |= 1 << UInt64(number)
      }
    }
    return groups
  }()
}
