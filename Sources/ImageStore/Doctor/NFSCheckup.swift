internal import FileSupport

/// What the options of an NFS mount mean, nfs(5). An option that has its default may not be shown.
struct NFSCheckup: Sendable {
  let mount: Mount

  func findings() -> [DoctorFinding] { [version, failing, caching, lookups, locks] }

  private var version: DoctorFinding {
    let version = mount.value("vers") ?? mount.value("nfsvers") ?? "unknown"
    guard version == "2" else {
      return DoctorFinding(
        "nfs-version", .ok, seen: "version \(version)",
        meaning: "names are taken exclusively, a lost reply is recognized")
    }
    return DoctorFinding(
      "nfs-version", .failure, seen: "version 2",
      meaning: "no file beyond 2 GiB, and no exclusive creation",
      advice: "mount it with vers=4.2 or vers=3")
  }

  private var failing: DoctorFinding {
    let mode = ["softerr", "soft"].first(where: mount.has)
    guard let mode else {
      return DoctorFinding(
        "nfs-soft", .ok, seen: "hard", meaning: "a server that is away is waited for")
    }
    return DoctorFinding(
      "nfs-soft", .warning, seen: mode,
      meaning: "a server that is slow makes reads and writes fail, in a running machine too",
      advice: "mount it with hard")
  }

  private var caching: DoctorFinding {
    let seconds = { (name: String) in mount.value(name).flatMap { Int($0) } }
    if mount.has("noac") {
      return DoctorFinding(
        "nfs-caching", .note, seen: "noac",
        meaning: "nodes see changes at once; every look costs a call to the server",
        advice: "a repository does not need noac")
    }
    let files = seconds("acregmax") ?? seconds("actimeo") ?? 60
    let folders = seconds("acdirmax") ?? seconds("actimeo") ?? 60
    let seen = "acregmax=\(files), acdirmax=\(folders)"
    guard max(files, folders) < CollectionPolicy.shortestRetention else {
      return DoctorFinding(
        "nfs-caching", .failure, seen: seen,
        meaning: "a node may see what is long gone; gc counts on less than an hour",
        advice: "mount it with acregmax and acdirmax of 60 or less")
    }
    return DoctorFinding(
      "nfs-caching", max(files, folders) <= 60 ? .ok : .note, seen: seen,
      meaning: "a node sees a new or deleted image up to \(max(files, folders)) seconds late")
  }

  private var lookups: DoctorFinding {
    let mode = mount.value("lookupcache") ?? "all"
    return DoctorFinding(
      "nfs-lookups", .ok, seen: "lookupcache=\(mode)",
      meaning: mode == "all"
        ? "a node may remember that a name was missing; such names are looked for again"
        : "missing names are asked for each time")
  }

  private var locks: DoctorFinding {
    let isLocal =
      mount.has("nolock") || ["all", "flock"].contains(mount.value("local_lock") ?? "none")
    return DoctorFinding(
      "lock-options", isLocal ? .note : .ok, seen: isLocal ? "local to the node" : "by the server",
      meaning: isLocal
        ? "locks do not hold between nodes; a repository takes none"
        : "locks hold between nodes")
  }
}
