extension CloudUsersExpectation {
  static let sharing: [CloudUsersExpectation] = [
    .init(
      "pcocc image set --visibility private centos7", then: has("$id", ["visibility": "private"])),
    .init("pcocc image share centos7 bob", then: isMember("$id", "pending")),
    .init("pcocc image members centos7", shows: ["bob", "pending"]),
    .init("pcocc image accept centos7  # as bob", then: isMember("$id", "accepted")),
    .init("pcocc image reject centos7  # as bob", then: isMember("$id", "rejected")),
    .init("pcocc image reject --pending centos7  # as bob", then: isMember("$id", "pending")),
    .init(
      "pcocc image unshare centos7 bob", then: "test -z \"$(pcocc image members -n $id)\""),
    .init(
      "pcocc image set --visibility public centos7", then: has("$id", ["visibility": "public"])),
    .init(
      "pcocc image share $id bob  # exits with 64 where everybody may read it",
      shows: ["public"], then: has("$id", ["visibility": "public"])),
    .init(
      "pcocc image set --visibility private $id && pcocc image share $id bob",
      then: isMember("$id", "pending")),
    .init("pcocc image members $id", shows: ["bob", "pending"]),
    .init("pcocc image accept $id  # as bob", then: isMember("$id", "accepted")),
    .init("pcocc image unshare $id bob", then: "test -z \"$(pcocc image members -n $id)\""),
    .init("pcocc image set --visibility public $id", then: has("$id", ["visibility": "public"])),
    .init(
      "pcocc image share global:debian bob  # exits with 64", shows: ["public"],
      then: "test -z \"$(pcocc image members -n global:debian)\""),
    .init(
      "pcocc image set --visibility private global:debian",
      then: has("global:debian", ["visibility": "private"])),
    .init("pcocc image share global:debian bob", then: isMember("global:debian", "pending")),
    .init("pcocc image members global:debian", shows: ["bob", "pending"]),
    .init(
      "pcocc image members -n -o member,status global:debian | grep bob", shows: ["bob", "pending"]),
    .init(
      "pcocc image accept global:debian  # as bob", then: isMember("global:debian", "accepted")),
    .init(
      "pcocc image reject global:debian  # as bob", then: isMember("global:debian", "rejected")),
    .init(
      "pcocc image reject --pending global:debian  # as bob",
      then: isMember("global:debian", "pending")),
    .init("pcocc image accept global:debian  # exits with 77", shows: ["debian"]),
    .init(
      "pcocc image list --member-status maybe  # exits with 64",
      shows: ["pending, accepted, rejected"]),
    .init(
      "pcocc image unshare global:debian bob",
      then: "test -z \"$(pcocc image members -n global:debian)\""),
    .init("pcocc image unshare global:debian bob  # exits with 66", shows: ["bob"]),
  ]

  static let tasks: [CloudUsersExpectation] = [
    .init("pcocc image task list", shows: ["ID", "TYPE", "STATUS"]),
    .init(
      "task=$(pcocc image import --background -t vmdk disk.vmdk user:task)",
      then: "test -n $task"),
    .init("pcocc image task show $task", shows: ["import"]),
    .init(
      "pcocc image task wait --timeout 1m $task",
      then: "pcocc image task list -P -n -o id,status | grep -qx \"$task|success\""),
    .init(
      "task=$(pcocc image export --background -t vpc user:task task.vhd)",
      then: "\(has("user:task", ["disk_format": "vmdk"])) && test -n $task"),
    .init(
      "pcocc image task cancel $task",
      then: "qemu-img compare -q -f raw -F vpc disk.raw task.vhd"),
  ]

  /// A line of shell that tells whether bob has said this of an image.
  private static func isMember(_ image: String, _ status: String) -> String {
    "pcocc image members -P -n -o member,status \(image) | grep -qx 'bob|\(status)'"
  }
}
