import Glibc

/// Stands in for the standard library's `Atomic`, as ``Mutex`` does.
public struct Atomic<Value>: ~Copyable, @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let value: UnsafeMutablePointer<Value>

  public struct Ordering: Sendable {
    public static var relaxed: Ordering { Ordering() }
  }

  public init(_ initial: Value) {
    mutex = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    value = .allocate(capacity: 1)
    value.initialize(to: initial)
  }

  deinit {
    value.deinitialize(count: 1)
    value.deallocate()
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  public borrowing func load(ordering: Ordering) -> Value {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return value.pointee
  }

  public borrowing func store(_ desired: Value, ordering: Ordering) {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    value.pointee = desired
  }
}
