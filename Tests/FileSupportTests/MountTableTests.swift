import FileSupport
import SystemPackage
import TestSupport
import Testing

struct MountTableTests {
  private static let text = """
    27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw,errors=remount-ro
    22 27 0:21 / /proc rw,nosuid - proc proc rw
    61 27 0:52 / /home rw,relatime shared:29 master:3 - nfs4 srv:/exp\\040ort rw,vers=4.2,soft,acdirmax=3600
    62 27 0:53 / /scratch rw,nodev - lustre 10.0.0.1@o2ib:/scratch rw,flock,lazystatfs
    63 61 0:54 / /home/with\\040blank\\134 ro - tmpfs tmpfs rw,size=1k
    64 27 0:55 / /scratch rw - xfs /dev/sdb rw
    65 27 0:56 / /odd rw -
    66

    """

  struct Case: Sendable {
    var path: FilePath
    var point: FilePath
    var type: String
  }

  @Test(arguments: [
    Case(path: "/", point: "/", type: "ext4"),
    Case(path: "/homework/x", point: "/", type: "ext4"),
    Case(path: "/home", point: "/home", type: "nfs4"),
    Case(path: "/home/ada/images", point: "/home", type: "nfs4"),
    Case(path: "/home/with blank\\/x", point: "/home/with blank\\", type: "tmpfs"),
    // Mounted later on the same folder.
    Case(path: "/scratch/images", point: "/scratch", type: "xfs"),
    Case(path: "/odd", point: "/", type: "ext4"),
  ])
  func findsTheMount(_ table: Case) throws {
    let mount = try #require(MountTable(parsing: Self.text).mount(of: table.path))
    #expect(mount.point == table.point)
    #expect(mount.type == table.type)
  }

  @Test func readsOptionsOfMountAndFileSystem() throws {
    let mounts = MountTable(parsing: Self.text).mounts
    #expect(mounts.count == 6)
    let home = try #require(mounts.first { $0.point == "/home" })
    #expect(home.source == "srv:/exp ort")
    #expect(home.options == ["rw", "relatime", "vers=4.2", "soft", "acdirmax=3600"])
    #expect(home.has("soft"))
    #expect(!home.has("vers"))
    #expect(home.value("vers") == "4.2")
    #expect(home.value("acdirmax") == "3600")
    #expect(home.value("soft") == nil)
  }

  @Test func knowsThisMachine() throws {
    let table = try MountTable.current(LocalFileSystem())
    #expect(table.mount(of: "/proc/self")?.type == "proc")
  }

  @Test func attributesThatAreMissing() throws {
    try withTemporaryFolder { folder in
      #expect(LocalFileSystem().extendedAttribute("lustre.lov", of: folder) == nil)
    }
  }
}
