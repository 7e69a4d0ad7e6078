extension VmdkDescriptor {
  /// How the disk is attached to a virtual machine, and the geometry that goes with it.
  private struct Adapter {
    var name: String
    var heads: Int
    var maximumCylinders: Int

    static let ide = Adapter(name: "ide", heads: 16, maximumCylinders: 16383)
    static let scsi = Adapter(name: "lsilogic", heads: 255, maximumCylinders: 65535)
  }

  /// The text for a new image of one file that nothing lies below.
  ///
  /// - Parameter size: bytes of the disk, whole sectors.
  static func text(_ options: VmdkOptions, size: Int) -> String {
    let sectors = size / 512
    // What VMware's own programs and QEMU choose for these kinds of images.
    let adapter = options.subformat == .streamOptimized ? Adapter.scsi : .ide
    let cylinders = min(max(1, sectors / (adapter.heads * 63)), adapter.maximumCylinders)
    // The two highest numbers have meanings of their own.
    let contentID = UInt32.random(in: 1..<noParent - 1).hex
    let longID = (0..<3).map { _ in UInt32.random(in: 0 ... .max).hex }.joined() + contentID
    return """
      # Disk DescriptorFile
      version=1
      CID=\(contentID)
      parentCID=\(noParent.hex)
      createType="\(options.subformat.rawValue)"

      # Extent description
      RW \(sectors) SPARSE "\(options.extentName)"

      # The Disk Data Base
      #DDB

      ddb.longContentID = "\(longID)"
      ddb.virtualHWVersion = "4"
      ddb.geometry.cylinders = "\(cylinders)"
      ddb.geometry.heads = "\(adapter.heads)"
      ddb.geometry.sectors = "63"
      ddb.adapterType = "\(adapter.name)"
      ddb.toolsVersion = "2147483647"

      """
  }
}
