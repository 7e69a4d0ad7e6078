internal import FileSupport
internal import SystemPackage

extension TaskStore {
  /// Removes what lost processes left behind, of those tasks where it has not been done.
  ///
  /// What cannot be removed is warned of; garbage collection takes it later.
  public func sweep(_ tasks: [ImageTask]) {
    for task in tasks where task.isSweepable {
      let mark = layout.sweeping(task.id)
      guard (try? files.status(of: mark, followingLinks: false)) == nil else { continue }
      do {
        try TaskTraces(of: task, files).remove()
        try? files.removeFile(layout.spare(task.id))
        try files.createFile(mark, mode: TaskLayout.fileMode).close()
      } catch let error as PcoccError where error.code == .exists {
        continue
      } catch var error as PcoccError {
        error.message = "what task \(task.id) left behind stays: \(error.message)"
        context.warn(error)
      } catch {
        continue
      }
    }
  }
}
