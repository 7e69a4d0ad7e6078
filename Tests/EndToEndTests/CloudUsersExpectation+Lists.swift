extension CloudUsersExpectation {
  static let lists: [CloudUsersExpectation] = [
    .init(
      "pcocc image list", shows: ["centos7", "debian", "secret", "taken"],
      hides: ["hidden-one", "theirs"]),
    .init(
      "pcocc image list --long",
      shows: [
        "ID", "SIZE", "CREATED", "DESCRIPTION", "MINDISK", "MINRAM", "NAME", "PROGRESS", "STATUS",
        "UPDATED", "100", "deactivated",
      ]),
    .init("pcocc image list -f table", shows: ["NAME", "centos7"]),
    .init(
      "pcocc image list -f csv",
      shows: ["name,type,revision,repo,owner,date", "centos7,vm,0,global,alice,"]),
    .init("pcocc image list -f json", shows: [#""name":"centos7""#]),
    .init("pcocc image list -f yaml", shows: [#"name: "centos7""#]),
    .init(
      "pcocc image list -f value -c id -c name",
      then: #"grep -qx "$id centos7" output"#),
    .init(
      "pcocc image list --sort name:asc,created_at:desc", shows: ["centos7"],
      then: "tail -n +3 output | cut -d ' ' -f 1 | LC_ALL=C sort -c"),
    .init(
      "pcocc image list --sort name:asc", shows: ["centos7"],
      then: "tail -n +3 output | cut -d ' ' -f 1 | LC_ALL=C sort -c"),
    .init(
      "pcocc image list --sort-key name --sort-dir asc", shows: ["centos7"],
      then: "tail -n +3 output | cut -d ' ' -f 1 | LC_ALL=C sort -c"),
    .init(
      "pcocc image list --sort created_at:desc", shows: ["centos7", "bigdisk"],
      then: "pcocc image list -f value -c created_at --sort created_at:desc | sort -rc"),
    .init("pcocc image list --name centos7", shows: ["centos7"], hides: ["debian"]),
    .init("pcocc image list --status deactivated", shows: ["off"], hides: ["centos7"]),
    .init("pcocc image list --status active", shows: ["centos7"], hides: ["off "]),
    .init("pcocc image list --tag gpu", shows: ["centos7", "commons"], hides: ["debian"]),
    .init(
      "pcocc image list --tag gpu --tag production", shows: ["centos7"], hides: ["commons"]),
    .init("pcocc image list --property os_distro=centos", shows: ["centos7"], hides: ["debian"]),
    .init("pcocc image list --visibility public", shows: ["centos7"], hides: ["secret"]),
    .init("pcocc image list --visibility private", shows: ["secret"], hides: ["centos7"]),
    .init("pcocc image list --visibility community", shows: ["commons"], hides: ["centos7"]),
    .init("pcocc image list --visibility shared", shows: ["taken"], hides: ["centos7", "secret"]),
    .init("pcocc image list --member-status pending", shows: ["theirs"], hides: ["taken"]),
    .init("pcocc image list --member-status accepted", shows: ["taken"], hides: ["theirs"]),
    .init("pcocc image list --member-status all", shows: ["taken", "theirs"]),
    .init("pcocc image list --hidden", shows: ["hidden-one"], hides: ["centos7"]),
    .init("pcocc image list --owner alice", shows: ["centos7"], hides: ["taken"]),
    .init("pcocc image list --size-min 2097152", shows: ["bigdisk"], hides: ["centos7"]),
    .init("pcocc image list --size-max 2097152", shows: ["centos7"], hides: ["bigdisk"]),
    .init(
      "pcocc image list --limit 2",
      then: "test $(tail -n +3 output | wc -l) = 2"),
    // It is older than all of alice's.
    .init(
      "pcocc image list --limit 2 --marker $id", shows: ["taken"], hides: ["centos7"]),
  ]

  static let queries: [CloudUsersExpectation] = [
    .init(
      "pcocc image list --name in:centos7,debian", shows: ["centos7", "debian"],
      hides: ["bigdisk"]),
    .init("pcocc image list --created-at gte:2020-01-01T00:00:00Z", shows: ["centos7"]),
    .init("pcocc image list --updated-at lt:2020-01-01T00:00:00Z", hides: ["centos7"]),
    .init("pcocc image list --min-disk 2", shows: ["small"], hides: ["centos7"]),
    .init("pcocc image list --protected", shows: ["small"], hides: ["centos7"]),
    .init(
      "pcocc image list --sort size:desc,name:asc", shows: ["bigdisk"],
      then: "pcocc image list -f value -c size --sort size:desc,name:asc | sort -nrc"),
    .init("pcocc image list --sort colour  # exits with 64", shows: ["created_at"]),
    .init("pcocc image list --created-at soon  # exits with 64", shows: ["soon"]),
    .init("pcocc image list --visibility secret  # exits with 64", shows: ["community"]),
    .init("pcocc image list --marker nothing  # exits with 66", shows: ["nothing"]),
  ]
}
