import SystemPackage

/// Something in a repository that no program of ours puts there, but whoever may write to it can.
struct HostileCase: Sendable, CustomStringConvertible {
  /// What it is, in a few words.
  var name: String
  /// A script that makes it, run inside the repository. `$BLOB` is the digest of a blob, `$GUARD` a
  /// folder outside.
  var script: String
  /// What the script writes to is created before it by `mknod` as this, since no shell can.
  var socket: String?
  /// Whether the image `bad` can be exported: what is wrong with it hurts nobody.
  var isHarmless = false
  /// Whether the image `good` can still be exported and found.
  var sparesOthers = true

  var description: String { name }

  init(
    _ name: String, socket: String? = nil, isHarmless: Bool = false, sparesOthers: Bool = true,
    _ script: String = ""
  ) {
    self.name = name
    self.script = script
    self.socket = socket
    self.isHarmless = isHarmless
    self.sparesOthers = sparesOthers
  }
}

extension HostileCase {
  /// A metadata file of `bad@0` in which members are others than usual.
  static func metadata(
    _ name: String, isHarmless: Bool = false, blobs: String = #""$BLOB""#, owner: String = "eve",
    timestamp: String = "1", custom: String = "{}", more: String = ""
  ) -> HostileCase {
    HostileCase(
      name, isHarmless: isHarmless,
      """
      cat > meta/bad@0 <<END
      {"name": "bad", "revision": 0, "kind": "vm", "owner": "\(owner)", "timestamp": \(timestamp), \
      "data_blobs": [\(blobs)], "custom_meta": \(custom)\(more)}
      END
      """)
  }

  /// Python's way to say it many times.
  private static func many(_ count: Int, _ text: String, _ separator: String = "") -> String {
    Array(repeating: text, count: count).joined(separator: separator)
  }

  /// In the place of `bad@0`, or in it.
  static let inMetadata: [HostileCase] = [
    .metadata("a blob outside", blobs: #""../../../guard/secret""#),
    .metadata("an absolute blob", blobs: #""/etc/passwd""#),
    .metadata("a blob in capitals", blobs: #""AB""#),
    .metadata("no blob", blobs: ""),
    .metadata("the same blob twice", blobs: #""$BLOB", "$BLOB""#),
    .metadata(
      "control characters", isHarmless: true, owner: #"\\u001b[31mroot\\u202e\\u0000\\n"#,
      custom: #"{"\\u001b]0;x\\u0007": "\\u009b2J"}"#,
      more: #", "description": "\\u001b[2J\\r\\nforged line""#),
    .metadata("an unknown key", more: #", "extra": 1"#),
    .metadata("two of a key", isHarmless: true, more: #", "owner": "mallory""#),
    HostileCase("a NUL in the name", #"sed 's/"bad"/"bad\\u0000"/' $GUARD/bad@0 > meta/bad@0"#),
    .metadata("a number beyond all", timestamp: "1e400"),
    .metadata("a far time", isHarmless: true, timestamp: "1e300"),
    .metadata("a time long ago", isHarmless: true, timestamp: "-1e300"),
    .metadata("long digits", isHarmless: true, custom: "{\"n\": \(many(5000, "9"))}"),
    .metadata("a text for a time", timestamp: #""now""#),
    HostileCase("not JSON", "printf '\\377\\376{' > meta/bad@0"),
    HostileCase("an empty file", ": > meta/bad@0"),
    HostileCase("a gibibyte", "truncate -s 1G meta/bad@0"),
    HostileCase("a FIFO", "mkfifo meta/bad@0"),
    HostileCase("a socket", socket: "meta/bad@0"),
    HostileCase("a folder", "mkdir meta/bad@0; touch meta/bad@0/x"),
    HostileCase("a link to metadata outside", "ln -s $GUARD/bad@0 meta/bad@0"),
    HostileCase("a link to nothing", "ln -s $GUARD/nothing meta/bad@0"),
    HostileCase("a link to itself", "ln -s bad@0 meta/bad@0"),
    HostileCase(
      "deep nesting", "sh $GUARD/nested '[' > meta/bad@0"),
    HostileCase("deep nesting of objects", "sh $GUARD/nested '{\"a\":' > meta/bad@0"),
    HostileCase(
      "a hundred thousand blobs",
      """
      { printf '{"name":"bad","revision":0,"kind":"vm","owner":"eve","timestamp":1,"data_blobs":["%s"' $BLOB
        yes ',"'$BLOB'"' | head -n 100000; printf '],"custom_meta":{}}'; } > meta/bad@0
      """),
    HostileCase(
      "forty thousand blobs",
      """
      { printf '{"name":"bad","revision":0,"kind":"vm","owner":"eve","timestamp":1,"data_blobs":["%s"' $BLOB
        yes ',"'$BLOB'"' | head -n 40000; printf '],"custom_meta":{}}'; } > meta/bad@0
      """),
    HostileCase("another image's metadata", "sed 's/bad/worse/' $GUARD/bad@0 > meta/bad@0"),
    HostileCase(
      "names that are none",
      "touch 'meta/bad' 'meta/@' 'meta/a@b@0' 'meta/bad@-1' "
        + "'meta/bad@007' 'meta/bad@99999999999999999999' \"$(printf 'meta/\\033[2Jbad@0')\" "
        + "\"$(printf 'meta/\\377@0')\" \"$(printf 'meta/new\\nline@0')\" 'meta/*@0'"),
    HostileCase(
      "the highest number", isHarmless: true,
      "sed 's/\"revision\": 0/\"revision\": 9223372036854775807/' $GUARD/bad@0 "
        + "> meta/bad@9223372036854775807"),
  ]

  /// In the place of the blob of `bad@0`. `$OTHER` is its digest.
  static let inBlobs: [HostileCase] = [
    ("no blob", ":"),
    ("an empty blob", ": > $PLACE"),
    ("a link to a disk outside", "ln -s $GUARD/disk $PLACE"),
    ("a link to another blob", "ln -s ../../data/$(echo $BLOB | cut -c1-2)/$BLOB $PLACE"),
    ("a blob that is a FIFO", "mkfifo $PLACE"),
    ("a blob that is a folder", "mkdir $PLACE"),
    (
      "a folder of blobs that is a link",
      "rmdir $(dirname $PLACE); ln -s $GUARD/blobs $(dirname $PLACE)"
    ),
    ("a backing file outside", "qemu-img create -q -u -f qcow2 -F raw -b /etc/passwd $PLACE 1M"),
    (
      "a data file outside",
      "qemu-img create -q -f qcow2 -o data_file=$GUARD/../raw,data_file_raw=on $PLACE 1M"
    ),
    ("another disk", "cp $GUARD/disk $PLACE; truncate -s 100 $PLACE"),
  ].map { HostileCase($0.0, "cp $GUARD/other@0 meta/bad@0; PLACE=data/12/$OTHER; \($0.1)") }

  /// In the place of a folder or file of the repository itself.
  static let inFolders: [HostileCase] =
    [
      ("meta", false), ("data", false), (".tmp", true), (".trash", true), (".leases", true),
      ("attributes", true), (".quarantine", true), (".config", false), (".settings.json", true),
    ].flatMap { name, sparesOthers in
      [
        HostileCase(
          "\(name) is a link", sparesOthers: sparesOthers,
          "rm -rf \(name); ln -s $GUARD/folder \(name)"),
        HostileCase(
          "\(name) is a FIFO", sparesOthers: sparesOthers, "rm -rf \(name); mkfifo \(name)"),
        HostileCase(
          "\(name) is a huge file", sparesOthers: sparesOthers,
          "rm -rf \(name); truncate -s 1G \(name)"),
      ]
    }
    + [
      HostileCase(
        "a bomb in .config", sparesOthers: false,
        "printf 'a: &a [x,x]\\nb: &b [*a,*a]\\nc: [*b,*b,*b,*b,*b,*b,*b,*b,*b]\\n' > .config"),
      HostileCase(
        "deep YAML in .config", sparesOthers: false,
        "yes '[' | tr -d '\\n' | head -c 4000 > .config"),
      HostileCase("a trash run that is a link", "ln -s $GUARD/run .trash/20200101T000000Z.x.1.ab"),
      HostileCase(
        "folders of a trash run that are links",
        "mkdir .trash/20200101T000000Z.x.1.ab; ln -s $GUARD/run/* .trash/20200101T000000Z.x.1.ab"),
      HostileCase(
        "things in a trash run",
        "mkdir -p .trash/20200101T000000Z.x.1.ab/meta .trash/20200101T000000Z.x.1.ab/data; "
          + "cd .trash/20200101T000000Z.x.1.ab; mkdir meta/bad@0 data/$BLOB; mkfifo meta/bad@1; "
          + "ln -s $GUARD/bad@0 meta/bad@2; ln -s $GUARD/disk data/$OTHER"),
      HostileCase(
        "staging folders that are links",
        "ln -s $GUARD/folder .tmp/node.1.ab; mkdir .tmp/node.2.cd; ln -s $GUARD/folder .tmp/node.2.cd/in; "
          + "mkdir -p .tmp/node.3.ef/deep/deeper; mkfifo .tmp/node.4.ab"),
      HostileCase(
        "unfinished files that are links",
        "ln -s $GUARD/folder meta/.in-ab; ln -s $GUARD/disk data/00/.in-ab"),
      HostileCase("attributes that are a FIFO", "mkfifo attributes/bad.json"),
      HostileCase("attributes that are huge", "truncate -s 1G attributes/bad.json"),
      HostileCase("attributes that are a link", "ln -s $GUARD/bad@0 attributes/bad.json"),
      HostileCase("attributes that nest", "sh $GUARD/nested '{\"a\":' > attributes/bad.json"),
      HostileCase("a lease that is a FIFO", "mkdir .leases; mkfifo .leases/4102444800-ab.json"),
      HostileCase(
        "a lease that is huge",
        "mkdir .leases; truncate -s 1G .leases/4102444800-ab.json"),
      HostileCase(
        "a lease that is a link",
        "mkdir .leases; ln -s $GUARD/bad@0 .leases/4102444800-ab.json"),
      HostileCase(
        "a lease that is a folder", "mkdir -p .leases/4102444800-ab.json .leases/1-ab.json"),
    ].map {
      // With an image of its own that nothing is wrong with.
      HostileCase(
        $0.name, isHarmless: true, sparesOthers: $0.sparesOthers,
        "cp $GUARD/bad@0 meta/bad@0; \($0.script)")
    }
}
