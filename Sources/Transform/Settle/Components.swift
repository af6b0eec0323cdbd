/// Which nodes hang together: union-find with path halving and union by size.
struct Components {
  private var parents: [Int32]
  private var sizes: [Int32]

  init(count: Int) {
    parents = (0..<Int32(count)).map { $0 }
    sizes = [Int32](repeating: 1, count: count)
  }

  mutating func root(_ node: Int32) -> Int32 {
    var node = node
    while parents[Int(node)] != node {
      parents[Int(node)] = parents[Int(parents[Int(node)])]
      node = parents[Int(node)]
    }
    return node
  }

  mutating func join(_ a: Int32, _ b: Int32) {
    var (a, b) = (root(a), root(b))
    guard a != b else { return }
    if sizes[Int(a)] < sizes[Int(b)] { swap(&a, &b) }
    parents[Int(b)] = a
    sizes[Int(a)] += sizes[Int(b)]
  }

  /// Number of nodes in the node's component.
  mutating func size(_ node: Int32) -> Int { Int(sizes[Int(root(node))]) }
}
