import ArgumentParser

@main
struct Contactsync: AsyncParsableCommand {
  func run() async throws { print("hello") }
}
