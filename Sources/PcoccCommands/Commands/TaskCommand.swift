internal import ArgumentParser

/// The group of verbs on tasks.
struct TaskCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "task",
    abstract: "Look after what was started with --background",
    discussion: """
      "import", "export", "save", "copy" and "verify" with --background check what they are asked \
      to do, print the id of a task and return; a process of its own does the work. It goes on \
      after a logout, and needs no terminal. What it prints is kept in a file beside the task's.

      A task is pending, processing, or it has ended with success or failure. Where its process \
      was killed, or its node has failed, that is shown as failure too, and unfinished files that \
      it left behind are removed. Tasks are kept for two days after their end.

      A task can be looked at on any node that shares the folder. One of another node that has \
      written nothing for a minute is taken for dead.

      EXAMPLES
        id=$(pcocc image import --background disk.vmdk global:appliance)
        pcocc image task list
        pcocc image task wait $id && pcocc image show global:appliance

      ENVIRONMENT
        XDG_STATE_HOME         instead of ~/.local/state

      FILES
        ~/.local/state/pcocc/tasks/ID.json    a task
        ~/.local/state/pcocc/tasks/ID.log     what its process has printed

      NOTES
        A batch system ends the processes of a job with it, tasks too. Where
        logging out ends all processes of a user, as systemd can be told to,
        "loginctl enable-linger" keeps them.
      """,
    subcommands: [
      TaskListCommand.self, TaskShowCommand.self, TaskWaitCommand.self, TaskCancelCommand.self,
    ])
}
