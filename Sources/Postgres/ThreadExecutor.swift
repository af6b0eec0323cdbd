import Glibc

/// A thread of its own as an actor's executor, so that blocking calls never hold the threads that all tasks share.
///
/// The thread ends when the executor is released and its jobs are done.
final class ThreadExecutor: SerialExecutor {
  private let inbox = Inbox()

  init() {
    let inbox = self.inbox
    inbox.executor = asUnownedSerialExecutor()
    let start = Unmanaged.passRetained(inbox)
    var thread = pthread_t()
    let code = pthread_create(
      &thread, nil,
      { argument in
        Unmanaged<Inbox>.fromOpaque(argument!).takeRetainedValue().work()
        return nil
      }, start.toOpaque())
    precondition(code == 0, "the system gives no further thread")
    pthread_detach(thread)
  }

  deinit { inbox.stop() }

  func enqueue(_ job: consuming ExecutorJob) { inbox.put(UnownedJob(job)) }

  func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }
}

/// The jobs that wait for the thread; every access to its state holds the mutex.
private final class Inbox: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let filled = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var jobs: [UnownedJob] = []
  private var stopped = false
  /// Unowned: the thread must not keep the executor alive. Set before the thread starts.
  var executor: UnownedSerialExecutor?

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(filled, nil)
  }

  deinit {
    pthread_cond_destroy(filled)
    pthread_mutex_destroy(mutex)
    filled.deallocate()
    mutex.deallocate()
  }

  func put(_ job: UnownedJob) {
    pthread_mutex_lock(mutex)
    jobs.append(job)
    pthread_cond_signal(filled)
    pthread_mutex_unlock(mutex)
  }

  func stop() {
    pthread_mutex_lock(mutex)
    stopped = true
    pthread_cond_signal(filled)
    pthread_mutex_unlock(mutex)
  }

  /// The thread's life.
  func work() {
    guard let executor else { return }
    var batch: [UnownedJob] = []
    while true {
      pthread_mutex_lock(mutex)
      while jobs.isEmpty && !stopped { pthread_cond_wait(filled, mutex) }
      swap(&batch, &jobs)
      pthread_mutex_unlock(mutex)
      if batch.isEmpty { return }
      for job in batch { job.runSynchronously(on: executor) }
      batch.removeAll(keepingCapacity: true)
    }
  }
}
