#pragma once
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// System calls and constants that Swift's Glibc module lacks. Unless it says otherwise, each call
// returns its result, or the negated errno; none of them retries.

/// Offset of the next data (SEEK_DATA) or hole (SEEK_HOLE) at or after `offset`.
int64_t pcocc_seek_data(int descriptor, int64_t offset);
int64_t pcocc_seek_hole(int descriptor, int64_t offset);

/// rename(2) that fails with EEXIST where the new name is taken (RENAME_NOREPLACE);
/// returns -1 and sets errno as rename does.
int pcocc_rename_no_replace(int from_folder, const char *from, int to_folder, const char *to);

/// Opens a folder as a place to look up names in (O_PATH).
int pcocc_open_folder(const char *path);

/// openat(2) below `root` that follows no symbolic link, neither on the way nor in the end: -ELOOP or
/// -ENOTDIR where there is one.
int pcocc_open_beneath(int root, const char *path, int flags, mode_t mode);

/// Opens the folder that holds the last component of `path` below `root`, in the same way.
int pcocc_open_parent_beneath(int root, const char *path);

/// Whether somebody else holds a lock (fcntl) on the byte at `offset`, 1 or 0.
int pcocc_is_locked(int descriptor, int64_t offset);

/// Makes the file share all bytes of `source` (FICLONE); 0 or the negated errno.
int pcocc_clone(int descriptor, int source);

/// Reads an extended attribute (getxattr); its length or the negated errno.
int64_t pcocc_attribute(const char *path, const char *name, void *value, size_t size);

/// Reads, sets and removes an extended attribute of an open file (fgetxattr, fsetxattr, fremovexattr):
/// its length, or 0, or the negated errno.
int64_t pcocc_file_attribute(int descriptor, const char *name, void *value, size_t size);
int pcocc_set_attribute(int descriptor, const char *name, const void *value, size_t size);
int pcocc_remove_attribute(int descriptor, const char *name);

/// Begins to write dirty pages of a range to disk (SYNC_FILE_RANGE_WRITE); a hint that may fail.
void pcocc_start_writing(int descriptor, int64_t offset, int64_t length);

/// Makes `descriptor` stand for what `other` stands for, and has it closed in what this process starts
/// (dup3, O_CLOEXEC).
int pcocc_replace_descriptor(int other, int descriptor);

/// Asks for room for so many bytes in a pipe (F_SETPIPE_SZ); a hint that may fail.
void pcocc_set_pipe_size(int descriptor, int size);

/// Whether any other descriptor of any process has the file open: 1 or 0 (by F_SETLEASE, which only
/// the file's owner may ask for).
int pcocc_is_open_elsewhere(int descriptor);

/// Notes the first of the given signals to arrive instead of dying of it; one that comes a second or
/// two later kills.
int pcocc_catch_signals(const int *signals, int count);

/// The signal that was noted, or 0.
int pcocc_caught_signal(void);

/// Starts this very program again in a session of its own, with no terminal: standard input is
/// `input`, what it prints is appended to the file `output`, HUP is ignored and no other descriptor
/// is inherited. The process number or the negated errno.
///
/// Marks all descriptors of the caller from 3 on to be closed in whatever it starts.
int pcocc_spawn_detached(char *const arguments[], int input, const char *output);

/// Opens a handle on a process (pidfd_open), which never means another one.
int pcocc_open_process(pid_t process);

/// Sends a signal to the process behind such a handle; 0 or the negated errno.
int pcocc_signal_process(int handle, int number);

/// Sets the name by which ps(1) shows this process, where that is not the name of its file.
void pcocc_set_process_name(const char *name);

/// Raises the limit of open files (RLIMIT_NOFILE) to the highest that is allowed.
void pcocc_raise_open_file_limit(void);

/// How many processors this process may use (sched_getaffinity); at least 1.
int pcocc_processor_count(void);
