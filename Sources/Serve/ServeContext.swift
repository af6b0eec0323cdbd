package import Hummingbird
package import NIOCore

/// What belongs to one request.
package struct ServeContext: RequestContext {
  package var coreContext: CoreRequestContextStorage
  /// The other end of the connection: a client, or the proxy before us.
  package let remoteAddress: SocketAddress?
  /// The connection, for an answer after which nothing more is read.
  let channel: any Channel
  /// Who asks; nil: nobody who signed in. Set by ``SessionReading``, never from what a request claims.
  package var session: ReviewSession?

  package init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    channel = source.channel
    remoteAddress = source.channel.remoteAddress
  }
}
