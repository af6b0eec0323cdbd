import HTTPTypes
import Hummingbird
import Mustache
import NIOCore

/// The templates of `Templates/`, which escape every value that they show.
enum Pages {
  private static let library: MustacheLibrary = {
    let templates: [String: [UInt8]] = [
      "bulk": PackageResources.bulk_mustache,
      "error": PackageResources.error_mustache,
      "history": PackageResources.history_mustache,
      "import": PackageResources.import_mustache,
      "item": PackageResources.item_mustache,
      "layout": PackageResources.layout_mustache,
      "link": PackageResources.link_mustache,
      "queue": PackageResources.queue_mustache,
      "screen": PackageResources.screen_mustache,
      "unmatched": PackageResources.unmatched_mustache,
    ]
    // A template that cannot be read is a fault of the build, which every test of a page meets.
    return try! MustacheLibrary(
      templates: templates.mapValues { try MustacheTemplate(string: String(decoding: $0, as: UTF8.self)) })
  }()

  /// A page as text.
  ///
  /// - Parameters:
  ///   - template: the file's name without `.mustache`.
  ///   - values: what the template shows, by name.
  ///   - base: what stands before every path.
  static func text(_ template: String, _ values: [String: Any], base: String) -> String {
    var values = values
    values["base"] = base
    values["style"] = Assets.style.path
    values["script"] = Assets.script.path
    return library.render(values, withTemplate: template) ?? ""
  }

  static func answer(
    _ template: String, _ values: [String: Any], base: String, status: HTTPResponse.Status = .ok
  ) throws -> Response {
    Response(
      status: status, headers: [.contentType: "text/html; charset=utf-8"],
      body: .init(byteBuffer: ByteBuffer(string: text(template, values, base: base))))
  }
}
