extension CloudUsersExpectation {
  static let images: [CloudUsersExpectation] = [
    .init(
      "pcocc image show --attributes centos7",
      shows: [
        "Attribute", "Value", "metadata__os_distro", "min_disk", "os_hash_value", "disk_format",
      ],
      then: "tail -n +3 output | cut -d ' ' -f 1 | LC_ALL=C sort -c"),
    .init(
      "pcocc image show --attributes $id", shows: ["metadata__os_distro"],
      then: "grep -q $id output"),
    .init(
      "pcocc image show -f json centos7",
      shows: [#""checksum":null"#, #""min_disk":0"#, #""os_distro":"centos""#]),
    .init("pcocc image show -f json $id", shows: [#""name":"centos7""#]),
    .init(
      "pcocc image show -f value -c id centos7",
      then: "test $(cat output) = $id"),
    .init(
      "pcocc image import disk.qcow2 user:new", then: has("user:new", ["disk_format": "qcow2"])),
    .init(
      "pcocc image import --visibility private --min-disk 10 --min-ram 512 --protected disk.qcow2"
        + " user:small",
      then: has(
        "user:small",
        ["visibility": "private", "min_disk": "10", "min_ram": "512", "protected": "true"])),
    .init(
      "pcocc image import --tag gpu --property os_distro=debian disk.qcow2 user:deb12",
      then: "pcocc image list -n -o name --tag gpu --property os_distro=debian | grep -qx deb12"),
    .init(
      "pcocc image export centos7 centos7.qcow2",
      then: "qemu-img compare -q disk.raw centos7.qcow2"),
    .init("pcocc image export -t raw centos7 - >centos7.img", then: "cmp disk.raw centos7.img"),
    .init("pcocc image export -t raw $id - >data", then: "cmp disk.raw data"),
    .init("pcocc image export $id out.img", then: "cmp disk.raw out.img"),
    .init("pcocc image delete user:new", then: isGone("user:new")),
    .init(
      "pcocc image import --disk-format qcow2 --container-format bare disk.qcow2 user:web",
      then: has("user:web", ["container_format": "bare"])),
    .init("pcocc image delete user:www", then: isGone("user:www")),
    .init("pcocc image find centos7", shows: ["global:centos7"]),
    .init("pcocc image find nothing  # exits with 66", shows: ["nothing"]),
    .init("pcocc image find debian  # exits with 64", shows: ["2 images", "user:debian"]),
    .init(
      "cat disk.raw | pcocc image import - user:db",
      then: "pcocc image export -t raw user:db - | cmp - disk.raw"),
    .init("pcocc image delete user:db", then: isGone("user:db")),
    .init("pcocc image import disk.qcow2 user:sdk", then: has("user:sdk", ["name": "sdk"])),
    .init(
      "pcocc image export user:sdk sdk.qcow2", then: "qemu-img compare -q disk.raw sdk.qcow2"),
    .init("pcocc image set user:sdk min_disk=2", then: has("user:sdk", ["min_disk": "2"])),
    .init(
      "pcocc image tag add user:sdk lts",
      then: "pcocc image list -n -o name --tag lts | grep -qx sdk"),
    .init("pcocc image deactivate user:sdk", then: has("user:sdk", ["status": "deactivated"])),
    .init("pcocc image reactivate user:sdk", then: has("user:sdk", ["status": "active"])),
    .init("pcocc image delete user:sdk", then: isGone("user:sdk")),
  ]

  static let changes: [CloudUsersExpectation] = [
    .init(
      "pcocc image set --name deb13 user:deb12",
      then: "\(has("user:deb13", ["name": "deb13"])) && \(isGone("user:deb12"))"),
    .init(
      "pcocc image set --min-disk 20 --min-ram 1024 user:deb13",
      then: has("user:deb13", ["min_disk": "20", "min_ram": "1024"])),
    .init(
      "pcocc image set --property os_version=13 user:deb13",
      then: has("user:deb13", ["metadata__os_version": "13"])),
    .init(
      "pcocc image unset --property os_version user:deb13",
      then: "! pcocc image show --attributes user:deb13 | grep -q os_version"),
    .init(
      "pcocc image set --tag test user:deb13",
      then: "pcocc image list -n -o name --tag test --tag gpu | grep -qx deb13"),
    .init(
      "pcocc image unset --tag test user:deb13",
      then: "! pcocc image list -n -o name --tag test | grep -qx deb13"),
    .init("pcocc image set --protected user:deb13", then: has("user:deb13", ["protected": "true"])),
    .init(
      "pcocc image set --no-protected user:deb13", then: has("user:deb13", ["protected": "false"])),
    .init(
      "pcocc image set --hidden user:deb13",
      then: "! pcocc image list -n -o name | grep -qx deb13"),
    .init(
      "pcocc image set --no-hidden user:deb13",
      then: "pcocc image list -n -o name | grep -qx deb13"),
    .init(
      "pcocc image set --visibility community user:deb13",
      then: has("user:deb13", ["visibility": "community"])),
    .init(
      "pcocc image deactivate user:deb13", then: has("user:deb13", ["status": "deactivated"])),
    .init("pcocc image reactivate user:deb13", then: has("user:deb13", ["status": "active"])),
    .init(
      "pcocc image set $id os_version=7", then: has("$id", ["metadata__os_version": "7"])),
    .init(
      "pcocc image set centos7 os_version=7", then: has("$id", ["metadata__os_version": "7"])),
    .init(
      "pcocc image unset $id os_version",
      then: "! pcocc image show --attributes $id | grep -q os_version"),
    .init("pcocc image rename user:web www", then: has("user:www", ["name": "www"])),
    .init("pcocc image rename user:deb13 deb14", then: has("user:deb14", ["name": "deb14"])),
    .init(
      "pcocc image tag add $id lts",
      then: "pcocc image list -n -o name --tag lts --tag gpu | grep -qx centos7"),
    .init(
      "pcocc image tag add centos7 lts",
      then: "pcocc image list -n -o name --tag lts --tag gpu | grep -qx centos7"),
    .init(
      "pcocc image tag remove $id lts",
      then: "! pcocc image list -n -o name --tag lts | grep -q centos7"),
    .init("pcocc image deactivate $id", then: has("centos7", ["status": "deactivated"])),
    .init("pcocc image reactivate $id", then: has("centos7", ["status": "active"])),
  ]
}
