import ContactModel
import Load
import Transform

/// The page on which a person decides about one contact.
struct ItemPage {
  let subject: ReviewSubject
  /// A party found by hand, shown beside the candidates and chosen; nil: none was taken.
  let taken: ReviewRecord?
  /// The party that is chosen when the page opens; nil: the first.
  let chosen: String?
  let policy: Policy
  let now: Timestamp

  /// A party in a column.
  private struct Column {
    var party: ReviewRecord?
    var id: String
    var candidate: ReviewSubject.Candidate?
    var isLinked: Bool
  }

  private var columns: [Column] {
    var columns = subject.candidates.map { candidate in
      Column(
        party: subject.parties[candidate.party], id: candidate.party, candidate: candidate,
        isLinked: candidate.party == subject.link?.party)
    }
    if let link = subject.link, !columns.contains(where: { $0.id == link.party }) {
      columns.append(Column(party: subject.parties[link.party], id: link.party, candidate: nil, isLinked: true))
    }
    if let taken, !columns.contains(where: { $0.id == taken.id }) {
      columns.append(Column(party: taken, id: taken.id, candidate: nil, isLinked: false))
    }
    return columns
  }

  /// What the template shows.
  var values: [String: Any] {
    let columns = columns
    let pick = columns.first { $0.id == chosen } ?? columns.first
    return [
      "name": name(subject.contact.name), "contactID": subject.contact.id, "account": subject.account,
      "integration": subject.integration ?? "accounting system", "hasStatus": subject.status != nil,
      "status": (subject.status ?? "").lowercased(), "isGone": subject.contact.isGone,
      "roles": subject.contact.roles ?? "role not known", "version": subject.rowVersion,
      "isOpen": subject.isOpen || subject.reviewID == nil, "isDecided": subject.reviewID != nil && !subject.isOpen,
      "isDisputed": subject.kind == "link_disputed",
      "reasons": subject.reasons.map { Reason(rawValue: $0)?.words ?? $0 }, "hasReasons": !subject.reasons.isEmpty,
      "age": subject.openedAt.map { Self.age(of: $0, now) } ?? "", "hasAge": subject.openedAt != nil,
      "hasLink": subject.link != nil,
      "linked": subject.link.map { link in name(subject.parties[link.party]?.name) } ?? "",
      "hasColumns": !columns.isEmpty, "columnCount": columns.count + 2,
      "columns": columns.enumerated().map { index, column in head(column, index, isChosen: column.id == pick?.id) },
      "rows": Field.allCases.map { row($0, columns) } + [rolesRow(columns)],
      "waterfalls": columns.enumerated().compactMap { index, column in
        waterfall(column, index, isChosen: column.id == pick?.id)
      },
    ]
  }

  private func name(_ text: String?) -> String { text.flatMap { $0.isEmpty ? nil : $0 } ?? "(without a name)" }

  private func head(_ column: Column, _ index: Int, isChosen: Bool) -> [String: Any] {
    [
      "rank": index + 1, "id": column.id, "name": name(column.party?.name), "isChosen": isChosen,
      "percent": column.candidate.map { Self.percent($0.probability) } ?? "", "isCandidate": column.candidate != nil,
      "isLinked": column.isLinked, "isGone": column.party?.isGone ?? true,
    ]
  }

  private func row(_ field: Field, _ columns: [Column]) -> [String: Any] {
    let left = columns.lazy.compactMap { $0.candidate?.item(field)?.left }.first { !$0.isEmpty } ?? ""
    return [
      "field": FieldWords.heading(field), "value": subject.contact.value(field) ?? "", "normalized": left,
      "isMissing": (subject.contact.value(field) ?? "").isEmpty, "hasNormalized": !left.isEmpty,
      "cells": columns.enumerated().map { index, column in cell(field, column, index) },
    ]
  }

  private func cell(_ field: Field, _ column: Column, _ index: Int) -> [String: Any] {
    let value = column.party?.value(field) ?? ""
    var cell: [String: Any] = [
      "value": value, "isMissing": value.isEmpty, "rank": index + 1, "hasMark": false, "style": "",
      "hasNormalized": false,
      "normalized": "", "partyName": name(column.party?.name),
    ]
    if let item = column.candidate?.item(field) {
      let words = FieldWords(level: item.level, weight: item.weight)
      cell["hasMark"] = true
      cell["sign"] = words.sign
      cell["word"] = words.word
      cell["style"] = words.style
      cell["normalized"] = item.right
      cell["hasNormalized"] = !item.right.isEmpty
    }
    return cell
  }

  private func rolesRow(_ columns: [Column]) -> [String: Any] {
    [
      "field": "Role", "value": subject.contact.roles ?? "", "normalized": "", "hasNormalized": false,
      "isMissing": subject.contact.roles == nil,
      "cells": columns.enumerated().map { index, column -> [String: Any] in
        let value = column.party?.roles ?? ""
        return [
          "value": value, "isMissing": value.isEmpty, "rank": index + 1, "hasMark": false, "style": "",
          "hasNormalized": false, "normalized": "", "partyName": name(column.party?.name),
        ]
      },
    ]
  }

  private func waterfall(_ column: Column, _ index: Int, isChosen: Bool) -> [String: Any]? {
    guard let candidate = column.candidate, let evidence = candidate.evidence else { return nil }
    let thresholds = (bits(probability: policy.reviewAt), bits(probability: policy.matchAt))
    return [
      "rank": index + 1, "name": name(column.party?.name), "percent": Self.percent(candidate.probability),
      "isChosen": isChosen, "bits": Waterfall.bits(candidate.weight),
      "reviewAt": "\(Self.percent(policy.reviewAt)) (\(Waterfall.bits(thresholds.0)) bits)",
      "matchAt": "\(Self.percent(policy.matchAt)) (\(Waterfall.bits(thresholds.1)) bits)",
      "rows": Waterfall(evidence, thresholds: thresholds).rows,
    ]
  }

  /// Whole percents; never 0 or 100 where it is not certain.
  static func percent(_ probability: Double) -> String {
    "\(min(99, max(1, Int((probability * 100).rounded())))) %"
  }

  /// Such as "3 days".
  static func age(of instant: Timestamp, _ now: Timestamp) -> String {
    let hours = max(0, (now.microseconds - instant.microseconds) / 3_600_000_000)
    if hours < 1 { return "less than an hour" }
    if hours < 48 { return hours == 1 ? "1 hour" : "\(hours) hours" }
    return "\(hours / 24) days"
  }
}
