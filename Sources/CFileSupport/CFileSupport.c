#define _GNU_SOURCE
#include "CFileSupport.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/fs.h>
#include <linux/openat2.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

static int64_t seek(int descriptor, int64_t offset, int whence) {
  off_t found = lseek(descriptor, offset, whence);
  return found < 0 ? -errno : found;
}

int64_t pcocc_seek_data(int descriptor, int64_t offset) { return seek(descriptor, offset, SEEK_DATA); }

int64_t pcocc_seek_hole(int descriptor, int64_t offset) { return seek(descriptor, offset, SEEK_HOLE); }

int pcocc_rename_no_replace(int from_folder, const char *from, int to_folder, const char *to) {
  return renameat2(from_folder, from, to_folder, to, RENAME_NOREPLACE);
}

static int result_of(int opened) { return opened < 0 ? -errno : opened; }

static const int folder_flags = O_PATH | O_DIRECTORY | O_CLOEXEC;

/// One folder after the other, for kernels before 5.6.
static int walk_beneath(int root, const char *path, int flags, mode_t mode) {
  int folder = fcntl(root, F_DUPFD_CLOEXEC, 0);
  const char *slash;
  while (folder >= 0 && (slash = strchr(path, '/'))) {
    char name[NAME_MAX + 1];
    size_t length = slash - path;
    int next = -1;
    errno = ENAMETOOLONG;
    if (length < sizeof name) {
      memcpy(name, path, length);
      name[length] = 0;
      next = openat(folder, name, folder_flags | O_NOFOLLOW);
    }
    int cause = errno;
    close(folder);
    errno = cause;
    folder = next;
    path = slash + 1;
  }
  if (folder < 0) return -errno;
  int opened = result_of(openat(folder, path, flags | O_NOFOLLOW, mode));
  close(folder);
  return opened;
}

int pcocc_open_beneath(int root, const char *path, int flags, mode_t mode) {
  struct open_how how = {
      .flags = flags,
      .mode = flags & O_CREAT ? mode : 0,
      .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS,
  };
  long opened = syscall(SYS_openat2, root, path, &how, sizeof how);
  if (opened >= 0) return (int)opened;
  // Some sandboxes say EPERM to calls that they do not know.
  return errno == ENOSYS || errno == EPERM ? walk_beneath(root, path, flags, mode) : -errno;
}

int pcocc_open_folder(const char *path) { return result_of(open(path, folder_flags)); }

int pcocc_open_parent_beneath(int root, const char *path) {
  const char *slash = strrchr(path, '/');
  if (!slash) return result_of(fcntl(root, F_DUPFD_CLOEXEC, 0));
  char folder[PATH_MAX];
  size_t length = slash - path;
  if (length >= sizeof folder) return -ENAMETOOLONG;
  memcpy(folder, path, length);
  folder[length] = 0;
  return pcocc_open_beneath(root, folder, folder_flags, 0);
}

int pcocc_is_locked(int descriptor, int64_t offset) {
  struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = offset, .l_len = 1};
  if (fcntl(descriptor, F_OFD_GETLK, &lock) < 0) return -errno;
  return lock.l_type != F_UNLCK;
}

int pcocc_clone(int descriptor, int source) {
  return ioctl(descriptor, FICLONE, source) < 0 ? -errno : 0;
}

int64_t pcocc_attribute(const char *path, const char *name, void *value, size_t size) {
  ssize_t length = getxattr(path, name, value, size);
  return length < 0 ? -errno : length;
}

int64_t pcocc_file_attribute(int descriptor, const char *name, void *value, size_t size) {
  ssize_t length = fgetxattr(descriptor, name, value, size);
  return length < 0 ? -errno : length;
}

int pcocc_set_attribute(int descriptor, const char *name, const void *value, size_t size) {
  return fsetxattr(descriptor, name, value, size, 0) < 0 ? -errno : 0;
}

int pcocc_remove_attribute(int descriptor, const char *name) {
  return fremovexattr(descriptor, name) < 0 ? -errno : 0;
}

void pcocc_start_writing(int descriptor, int64_t offset, int64_t length) {
  sync_file_range(descriptor, offset, length, SYNC_FILE_RANGE_WRITE);
}

int pcocc_replace_descriptor(int other, int descriptor) {
  int result = dup3(other, descriptor, O_CLOEXEC);
  return result < 0 ? -errno : result;
}

void pcocc_set_pipe_size(int descriptor, int size) { fcntl(descriptor, F_SETPIPE_SZ, size); }

int pcocc_is_open_elsewhere(int descriptor) {
  // Somebody who opens the file while the lease is held makes the kernel send a signal: SIGIO, which
  // kills, unless it is told another one. This one does nothing where nobody waits for it.
  if (fcntl(descriptor, F_SETSIG, SIGURG) < 0) return -errno;
  if (fcntl(descriptor, F_SETLEASE, F_WRLCK) < 0) return errno == EAGAIN ? 1 : -errno;
  fcntl(descriptor, F_SETLEASE, F_UNLCK);
  return 0;
}

static volatile sig_atomic_t caught;

static volatile time_t caught_at;

static void note_signal(int number) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  if (!caught) {
    caught = number;
    caught_at = now.tv_sec;
  } else if (now.tv_sec - caught_at >= 2) {
    // Somebody has lost patience. What comes sooner may be the same signal sent to the process and
    // to its group, as timeout(1) does.
    signal(number, SIG_DFL);
    raise(number);
  }
}

int pcocc_catch_signals(const int *signals, int count) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = note_signal;
  // Without SA_RESTART a read that waits for a pipe returns.
  for (int i = 0; i < count; i++) {
    struct sigaction old;
    if (sigaction(signals[i], NULL, &old) < 0) return -errno;
    if (old.sa_handler == SIG_IGN) continue;  // nohup
    if (sigaction(signals[i], &action, NULL) < 0) return -errno;
  }
  return 0;
}

int pcocc_caught_signal(void) { return caught; }

static void inherit_nothing(void) {
  const unsigned int first = 3, on_exec = 1 << 2;  // CLOSE_RANGE_CLOEXEC
#ifdef SYS_close_range
  if (syscall(SYS_close_range, first, ~0U, on_exec) == 0) return;
#endif
  // Kernels before 5.11. A shell's own descriptors have low numbers.
  for (int descriptor = first; descriptor < 1024; descriptor++) {
    int flags = fcntl(descriptor, F_GETFD);
    if (flags >= 0) fcntl(descriptor, F_SETFD, flags | FD_CLOEXEC);
  }
}

static int spawn(pid_t *process, char *const arguments[], int input, const char *output,
                 posix_spawn_file_actions_t *actions, posix_spawnattr_t *attributes) {
  sigset_t none, standard;
  sigemptyset(&none);
  sigfillset(&standard);
  sigdelset(&standard, SIGHUP);
  int failure = posix_spawnattr_setsigmask(attributes, &none);
  if (!failure) failure = posix_spawnattr_setsigdefault(attributes, &standard);
  if (!failure)
    failure = posix_spawnattr_setflags(
        attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  if (!failure) failure = posix_spawn_file_actions_adddup2(actions, input, 0);
  if (!failure)
    failure = posix_spawn_file_actions_addopen(
        actions, 1, output, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NOCTTY, 0600);
  if (!failure) failure = posix_spawn_file_actions_adddup2(actions, 1, 2);
  if (failure) return failure;
  // Not by its name, which may be that of another release by now.
  return posix_spawn(process, "/proc/self/exe", actions, attributes, arguments, environ);
}

int pcocc_spawn_detached(char *const arguments[], int input, const char *output) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  int failure = posix_spawn_file_actions_init(&actions);
  if (failure) return -failure;
  failure = posix_spawnattr_init(&attributes);
  if (!failure) {
    pid_t process = -1;
    inherit_nothing();
    // What is ignored stays so across the start: no HUP can come in between.
    struct sigaction ignored, old;
    memset(&ignored, 0, sizeof ignored);
    ignored.sa_handler = SIG_IGN;
    sigaction(SIGHUP, &ignored, &old);
    failure = spawn(&process, arguments, input, output, &actions, &attributes);
    sigaction(SIGHUP, &old, NULL);
    posix_spawnattr_destroy(&attributes);
    if (!failure) failure = -process;
  }
  posix_spawn_file_actions_destroy(&actions);
  return -failure;
}

int pcocc_open_process(pid_t process) {
#ifdef SYS_pidfd_open
  return result_of((int)syscall(SYS_pidfd_open, process, 0));
#else
  return -ENOSYS;
#endif
}

int pcocc_signal_process(int handle, int number) {
#ifdef SYS_pidfd_send_signal
  return result_of((int)syscall(SYS_pidfd_send_signal, handle, number, NULL, 0));
#else
  return -ENOSYS;
#endif
}

void pcocc_set_process_name(const char *name) { prctl(PR_SET_NAME, name); }

void pcocc_raise_open_file_limit(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) < 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

int pcocc_processor_count(void) {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0) return CPU_COUNT(&set);
  // The set is too small for machines of more than 1024 processors.
  long count = sysconf(_SC_NPROCESSORS_ONLN);
  return count > 0 && count <= INT_MAX ? (int)count : 1;
}
