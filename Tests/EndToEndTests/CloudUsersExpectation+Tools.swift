extension CloudUsersExpectation {
  private static let stack = "1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed"

  static let tools: [CloudUsersExpectation] = [
    .init(
      "pcocc image refresh",
      shows: [
        "Refresh images of repository user. ok.", "Refresh images of repository global. ok.",
      ]),
    .init(
      "pcocc image refresh global", shows: ["Refresh images of repository global. ok."],
      hides: ["repository user"]),
    .init(
      "pcocc image list --long -R global", shows: ["MINDISK", "centos7"], hides: ["bigdisk"]),
    .init("pcocc image list --long --refresh", shows: ["MINDISK", "centos7"]),
    .init("pcocc image list --long -f table", shows: ["MINDISK", "centos7"]),
    .init(
      "pcocc image list --long -f csv",
      shows: ["id,size,created,description,minDisk,minRam,name,progress,status,updated"]),
    .init("pcocc image list --long -f json", shows: [#""minDisk":0"#, #""progress":100"#]),
    .init("pcocc image list --long -f yaml", shows: ["minDisk: 0", "progress: 100"]),
    .init(
      "pcocc image list -f html  # exits with 64 and names the forms that there are",
      shows: ["table, json, yaml, csv, value"]),
    .init(
      "pcocc image show --attributes --refresh $id", shows: ["Attribute", "metadata__os_distro"]),
    .init("pcocc image list --json", shows: [#""checksum":null"#, #""name":"centos7""#]),
    .init(
      "pcocc image list --json --id $id", shows: [#""checksum":null"#, #""name":"centos7""#],
      hides: ["debian"]),
    .init(
      "pcocc image import --container-format ovf --disk-format raw --id \(stack) --min-disk 1"
        + " --min-ram 64 --protected --tag a --tag b --visibility community disk.raw user:stack",
      then: has(
        stack,
        [
          "name": "stack", "container_format": "ovf", "disk_format": "raw", "min_disk": "1",
          "min_ram": "64", "protected": "true", "visibility": "community",
        ]) + " && pcocc image list -n -o name --tag a --tag b | grep -qx stack"),
    .init(
      "pcocc image set --container-format bare --disk-format qcow2 --min-disk 2 --min-ram 128"
        + " --name stack2 --no-protected --tag c --visibility private \(stack)",
      then: has(
        stack,
        [
          "name": "stack2", "container_format": "bare", "disk_format": "qcow2", "min_disk": "2",
          "min_ram": "128", "protected": "false", "visibility": "private",
        ]) + " && pcocc image list -n -o name --tag a --tag b --tag c | grep -qx stack2"),
    .init("pcocc image deactivate user:stack2", then: has(stack, ["status": "deactivated"])),
    .init("pcocc image reactivate user:stack2", then: has(stack, ["status": "active"])),
    .init("pcocc image delete \(stack)", then: isGone("user:stack2")),
  ]

  static let differences: [CloudUsersExpectation] = [
    .init("pcocc image delete centos7", then: isGone("centos7")),
    .init(
      "pcocc image import --id $id disk.qcow2 global:other  # exits with 73",
      then: isGone("global:other")),
    .init("pcocc image undelete global:centos7", then: has("$id", ["name": "centos7"])),
    .init("pcocc image trash list", shows: ["sdk"]),
    .init(
      "pcocc image delete user:small  # exits with 77", then: has("user:small", ["name": "small"])),
    .init(
      "pcocc image list --all-revisions", shows: ["debian"],
      // One in the first repository, two in the second.
      then: "test $(grep -c debian output) = 3"),
    .init(
      "pcocc image import --checksum disk.raw user:summed",
      then: "pcocc image show -f value -c checksum user:summed | grep -Eqx '[0-9a-f]{32}'"),
    .init("pcocc image deactivate centos7", then: has("$id", ["status": "deactivated"])),
    .init(
      "pcocc image export centos7 again.qcow2  # exits with 77", shows: ["deactivated"],
      then: "! test -e again.qcow2"),
    .init(
      "pcocc image export --force centos7 again.qcow2",
      then: "qemu-img compare -q disk.raw again.qcow2"),
    .init("pcocc image reactivate centos7", then: has("$id", ["status": "active"])),
    .init(
      "pcocc image set centos7 os_version=8 min_ram=much  # exits with 64", shows: ["min_ram"],
      then: has("$id", ["metadata__os_version": "7"])),
  ]
}
