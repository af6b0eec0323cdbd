import Serve
import Testing

@Suite("Forms") struct FormTests {
  @Test(
    "Fields are read as browsers write them",
    arguments: [
      ("a=1&b=x+y", "b", "x y"), ("a=%C3%A9", "a", "é"), ("a=", "a", nil), ("a", "a", nil), ("a=%zz", "a", "%"),
      ("a=1&a=2", "a", "1"),
    ] as [(String, String, String?)])
  func field(text: String, name: String, value: String?) {
    #expect(Form(text: text)[name] == value)
  }
}
