import Foundation
import SystemPackage
import TestSupport
import Testing

/// QEMU boots what `path` prints, where it lies.
struct BootTests {
  /// Each layer holds a third of the boot loader: without all three of them there is no prompt.
  @Test func threeLayersBootToTheirPrompt() throws {
    let qemu = try Oracle.find("qemu-system-x86_64", package: "qemu-system-x86")
    let disk = try Oracle.file(
      "/usr/lib/grub-rescue/grub-rescue-floppy.img", package: "grub-rescue-pc")
    try withPcocc { pcocc in
      let layers = try makeLayers(of: disk, pcocc)
      #expect(layers.count == 3)
      let exported = try pcocc.shell(
        "$PCOCC image export rescue all.raw && cmp all.raw \(disk)")
      #expect(exported.status == 0, "\(exported.standardError)")
      let result = try pcocc.shell(Self.boot(qemu))
      let screen = try String(decoding: Data(contentsOf: file("console", in: pcocc)), as: UTF8.self)
      #expect(result.status == 0, "\(screen)")
      #expect(result.standardOutput.contains("grub>"))
    }
  }

  /// `rescue@2`, whose three layers together are the disk; returns their digests.
  private func makeLayers(of disk: FilePath, _ pcocc: PcoccBinary) throws -> [String] {
    let size = try Data(contentsOf: URL(fileURLWithPath: disk.string)).count
    let third = size / 3 / 512 * 512
    let parts = [(0, third), (third, third), (2 * third, size - 2 * third)]
    for (number, (start, length)) in parts.enumerated() {
      let line =
        "dd if=\(disk) of=part\(number) bs=512 skip=\(start / 512) count=\(length / 512)"
      #expect(try pcocc.shell(line).status == 0)
    }
    #expect(try pcocc.shell("truncate -s \(size) part0").status == 0)
    #expect(try pcocc.run("import", "part0", "rescue").status == 0)
    let repository = PcoccRepository(existing: pcocc.folder.appending("user"))
    let base = try pcocc.run("path", "rescue").standardOutput.dropLast()
    var layers = [FilePath(String(base)).lastComponent?.string ?? ""]
    for number in 1...2 {
      let (start, length) = parts[number]
      let source = file("part\(number)", in: pcocc).path(percentEncoded: false)
      layers.append(
        try repository.addDisk(
          writing: "write -s \(source) \(start) \(length)", on: layers[number - 1]))
      try repository.addRevision("rescue", number, timestamp: Double(number), blobs: layers)
    }
    return layers
  }

  /// Starts QEMU, goes to GRUB's command line and has it print something; the screen, without the escapes
  /// that move the cursor, is printed.
  private static func boot(_ qemu: FilePath) -> String {
    #"""
    mkfifo keys && exec 3<>keys
    \#(qemu) -nographic -monitor none -nic none -m 64 -accel tcg \
      -drive file=$($PCOCC image path rescue),snapshot=on <keys >console 2>&1 &
    screen() { sed 's/\x1b\[[0-9;]*[A-Za-z]//g' console | tr -d '\r\n'; }
    await() { n=0; until screen | grep -aq "$1"; do n=$((n+1)); [ $n -lt 200 ] || break; sleep 0.2; done; }
    await 'GNU GRUB'; printf c >&3
    await 'grub>'; printf 'echo lay""ers\r' >&3
    await 'layers'
    kill $!; wait
    screen | grep -a 'GNU GRUB.*grub>.*layers'
    """#
  }

  private func file(_ name: String, in pcocc: PcoccBinary) -> URL {
    URL(fileURLWithPath: pcocc.folder.appending(name).string)
  }
}
