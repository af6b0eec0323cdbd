/// One variable of the environment that the program heeds.
package struct EnvironmentVariable: Sendable {
  package var name: String
  /// Never shown.
  package var isSecret = false
  /// The value may also stand in the file that `NAME_FILE` names.
  package var hasFile = false
  /// What counts where it is unset; empty: nothing.
  package var standard: String
  /// One sentence on what it does.
  package var meaning: String
  package var example: String

  /// Every variable, in the order in which they are documented.
  package static let all: [EnvironmentVariable] = [
    .init(
      name: "DATABASE_URL", isSecret: true, hasFile: true, standard: "",
      meaning: "The database, as a `postgresql://` address or libpq's `key=value` pairs.",
      example: "postgresql://contactsync@db.example.com/contactsync?sslmode=verify-full"),
    .init(
      name: "PGHOST", standard: "",
      meaning: "Or libpq's own variables (`PGSERVICE`, `PGDATABASE`, `PGHOSTADDR` count as well, and all others are "
        + "heeded); with none of them a private PostgreSQL is started on demand.", example: "db.example.com"),
    .init(
      name: "CONTACTSYNC_HOME", standard: "the user's data folder, as root /var/lib/contactsync",
      meaning: "The private database and its keys.", example: "/srv/contactsync"),
    .init(
      name: "CONTACTSYNC_PG_BINDIR", standard: "found by pg_config, in Debian's folders or in PATH",
      meaning: "Where the server programs of the private PostgreSQL are.", example: "/usr/lib/postgresql/15/bin"),
    .init(
      name: "MERGE_API_KEY", isSecret: true, hasFile: true, standard: "",
      meaning: "API key of your Merge organization.", example: "(your key)"),
    .init(
      name: "MERGE_BASE_URL", hasFile: true, standard: "https://api.merge.dev/api",
      meaning: "Your region of Merge.", example: "https://api-eu.merge.dev/api"),
    .init(
      name: "MERGE_RATE_LIMIT", hasFile: true, standard: "100",
      meaning: "Requests a minute and account; 0: unpaced.", example: "400"),
    .init(
      name: "MERGE_CA_FILE", hasFile: true, standard: "the system's",
      meaning: "PEM file of the certificate authorities to trust.", example: "/etc/ssl/proxy.pem"),
    .init(
      name: "MERGE_LINK_SCRIPT_URL", hasFile: true, standard: "https://cdn.merge.dev/initialize.js",
      meaning: "The script of Merge Link that the linking page of `serve` runs.",
      example: "http://127.0.0.1:4010/link/initialize.js"),
    .init(
      name: "MERGE_LINK_CSP_HOSTS", hasFile: true, standard: "https://cdn.merge.dev https://*.merge.dev",
      meaning: "Hosts that the linking page may load scripts, frames, images and styles from, separated by spaces.",
      example: "https://*.merge.dev https://*.example.com"),
    .init(
      name: "MERGE_WEBHOOK_KEYS", isSecret: true, hasFile: true, standard: "webhooks are switched off",
      meaning: "Signature keys of Merge's webhooks as its dashboard shows them, separated by commas.",
      example: "(your key)"),
    .init(
      name: "CONTACTSYNC_TOKEN_KEYS", isSecret: true, hasFile: true,
      standard: "made in the home for the private database",
      meaning: "Keys that seal account tokens: base64 of 32 bytes each, separated by commas, newest first.",
      example: "(openssl rand -base64 32)"),
    .init(
      name: "CONTACTSYNC_ERASURE_KEYS", isSecret: true, hasFile: true,
      standard: "made in the home for the private database",
      meaning:
        "Keys by which erased people are known again: base64 of 32 bytes each, separated by commas, newest first; none is "
        + "ever dropped.", example: "(openssl rand -base64 32)"),
    .init(
      name: "CONTACTSYNC_REVIEW_KEYS", isSecret: true, hasFile: true,
      standard: "made in the home for the private database",
      meaning:
        "Keys that sign the links and sessions of reviewers: base64 of 32 bytes each, separated by commas, newest first.",
      example: "(openssl rand -base64 32)"),
    .init(
      name: "CONTACTSYNC_SERVICE_TOKEN", isSecret: true, hasFile: true, standard: "`/api` is switched off",
      meaning: "The secret by which your platform's backend speaks to `/api` of `serve`, of at least 16 characters.",
      example: "(openssl rand -hex 32)"),
    .init(
      name: "CONTACTSYNC_LOG", hasFile: true, standard: "nothing is logged",
      meaning: "`text` or `json`: a run's events on stderr, one line each.", example: "json"),
    .init(
      name: "CONTACTSYNC_LOG_LEVEL", hasFile: true, standard: "info",
      meaning: "The least that is logged: `debug`, `info`, `notice`, `warning` or `error`.", example: "debug"),
  ]
}
