/// What an image is for, as pcocc's metadata spells it.
public enum ImageKind: String, Sendable, CaseIterable {
  /// A disk of a virtual machine: a stack of qcow2 layers.
  case vm
  /// A container image of pcocc: listed, shown, copied and deleted, never imported or exported.
  case ctr
}
