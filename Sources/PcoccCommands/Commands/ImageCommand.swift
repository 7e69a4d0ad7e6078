internal import ArgumentParser

/// The group of all verbs on images.
struct ImageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "image",
    abstract: "Find, move, change and look after images in repositories",
    discussion: """
      Images are kept in repositories: folders on a local or shared file system, listed by \
      priority in repos.yaml. An image has a name and one or more revisions, which are numbered \
      from 0 and never change.

      An image is named [REPO:]IMAGE[@REVISION]. Without REPO, the first repository that has the \
      image is meant; without REVISION, its highest revision. IMAGE@sha256:DIGITS names the \
      revision whose top layer has a digest that begins so.

      Results are printed on standard output, everything else on standard error.

      EXAMPLES
        pcocc image list
        pcocc image import vm $HOME/CentOS-7-x86_64-GenericCloud.qcow2 \\
            global:centos7-cloud
        pcocc image copy global:centos7-cloud user:mycentos7
        pcocc image show user:mycentos7
        pcocc image save disk.qcow2 user:mycentos7
        pcocc image delete user:mycentos7@5
        pcocc image delete myrepo:centos7-cloud

      \(ExitStatus.helpSection)

      ENVIRONMENT
        PCOCC_USER_CONF_DIR      instead of ~/.pcocc
        PCOCC_SYSTEM_CONF_DIR    instead of /etc/pcocc
        XDG_CACHE_HOME           instead of ~/.cache
        XDG_STATE_HOME           instead of ~/.local/state

        For what the command line does not say:

        PCOCC_FORMAT             form of lists and descriptions, as by -f; with
                                 json, errors of these verbs are JSON too
        PCOCC_UTC                1 for times in UTC, as by --utc
        PCOCC_BYTES              1 for sizes in bytes, as by --bytes
        PCOCC_PROGRESS           as by --progress
        PCOCC_THREADS            as by --threads
        PCOCC_COLOR              as by --color
        PCOCC_STAGE_DIR          as by --dir of "stage"
        PCOCC_STAGE_LIMIT        as by --limit of "stage"
        PCOCC_VERBOSE            1 for -v
        PCOCC_QUIET              1 for -q
        NO_COLOR                 not empty: no colors, where neither --color nor
                                 PCOCC_COLOR asks for them
        TERM                     dumb: no colors and no bar of progress
        LC_ALL, LC_CTYPE, LANG   whether a line that is cut ends in UTF-8
        TZ                       time zone of local times

      FILES
        ~/.pcocc/repos.yaml           the user's repositories, which come first
        /etc/pcocc/repos.yaml         the system's repositories
        repos.d/*.yaml                beside each of them, read after it
        ~/.pcocc/images               repository "user" where neither file is there
        ~/.cache/pcocc/catalog        what lists have read, see "refresh"
        ~/.local/state/pcocc/tasks    tasks, see "task"

      NOTES
        How images are named is told in pcocc-image-uri(7); what holds while other
        processes and nodes work at the same time, and after one of them was killed,
        in pcocc-image-repository(7).
      """,
    subcommands: [
      ListCommand.self, FindCommand.self, ShowCommand.self, PathCommand.self, InspectCommand.self,
      ImportCommand.self, ExportCommand.self, CopyCommand.self, SaveCommand.self,
      ResizeCommand.self, FlattenCommand.self, HistoryCommand.self, DiffCommand.self,
      DeleteCommand.self, UndeleteCommand.self, RenameCommand.self,
      SetCommand.self, UnsetCommand.self, TagCommand.self,
      ProtectCommand.self, UnprotectCommand.self,
      DeactivateCommand.self, ReactivateCommand.self,
      ShareCommand.self, UnshareCommand.self, MembersCommand.self,
      AcceptCommand.self, RejectCommand.self,
      StageCommand.self, LeaseCommand.self, TaskCommand.self,
      TrashCommand.self,
      VerifyCommand.self,
      RepairCommand.self,
      RefreshCommand.self,
      RepoCommand.self,
      ConfigCommand.self,
    ])

  @OptionGroup var verbosity: VerbosityOptions
}
