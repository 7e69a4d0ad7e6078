import SystemPackage
import TestSupport
import Testing

/// How many threads do the work makes no difference to what comes out.
struct ThreadsTests {
  @Test func anyNumberGivesTheSameDisk() throws {
    try withPcocc { pcocc in
      let source = try pcocc.makeFile("disk.raw", blocks: 40)
      for threads in ["1", "2", "1000"] {
        let image = "user:with-\(threads)"
        let options = ["--threads", threads]
        let steps = [
          ["import", "--compress=zstd", source.string, image],
          ["export", "--compress=zlib", image, "\(threads).qcow2"],
          ["import", "\(threads).qcow2", "\(image)-again"],
          ["export", "\(image)-again", "out.raw"],
        ]
        for step in steps {
          let result = try pcocc.run(step + options)
          #expect(result.status == 0, "\(step): \(result.standardError)")
        }
        #expect(try pcocc.shell("cmp disk.raw out.raw").status == 0, "\(threads)")
      }
    }
  }

  @Test(arguments: ["0", "-1", "many", ""]) func noNumberIsRefused(threads: String) throws {
    try withPcocc { pcocc in
      let result = try pcocc.run("export", "--threads=\(threads)", "image", "out.raw")
      #expect(result.status == 64)
      #expect(result.standardError.contains("number from 1 on"), "\(result.standardError)")
    }
  }
}
