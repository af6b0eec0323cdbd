import FoundationEssentials
import Postgres
import Testing

/// What nothing may say but its own place: secrets in no output at all, personal data in no error, log, figure or stored error
/// text. Looked for after every run of the real program and at the end of every world, with whatever that test had put in.
enum Leaks {
  /// Records an issue for each leak into what the program wrote.
  static func look(in ended: Program.Ended, of program: Program) async {
    var figures = ""
    for file in (try? FileManager.default.contentsOfDirectory(atPath: program.folder)) ?? []
    where file.hasSuffix(".prom") {
      figures +=
        FileManager.default.contents(atPath: "\(program.folder)/\(file)").map { String(decoding: $0, as: UTF8.self) }
        ?? ""
    }
    for secret in secrets(program.environment) where (ended.output + ended.errors + figures).contains(secret) {
      Issue.record("the program shows the secret \(secret):\n\(ended.output)\(ended.errors)\(figures)")
    }
    if !ended.errors.isEmpty || !figures.isEmpty {
      await look(in: ended.errors + figures, secretsToo: ended.output, database: program.database)
    }
  }

  /// Records an issue for each leak into the error texts that are stored.
  static func lookInErrorTexts(database: String) async {
    await look(in: "", secretsToo: "", database: database)
  }

  /// Keys, tokens and passwords that the environment holds.
  private static func secrets(_ environment: [String: String]) -> [String] {
    var secrets: [String] = []
    for (name, value) in environment where !name.hasSuffix("_FILE") {
      if name.contains("KEY") || name.contains("TOKEN") { secrets += value.split(separator: ",").map(String.init) }
      if let user = value.split(separator: "://").dropFirst().first?.split(separator: "@").first, value.contains("@"),
        let password = user.split(separator: ":").dropFirst().first
      {
        secrets.append(String(password))
      }
    }
    return secrets.filter { $0.utf8.count >= 6 }
  }

  private static func look(in text: String, secretsToo output: String, database: String) async {
    // A program without a database has nothing personal from there.
    guard let connection = try? await Connection.open(database) else { return }
    do {
      let leaks = try await connection.runUninterrupted { session in
        try session.execute("select to_regclass('contactsync.rejected_record') is not null").bool(0, 0) == true
          ? try session.execute(query, [.text(text), .text(output)]).map { "\($0.text(0) ?? ""): \($0.text(1) ?? "")" }
          : []
      }
      await connection.close()
      for leak in leaks { Issue.record("\(leak) in:\n\(text)") }
    } catch {
      Issue.record("leaks cannot be looked for: \(error)")
    }
  }

  /// What occurs in the text $1 or in a stored error text: kind and value. Account tokens are the sandbox's, and occur in the
  /// output $2 neither. A value must be long enough, and no plain word, to occur by no accident. Of thousands of accounts and
  /// parties 2,000 values are looked for in 200 stored texts, drawn by their hashes: every value in every text would take minutes.
  private static let query = """
    with stored as (
      select error_text as text from contactsync.run_account where error_text is not null
      union select detail from contactsync.rejected_record where detail is not null
    ), said as materialized (
      select lower($1) as text
      union all (select lower(text) from stored order by md5(text) limit 200)
    ), everything as materialized (
      select text from said union all select lower($2)
    ), record as (
      select name, email_address, tax_number, addresses, phone_numbers from contactsync.contact
      union all select name, email_address, tax_number, addresses, phone_numbers from contactsync.party
    ), value as materialized (
      select distinct kind, value, md5(value)
      from (
        select 'a name' as kind, name as value from record
        union all select 'an email address', string_to_table(email_address, ';') from record
        union all select 'a tax number', tax_number from record
        union all select 'a phone number', string_to_table(contactsync.phone_text(phone_numbers), '; ') from record
        union all
        select 'a street', item ->> 'street_1'
        from record
        cross join lateral jsonb_array_elements(
          case jsonb_typeof(addresses) when 'array' then addresses else '[]' end
        ) as item
        where jsonb_typeof(item) = 'object'
      ) as given
      where length(value) >= 8 and value ~ '[ @]|[0-9]{4}'
      order by md5(value)
      limit 2000
    )
    select kind, value from value where exists (select from said where position(lower(value) in text) > 0)
    union all
    select 'an account token', linked_account_id
    from contactsync.linked_account
    where exists (
      select from everything where position(lower('token-' || linked_account_id) in everything.text) > 0
    )
    limit 5
    """
}
