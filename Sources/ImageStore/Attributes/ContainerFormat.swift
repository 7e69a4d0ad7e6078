/// What the Images API calls the envelope of a disk image. Images here are `bare`.
public enum ContainerFormat: String, Sendable, Hashable, CaseIterable {
  case bare, ami, ari, aki, ovf, ova, docker, compressed
}
