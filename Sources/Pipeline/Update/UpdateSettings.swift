package import ContactModel

/// What a pipeline allows to be changed in accounting systems (`update:`).
package struct UpdateSettings: Sendable, Hashable {
  /// Fields that the platform owns.
  package var fields: Set<OwnedField>
  /// Whether contacts are changed that are linked automatically and that nobody has confirmed.
  package var includesAutomatic: Bool
  /// Contacts changed at most in one run and account.
  package var cap: Int

  package init(fields: Set<OwnedField>, includesAutomatic: Bool = false, cap: Int = 50) {
    self.fields = fields
    self.includesAutomatic = includesAutomatic
    self.cap = cap
  }
}
