/// Short forms of given names: "Beth" and "Elizabeth" are one given name.
enum GivenNameForms {
  /// The groups, by bit, that a word is in, by its hash; 0 for a word that is no form of any.
  static func groups(of word: UInt64) -> UInt64 {
    var place = Int(truncatingIfNeeded: word) & mask
    while slots[place].groups != 0 {
      if slots[place].word == word { return slots[place].groups }
      place = (place + 1) & mask
    }
    return 0
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

  private static let mask = 1023

  /// By the lowest bits of the hash; a quarter full at most. Made once, never changed or freed: looking a word up counts
  /// no references.
  nonisolated(unsafe) private static let slots: UnsafePointer<(word: UInt64, groups: UInt64)> = {
    let slots = UnsafeMutablePointer<(word: UInt64, groups: UInt64)>.allocate(capacity: mask + 1)
    slots.initialize(repeating: (0, 0), count: mask + 1)
    for (number, line) in list.split(separator: "\n").enumerated() {
      for word in line.split(separator: " ") {
        let bytes = Array(word.utf8)
        let hash = bytes.withUnsafeBytes { hash64($0, seed: HashSeed.word) }
        var place = Int(truncatingIfNeeded: hash) & mask
        while slots[place].groups != 0, slots[place].word != hash { place = (place + 1) & mask }
        slots[place] = (hash, slots[place].groups | 1 << UInt64(number))
      }
    }
    return UnsafePointer(slots)
  }()
}
