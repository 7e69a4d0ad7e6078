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
      try makeLayers(of: disk, pcocc)
      #expect(try pcocc.run("show", "rescue").standardOutput.contains("Layers:  3"))
      let exported = try pcocc.shell(
        "$PCOCC image export rescue all.raw && cmp all.raw \(disk)")
      #expect(exported.status == 0, "\(exported.standardError)")
      let result = try pcocc.shell(Self.boot(qemu))
      let screen = try String(
        decoding: Data(contentsOf: URL(fileURLWithPath: "\(pcocc.folder)/console")), as: UTF8.self)
      #expect(result.status == 0, "\(screen)")
      #expect(result.standardOutput.contains("grub>"))
    }
  }

  /// Imports the first third of a disk, saves the first two, and then all of it.
  private func makeLayers(of disk: FilePath, _ pcocc: PcoccBinary) throws {
    let size = try Data(contentsOf: URL(fileURLWithPath: disk.string)).count
    for (number, verb) in ["import", "save", "save"].enumerated() {
      let length = size * (number + 1) / 3
      let line =
        "head -c \(length) \(disk) > part && truncate -s \(size) part && $PCOCC image \(verb) part rescue"
      let result = try pcocc.shell(line)
      #expect(result.status == 0, "\(result.standardError)")
    }
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
}
