import ArgumentParser
import ContactModel
import Load
import MergeAPI
import Pipeline
import Postgres
import Secrets
import Serve

extension AccountsCommand {
  struct Link: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "link",
      abstract: "Makes an address at which a user connects an accounting system, through Merge Link.",
      discussion: """
        The address is for that user only, and good for one linking. Without --id an id is made, or the one taken again whose \
        last attempt came to nothing; an account that exists is linked again and keeps everything. `contactsync serve` must \
        run under the public address; a magic link ends at Merge, and its account arrives by Merge's webhook.

        Example: contactsync accounts link --organization acme --id acme-books --public-url https://sync.example.com
        """)

    @Option(help: "The organization that owns the account.") var organization: String
    @Option(help: "The account's id, yours and permanent; one is made without it.") var id: String?
    @Option(help: "The accounting system, such as quickbooks-online; the user chooses without it.") var integration:
      String?
    @ArgumentParser.Flag(help: "Make a link of Merge's own that can be sent to the user.") var magicLink = false
    @Option(help: "The user's address, for telling accounts apart in Merge's dashboard; no mail is sent.")
    var email: String?
    @Option(help: "The organization's name in Merge's dashboard; its id without it.") var endUserOrganization: String?
    @Option(help: "How long it is good: 30 to 720 minutes, a magic link up to 10080; 30 and a week without it.")
    var minutes: Int?
    @Option(help: "The address of the server, as given to `contactsync serve`.") var publicURL = "http://127.0.0.1:8080"

    func run() async throws {
      _ = try checkedPublicURL(publicURL)
      let composition = Composition()
      try await composition.database().close()
      let url = try await composition.databaseURL()
      let vault = try composition.vault()
      let pool = ConnectionPool(limit: 1) { try await Composition.connect(url) }
      let merge = try MergeAccess(
        settings: composition.settings, brake: SharedBrake { try await Composition.connect(url) },
        surroundings: .live)
      let result = await outcome(pool, vault, merge)
      await merge.shutdown()
      await pool.close()
      let made = try result.get()
      print(made.address.value)
      complain("account \(made.account), good until \(made.expiresAt.rfc3339)")
    }

    private func outcome(
      _ pool: ConnectionPool, _ vault: TokenVault, _ merge: MergeAccess
    ) async -> Result<LinkSessionMaker.Made, any Error> {
      do {
        let client = try merge.clients.client(for: nil)
        let wish = LinkSessionMaker.Wish(
          organization: organization, account: id, integration: integration, emailAddress: email,
          organizationName: endUserOrganization, isMagicLink: magicLink, minutes: minutes)
        let maker = LinkSessionMaker(pool: pool, vault: vault, merge: client)
        return .success(try await maker.make(wish, base: ServerOptions(publicURL: publicURL).address))
      } catch let refusal as LinkSessionMaker.Refusal {
        return .failure(Failure(.usage, "\(refusal)"))
      } catch let error as MergeError {
        if case .retry = error.remedy { return .failure(Failure(.temporary, "\(error)")) }
        return .failure(Failure(.failed, "\(error)"))
      } catch let trouble as MergeClients.Trouble {
        return .failure(Failure(.failed, "\(trouble)"))
      } catch {
        return .failure(error)
      }
    }
  }
}
