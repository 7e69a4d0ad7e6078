/// What the Images API calls the envelope of a disk image. Images here are `bare`.
public enum ContainerFormat: String, Sendable, Hashable, CaseIterable {
  /// `bare` is no envelope; `ami`, `ari` and `aki` are Amazon's machine, ramdisk and kernel images,
  /// `ovf` and `ova` those of a virtual machine's description, `docker` is that of a container, and
  /// `compressed` a packed file of any kind.
  case bare, ami, ari, aki, ovf, ova, docker, compressed
}
