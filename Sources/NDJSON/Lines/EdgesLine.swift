/// What holds a contact and others together: `{"account","contact","edges":[{"party","rises"}],"ties":[…]}`.
package struct EdgesLine: Sendable, Hashable {
  package struct Edge: Sendable, Hashable {
    package var party: String
    /// How often the floor may be raised until the edge falls below it.
    package var rises: Int

    package init(party: String, rises: Int) {
      self.party = party
      self.rises = rises
    }
  }

  package var account: String
  package var contact: String
  /// Parties that it may be linked to.
  package var edges: [Edge] = []
  /// Parties that it is linked to or was judged with.
  package var ties: [String] = []

  package init(account: String, contact: String) {
    self.account = account
    self.contact = contact
  }

  package var line: [UInt8] {
    var object = ObjectWriter()
    object.text("account", account)
    object.text("contact", contact)
    object.list("edges", edges) { edge, out in
      ObjectWriter.append(to: &out) { object in
        object.text("party", edge.party)
        object.integer("rises", Int64(edge.rises))
      }
    }
    object.texts("ties", ties)
    return object.close()
  }
}
