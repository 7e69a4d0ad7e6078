import Foundation
import SystemPackage
import TestSupport
import Testing

/// The job templates, with stand-ins for Slurm and QEMU.
struct BatchTests {
  /// Runs the command as often as there are tasks, as the real one does on one node.
  private static let srun = """
    #!/bin/bash
    tasks=${SLURM_NTASKS:-1}
    while [[ $1 == -* ]]; do
      case $1 in --ntasks=*) tasks=${1#*=} ;; esac
      shift
    done
    pids=()
    for ((task = 0; task < tasks; task++)); do SLURM_PROCID=$task "$@" & pids+=($!); done
    status=0
    for pid in "${pids[@]}"; do wait "$pid" || status=$?; done
    exit $status
    """

  /// A machine that notes its arguments, checks its disk, and where it may writes to it; one with a
  /// monitor runs until it is told to stop, by the command that it listens to.
  private static let qemu = """
    #!/bin/bash
    printf '%s\\n' "$*" >>"$WORK/log"
    for argument; do
      case $argument in
        file=*) file=${argument#file=} file=${file%%,*} ;;
        pipe,*path=*) pipe=${argument#*path=} ;;
      esac
    done
    [ -n "$pipe" ] || exec qemu-img compare -q "$file" "$WORK/disk.raw"
    qemu-io -c 'write -q -P 7 64k 64k' "$file" || exit 9
    touch "$WORK/started"
    [ "$MACHINE" != fails ] || exit 3
    [ "$MACHINE" != ends ] || exit 0
    while read -r command; do
      echo "$command" >>"$WORK/commands"
      [ "$command" != "$MACHINE" ] || exit 0
    done <"$pipe.in"
    """

  private static let folder = FilePath(#filePath).removingLastComponent()
    .appending("../../etc/batch")

  /// An image `box` of `disk.raw`, and all that a job has.
  private func withJob(
    _ body: (_ pcocc: PcoccBinary, _ run: (String) throws -> ProgramResult) throws -> Void
  ) throws {
    try Oracle.qemuImg(["--version"])
    try Oracle.qemuIO(["--version"])
    try withPcocc { pcocc in
      _ = try pcocc.makeFile("disk.raw", blocks: 5)
      let made = try pcocc.shell("mkdir bin tmp; ln -s $PCOCC bin/pcocc; touch log commands")
      #expect(made.status == 0)
      for (name, text) in [("srun", Self.srun), ("qemu-system-x86_64", Self.qemu)] {
        let path = pcocc.folder.appending("bin/\(name)").string
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        #expect(chmod(path, 0o755) == 0)
      }
      #expect(try pcocc.run("import", "disk.raw", "box").status == 0)
      try body(pcocc) { line in
        try pcocc.shell(
          """
          export WORK=$PWD PATH=$PWD/bin:$PATH TMPDIR=$PWD/tmp BATCH='\(Self.folder)'
          export SLURM_JOB_ID=77 SLURM_JOB_END_TIME=4000000000
          \(line)
          """)
      }
    }
  }

  private func lines(_ name: String, of pcocc: PcoccBinary) throws -> [String] {
    try String(contentsOfFile: pcocc.folder.appending(name).string, encoding: .utf8)
      .split(separator: "\n").map(String.init)
  }

  @Test func machinesOfANodeShareOneStagedImage() throws {
    try withJob { pcocc, run in
      let result = try run(
        "PCOCC_STAGE_DIR=$PWD/local SLURM_NTASKS=6 bash $BATCH/staged-vm.sbatch box")
      #expect(result.status == 0, "\(result.standardError)")
      let log = try lines("log", of: pcocc)
      #expect(log.count == 6)
      #expect(Set(log).count == 1)
      #expect(log[0].contains("file=\(pcocc.folder)/local/"))
      #expect(log[0].contains("snapshot=on"))
      #expect(try pcocc.run("stage", "list", "-n", "local").standardOutput.contains("user:box@0"))
      #expect(try run("bash $BATCH/staged-vm.sbatch nobody").status != 0)
      #expect(try run("bash $BATCH/staged-vm.sbatch").status != 0)
    }
  }

  @Test func anArrayRunsTheBytesThatItNames() throws {
    try withJob { pcocc, run in
      let digest = try pcocc.run("list", "-n", "-o", "digest").standardOutput.prefix(12)
      // Something else has become the newest revision since.
      let changed = try run("head -c 327680 /dev/urandom >other && pcocc image save -q other box")
      #expect(changed.status == 0, "\(changed.standardError)")
      for task in 0..<3 {
        let result = try run(
          "SLURM_ARRAY_TASK_ID=\(task) bash $BATCH/pinned-array.sbatch box@sha256:\(digest)")
        #expect(result.status == 0, "\(result.standardError)")
      }
      let log = try lines("log", of: pcocc)
      #expect(
        log.map { $0.split(separator: " ").last } == (0..<3).map { "name=opt/task,string=\($0)" })
      #expect(
        try pcocc.run("lease", "list", "-n", "-P", "-o", "image,job").standardOutput
          == String(repeating: "user:box@0|77\n", count: 3))
      let loose = try run("SLURM_ARRAY_TASK_ID=0 bash $BATCH/pinned-array.sbatch box")
      #expect(loose.status == 64)
      #expect(loose.standardError.contains("is not pinned"))
    }
  }

  /// The disk with what the machine has written is revision 1, and nothing is left behind.
  private func expectSaved(_ pcocc: PcoccBinary) throws {
    let check = try pcocc.shell(
      """
      printf '\\007%.0s' $(seq 65536) >written
      cp disk.raw expected && dd if=written of=expected bs=64k seek=1 conv=notrunc status=none
      $PCOCC image export -q box@1 saved.raw && cmp saved.raw expected && ls -A tmp
      """)
    #expect(check.status == 0, "\(check.standardError)")
    #expect(check.standardOutput == "")
    let history = try pcocc.run("show", "--json", "box").standardOutput
    #expect(history.contains("job 77"))
  }

  @Test func theDiskOfAMachineThatEndsIsSaved() throws {
    try withJob { pcocc, run in
      let result = try run("MACHINE=ends bash $BATCH/save-at-end.sbatch box@0")
      #expect(result.status == 0, "\(result.standardError)")
      try expectSaved(pcocc)
      #expect(try lines("commands", of: pcocc) == [])
      #expect(
        try pcocc.run("lease", "list", "-n", "-P", "-o", "image,job").standardOutput
          == "user:box@0|77\n")
    }
  }

  struct Stop: Sendable {
    /// The command that the guest listens to.
    var machine: String
    var commands: [String]
  }

  @Test(arguments: [
    Stop(machine: "system_powerdown", commands: ["system_powerdown"]),
    Stop(machine: "quit", commands: ["system_powerdown", "quit"]),
  ])
  func theDiskIsSavedWhereTheTimeIsUp(_ stop: Stop) throws {
    try withJob { pcocc, run in
      let result = try run(
        """
        export MACHINE=\(stop.machine) PCOCC_SHUTDOWN_SECONDS=2
        bash $BATCH/save-at-end.sbatch box & job=$!
        for try in $(seq 600); do test -e started && break; sleep 0.05; done
        kill -TERM $job; wait $job
        """)
      #expect(result.status == 0, "\(result.standardError)")
      #expect(try lines("commands", of: pcocc) == stop.commands)
      try expectSaved(pcocc)
    }
  }

  @Test func theDiskOfAMachineThatFailsIsNotSaved() throws {
    try withJob { pcocc, run in
      let result = try run("MACHINE=fails bash $BATCH/save-at-end.sbatch box; echo $?; ls -A tmp")
      #expect(result.standardOutput == "3\n")
      #expect(result.standardError.contains("its disk is not saved"))
      #expect(try pcocc.run("list", "-n", "-P", "-o", "revision").standardOutput == "0\n")
    }
  }

  @Test func templatesAreCleanAndHaveTheirOptions() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.string)
    #expect(names.sorted() == ["pinned-array.sbatch", "save-at-end.sbatch", "staged-vm.sbatch"])
    let paths = names.map { Self.folder.appending($0).string }
    try Oracle.run("shellcheck", package: "shellcheck", paths)
    let saving = try String(
      contentsOfFile: Self.folder.appending("save-at-end.sbatch").string, encoding: .utf8)
    #expect(saving.contains("\n#SBATCH --signal=B:TERM@"))
  }
}
