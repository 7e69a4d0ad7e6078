/// Nothing at all.
struct SilentProgress: ProgressStyle {
  let interval = Duration.seconds(3600)

  func show(_ snapshot: ProgressSnapshot, on stream: MessageStream) {}
  func finish(_ snapshot: ProgressSnapshot?, on stream: MessageStream) {}
}
