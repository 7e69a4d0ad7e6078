internal import Synchronization
internal import SystemPackage

/// A descriptor that is closed once: when it is asked for, or with its owner.
final class OwnedDescriptor: Sendable {
  let descriptor: FileDescriptor
  private let isOpen = Mutex(true)

  init(_ descriptor: FileDescriptor) { self.descriptor = descriptor }

  deinit { close() }

  func close() {
    let isLast = isOpen.withLock { isOpen in
      defer { isOpen = false }
      return isOpen
    }
    if isLast { try? descriptor.close() }
  }
}
