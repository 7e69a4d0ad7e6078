import Foundation
import SystemPackage
import TestSupport
import Testing

/// What becomes of tasks when processes are killed, sessions end and somebody changes their mind.
@Suite struct TaskProcessTests {
  @Test func aKilledTaskHasFailedAtOnceAndLeavesNothing() throws {
    try withBackgroundTrial { trial in
      let (id, process) = try trial.startAndFreeze()
      #expect(kill(pid_t(process), SIGKILL) == 0)
      let began = ContinuousClock.now
      let task = try trial.show(id)
      #expect(ContinuousClock.now - began < .seconds(1))
      #expect(task["status"] as? String == "failure")
      #expect(task["exit_status"] as? Int == 1)
      #expect((task["message"] as? String)?.contains("ended without a word") == true)
      #expect(trial.staged == [])
      let hidden = try trial.pcocc.shell("find user . -maxdepth 3 -name '.in-*'")
      #expect(hidden.standardOutput == "")
      #expect(try trial.pcocc.run("list", "-n").standardOutput == "")
      // The name is free again.
      #expect(try trial.pcocc.shell("$PCOCC image import -q slow.raw slow").status == 0)
      let wait = try trial.pcocc.run("task", "wait", id)
      #expect(wait.status == 1)
      #expect(wait.standardError.contains("ended without a word"))
    }
  }

  @Test func aKilledExportLeavesNothingBesideItsFile() throws {
    try withBackgroundTrial { trial in
      let result = try trial.pcocc.shell(
        """
        $PCOCC image import -q slow.raw slow && mkdir out || exit
        id=$($PCOCC image export -q --background --compress -t qcow2 slow out/x.qcow2) || exit
        for n in $(seq 500); do ls -A out | grep -q .in- && break; sleep 0.02; done
        ls -A out | wc -l
        kill -KILL $($PCOCC image task show --json $id | sed 's/.*"process":\\([0-9]*\\).*/\\1/')
        $PCOCC image task list -n -o status
        ls -A out | wc -l
        """)
      #expect(
        result.standardOutput.split(separator: "\n") == ["1", "failure", "0"],
        "\(result.standardOutput)\(result.standardError)")
    }
  }

  /// A logout hangs up the session and all of its processes.
  @Test func aTaskSurvivesTheSession() throws {
    try withBackgroundTrial { trial in
      let result = try trial.pcocc.shell(
        """
        setsid --wait sh -c '
          exec 9>lock
          $PCOCC image \(BackgroundTrial.slowImport) >id
          trap "" HUP; kill -HUP 0' || exit
        id=$(cat id)
        pid=$($PCOCC image task show --json $id | sed 's/.*"process":\\([0-9]*\\).*/\\1/')
        until $PCOCC image task list -n -o status | grep -q processing; do sleep 0.1; done
        set -- $(cut -d ' ' -f 5,6,7 /proc/$pid/stat)
        test "$1" = $pid && test "$2" = $pid && test "$3" = 0 && echo "own session"
        ls -l /proc/$pid/fd | grep -c lock
        readlink /proc/$pid/fd/0
        readlink /proc/$pid/fd/1 | grep -c "$id.log"
        kill -HUP $pid
        $PCOCC image task wait -q --timeout 120s $id; echo $?
        """)
      #expect(
        result.standardOutput.split(separator: "\n")
          == ["own session", "0", "/dev/null", "1", "0"],
        "\(result.standardOutput)\(result.standardError)")
      #expect(try trial.pcocc.run("show", "slow").status == 0)
    }
  }

  @Test func waitHasATimeout() throws {
    try withBackgroundTrial { trial in
      let (id, process) = try trial.startAndFreeze()
      let late = try trial.pcocc.run("task", "wait", "--timeout", "1s", id)
      #expect(late.status == 75)
      #expect(late.standardError.contains("not all tasks have ended"))
      kill(pid_t(process), SIGCONT)
      #expect(try trial.pcocc.run("task", "wait", "--timeout", "120s", id).status == 0)
      #expect(try trial.pcocc.run("show", "slow").status == 0)
    }
  }

  @Test func cancelLeavesNothing() throws {
    try withBackgroundTrial { trial in
      let (id, process) = try trial.startAndFreeze()
      kill(pid_t(process), SIGCONT)
      let cancelled = try trial.pcocc.run("task", "cancel", id)
      #expect(cancelled.status == 0, "\(cancelled.standardError)")
      #expect(trial.staged == [])
      let task = try trial.show(id)
      #expect(task["status"] as? String == "failure")
      #expect(task["message"] as? String == "cancelled")
      #expect(task["exit_status"] as? Int == 143)
      #expect(try trial.pcocc.run("task", "wait", id).status == 143)
      #expect(try trial.pcocc.run("list", "-n").standardOutput == "")
      #expect(try trial.pcocc.run("task", "cancel", id).status == 0)
      #expect(!BackgroundTrial.lives(process))
    }
  }

  /// One that does not listen is killed, and swept up after.
  @Test func cancelKillsWhatDoesNotStop() throws {
    try withBackgroundTrial { trial in
      let (id, process) = try trial.startAndFreeze()
      let cancelled = try trial.pcocc.run("task", "cancel", id)
      #expect(cancelled.status == 0, "\(cancelled.standardError)")
      #expect(!BackgroundTrial.lives(process))
      #expect(trial.staged == [])
      let task = try trial.show(id)
      #expect(task["message"] as? String == "cancelled")
      #expect(task["exit_status"] as? Int == 143)
    }
  }

  /// Its work lies elsewhere, and there is room kept for its last word.
  @Test func aTaskThatSucceededIsNoFailureWhereTheDiskIsFull() throws {
    try withBackgroundTrial { trial in
      let result = try trial.pcocc.shell(
        """
        cat >script <<'EOF'
        mount -t tmpfs -o size=1m none state || exit 99
        id=$($PCOCC image \(BackgroundTrial.slowImport)) || exit
        until $PCOCC image task list -n -o status | grep -q processing; do sleep 0.1; done
        pid=$($PCOCC image task show --json $id | sed 's/.*"process":\\([0-9]*\\).*/\\1/')
        kill -STOP $pid
        cat /dev/zero >state/filler 2>/dev/null
        kill -CONT $pid
        $PCOCC image task wait -q --timeout 120s $id
        $PCOCC image task list -n -o status
        ls state/pcocc/tasks | grep -c $id
        EOF
        mkdir state; XDG_STATE_HOME=$PWD/state exec unshare --mount sh script
        """)
      // The record and what was printed.
      #expect(
        result.standardOutput.split(separator: "\n") == ["success", "2"],
        "\(result.standardOutput)\(result.standardError)")
    }
  }

  /// Why a task has failed is told in what it printed, too, also where nothing else can be written.
  @Test func theReasonIsPrintedWhereTheRecordCannotBeWritten() throws {
    try withBackgroundTrial { trial in
      let (id, process) = try trial.startAndFreeze()
      let result = try trial.pcocc.shell(
        "mv .local/state/pcocc/tasks away && truncate -s 1M slow.raw")
      #expect(result.status == 0)
      kill(pid_t(process), SIGCONT)
      for _ in 0..<3000 where BackgroundTrial.lives(process) { usleep(10_000) }
      let log = try String(contentsOfFile: "\(trial.pcocc.folder)/away/\(id).log", encoding: .utf8)
      #expect(log.contains("slow.raw"), "\(log)")
      #expect(log.contains("\(id).json"), "\(log)")
    }
  }

  /// Who starts a task may be killed at any point: then there is a task that ends, or none.
  @Test func aStarterThatIsKilled() throws {
    try withPcocc { pcocc in
      _ = try pcocc.makeFile("disk.raw", blocks: 4)
      let result = try pcocc.shell(
        """
        # What making a repository leaves behind when it is killed stays until its first collection.
        $PCOCC image repo init user || exit
        for n in $(seq 10 40); do
          timeout -s KILL 0.$n $PCOCC image import -q --background disk.raw box$n >/dev/null
        done
        $PCOCC image import -q --background disk.raw box >/dev/null
        for id in $($PCOCC image task list -n -o id); do
          $PCOCC image task wait -q --timeout 60s $id 2>/dev/null || echo "$id: $?"
        done
        $PCOCC image task list -n -o status | sort -u
        """)
      let lines = result.standardOutput.split(separator: "\n")
      // Between the record and the word to begin, the task is one that never began.
      #expect(lines.allSatisfy { ["success", "failure"].contains($0) || $0.hasSuffix(": 1") })
      #expect(lines.contains("success"), "\(lines)")
      #expect(pcocc.leftovers == [])
    }
  }
}
