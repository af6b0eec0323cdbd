import ContactModel
import Transform

/// What was learned, for people: one row a level.
struct TrainingTable {
  let training: Training

  var rendered: String {
    var table = Table(["field", "level", "m %", "u %", "old", "new"])
    table.rows = training.rows.map { row in
      [
        row.field.name, row.level, percent(row.match), percent(row.other), bits(row.old), bits(row.new),
      ]
    }
    return table.rendered()
      + "\nm, u: share of the level among pairs that are one business, and among other candidates, where the field is given"
  }

  private func percent(_ share: Double) -> String { fixed((share * 10_000).rounded() / 100, 2) }

  private func bits(_ value: Double) -> String { fixed(value, 1) }

  private func fixed(_ value: Double, _ digits: Int) -> String {
    let power = digits == 1 ? 10 : 100
    let units = Int((abs(value) * Double(power)).rounded())
    let fraction = String(units % power)
    return (value < 0 && units > 0 ? "-" : "") + "\(units / power)."
      + String(repeating: "0", count: digits - fraction.count) + fraction
  }
}
