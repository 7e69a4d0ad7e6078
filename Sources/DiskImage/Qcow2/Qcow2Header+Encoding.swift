extension Qcow2Header {
  /// The header with the backing file's format and name, to be written at the start of the file.
  ///
  /// The caller sees to it that the bytes fit in the first cluster. Extensions other than the
  /// backing format are not written.
  func encoded() -> [UInt8] {
    let extensions = encodedExtensions()
    let nameOffset = backingName == nil ? 0 : encodedLength + extensions.count
    var bytes: [UInt8] = []
    bytes.reserveCapacity(encodedLength + extensions.count)
    bytes.append(bigEndian: Self.magic)
    bytes.append(bigEndian: UInt32(version))
    bytes.append(bigEndian: UInt64(nameOffset))
    bytes.append(bigEndian: UInt32(backingName?.utf8.count ?? 0))
    bytes.append(bigEndian: UInt32(clusterBits))
    bytes.append(bigEndian: UInt64(virtualSize))
    bytes.append(bigEndian: encryptionMethod)
    bytes.append(bigEndian: UInt32(l1Count))
    bytes.append(bigEndian: UInt64(l1Offset))
    bytes.append(bigEndian: UInt64(refcountTableOffset))
    bytes.append(bigEndian: UInt32(refcountTableClusters))
    bytes.append(bigEndian: UInt32(snapshotCount))
    bytes.append(bigEndian: UInt64(snapshotTableOffset))
    if version == 3 { appendVersion3(to: &bytes) }
    return bytes + extensions + (backingName.map { Array($0.utf8) } ?? [])
  }

  private var encodedLength: Int { version == 3 ? Self.length3 : Self.length2 }

  private func appendVersion3(to bytes: inout [UInt8]) {
    bytes.append(bigEndian: incompatible.rawValue)
    bytes.append(bigEndian: compatible.rawValue)
    bytes.append(bigEndian: autoclear.rawValue)
    bytes.append(bigEndian: UInt32(refcountOrder))
    bytes.append(bigEndian: UInt32(Self.length3))
    bytes.append(bigEndian: UInt64(compression.rawValue) << 56)
  }

  private func encodedExtensions() -> [UInt8] {
    var bytes: [UInt8] = []
    if let format = extensions.backingFormat {
      bytes.append(bigEndian: Qcow2Extensions.Kind.backingFormat.rawValue)
      bytes.append(bigEndian: UInt32(format.utf8.count))
      bytes += Array(format.utf8)
      bytes += [UInt8](repeating: 0, count: (8 - format.utf8.count % 8) % 8)
    }
    bytes.append(bigEndian: UInt64(Qcow2Extensions.Kind.end.rawValue))
    return bytes
  }
}

extension [UInt8] {
  /// Appends the bytes of a number, the most significant first.
  mutating func append<Number: FixedWidthInteger>(bigEndian number: Number) {
    Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
  }
}
