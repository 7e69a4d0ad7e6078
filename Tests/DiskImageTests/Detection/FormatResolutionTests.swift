import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

@Suite struct FormatResolutionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var declared: DiskFormat?
    var formats: [DiskFormat]
    var foreign: [ForeignFormat]
    var name: String?
    var force: Bool
    var size: Int
    var outcome: Outcome

    enum Outcome: Sendable {
      case format(DiskFormat)
      /// What the error says, its advice included.
      case refusal([String])
    }

    init(
      _ formats: DiskFormat..., foreign: [ForeignFormat] = [], declared: DiskFormat? = nil,
      name: String? = nil, force: Bool = false, size: Int = 1, is outcome: Outcome
    ) {
      self.declared = declared
      self.formats = formats
      self.foreign = foreign
      self.name = name
      self.force = force
      self.size = size
      self.outcome = outcome
    }

    var testDescription: String {
      "\(formats) \(foreign) -t \(declared?.rawValue ?? "") \(name ?? "") \(force) \(outcome)"
    }

    func resolve() throws -> DiskFormat {
      let detection = Detection(
        path: "image", fileSize: size, formats: formats, foreignFormats: foreign,
        hasDoubtfulVpcFooter: false)
      return try FormatDetection.resolve(
        declared: declared, detection: detection, fileName: name, force: force)
    }

    func expectOutcome() {
      switch outcome {
      case .format(let format):
        let found = Result { try resolve() }
        #expect((try? found.get()) == format, "\(found)")
      case .refusal(let phrases):
        let error = #expect(throws: PcoccError.self) { try resolve() }
        #expect(error?.code == .unsupported)
        for phrase in phrases {
          #expect(error?.description.contains(phrase) == true, "\(error?.description ?? "")")
        }
      }
    }
  }

  static let agreements: [Case] = [
    Case(is: .format(.raw)),
    Case(name: "disk.img", is: .format(.raw)),
    Case(name: "disk.bin", is: .format(.raw)),
    Case(name: "disk", is: .format(.raw)),
    Case(name: "disk.raw", is: .format(.raw)),
    Case(name: "install.ISO", is: .format(.raw)),
    Case(.qcow2, name: "disk.img", is: .format(.qcow2)),
    Case(.qcow2, name: "disk", is: .format(.qcow2)),
    Case(.qcow2, name: "disk.bin", is: .format(.qcow2)),
    Case(.qcow2, name: ".raw", is: .format(.qcow2)),
    Case(.qcow2, name: "disk.QCOW2", is: .format(.qcow2)),
    Case(.vpc, name: "disk.vhd", is: .format(.vpc)),
    Case(.vdi, declared: .vdi, name: "disk.vdi", is: .format(.vdi)),
    Case(.qcow2, declared: .qcow2, name: "disk.raw", is: .format(.qcow2)),
    Case(.qcow2, declared: .qcow2, name: "disk.vmdk", is: .format(.qcow2)),
    Case(declared: .raw, name: "disk.vmdk", is: .format(.raw)),
    Case(declared: .raw, name: "disk.raw", size: 0, is: .format(.raw)),
    Case(.qcow2, declared: .raw, force: true, is: .format(.raw)),
    Case(.qcow2, .vdi, declared: .raw, force: true, is: .format(.raw)),
    Case(foreign: [.gzip], declared: .raw, force: true, is: .format(.raw)),
    Case(.qcow2, .vdi, declared: .vdi, force: true, is: .format(.vdi)),
  ]

  @Test(arguments: agreements) func whatAgreesIsTaken(_ example: Case) {
    example.expectOutcome()
  }

  static let contradictions: [Case] = [
    Case(.vdi, declared: .qcow2, is: .refusal(["qcow2", "content is vdi", "\"-t vdi\""])),
    Case(
      .qcow2, declared: .raw,
      is: .refusal(["raw", "content is qcow2", "\"-t qcow2\"", "\"-t raw --force\""])),
    Case(
      .qcow2, declared: .raw, name: "disk.raw", is: .refusal(["declared as raw", "\"-t qcow2\""])),
    Case(
      .qcow2, name: "disk.raw",
      is: .refusal(["name says raw", "content is qcow2", "\"-t qcow2\"", "\"-t raw --force\""])),
    Case(.qcow2, name: "disk.iso", is: .refusal(["name says raw", "content is qcow2"])),
    Case(
      .qcow2, name: "disk.vmdk",
      is: .refusal(["name says vmdk", "content is qcow2", "\"-t qcow2\""])),
    Case(name: "disk.vmdk", is: .refusal(["name says vmdk", "content is raw", "\"-t raw\""])),
    Case(name: "disk.qcow2", is: .refusal(["name says qcow2", "content is raw", "\"-t raw\""])),
    Case(.qcow2, name: "disk.raw", force: true, is: .refusal(["name says raw"])),
    Case(declared: .qcow2, is: .refusal(["declared as qcow2", "content is raw", "\"-t raw\""])),
    Case(declared: .qcow2, force: true, is: .refusal(["content is raw"])),
    Case(.vdi, declared: .qcow2, force: true, is: .refusal(["content is vdi"])),
  ]

  @Test(arguments: contradictions) func contradictionsAreRefused(_ example: Case) {
    example.expectOutcome()
  }

  static let unusable: [Case] = [
    Case(size: 0, is: .refusal(["empty", "\"-t raw\""])),
    Case(name: "disk.raw", size: 0, is: .refusal(["empty"])),
    Case(declared: .qcow2, size: 0, is: .refusal(["empty"])),
    Case(.qcow2, .vdi, is: .refusal(["several formats (qcow2, vdi)", "--force"])),
    Case(.qcow2, .vdi, declared: .qcow2, is: .refusal(["several formats (qcow2, vdi)"])),
    Case(.qcow2, .vdi, declared: .qed, force: true, is: .refusal(["several formats"])),
    Case(.qcow2, foreign: [.tar], name: "x.qcow2", is: .refusal(["several formats (qcow2, tar"])),
    Case(foreign: [.gzip], is: .refusal(["is gzip-compressed", "compressed once"])),
    Case(
      foreign: [.xz], declared: .raw,
      is: .refusal(["declared as raw", "xz-compressed", "xz -dc", "\"-t raw --force\""])),
    Case(foreign: [.vhdx], declared: .vpc, is: .refusal(["declared as vpc", "VHDX", "qemu-img"])),
    Case(foreign: [.tar], name: "x.ova", is: .refusal(["a tar archive or OVA", "unpack it"])),
    Case(foreign: [.luks], name: "x.raw", is: .refusal(["LUKS-encrypted", "unlock it"])),
  ]

  @Test(arguments: unusable) func whatIsNoImageIsRefused(_ example: Case) {
    example.expectOutcome()
  }

  @Test(arguments: ForeignFormat.allCases)
  func foreignFormatsAreRefusedByNameWithAdvice(_ format: ForeignFormat) {
    Case(foreign: [format], is: .refusal([format.rawValue, "first"])).expectOutcome()
  }

  /// A damaged footer is named by the parser, and not taken for the end of a raw disk.
  @Test func aDoubtfulFooterIsLeftToTheParser() throws {
    let file = BytesFile(HeaderSamples.fixedVpc().dropLast() + [1])
    let detection = try FormatDetection.detect(file)
    func resolve(_ declared: DiskFormat?, _ name: String?) throws -> DiskFormat {
      try FormatDetection.resolve(
        declared: declared, detection: detection, fileName: name, force: false)
    }
    #expect(try resolve(.vpc, nil) == .vpc)
    #expect(try resolve(nil, "disk.vhd") == .vpc)
    #expect(try resolve(nil, "disk.img") == .raw)
    let error = #expect(throws: PcoccError.self) {
      try ImageInspection.inspect(file, declared: .vpc)
    }
    #expect(error?.message.contains("checksum of the VHD footer") == true)
  }
}
