#pragma once
#include <sys/types.h>

// Calls that Swift's Glibc overlay hides behind _GNU_SOURCE, or cannot make because they are variadic.

/// Names the calling thread; Linux keeps 15 bytes.
void csystem_name_thread(const char *name);

/// A program to start with `csystem_spawn`. Pointers are read before the call returns.
typedef struct {
    const char *path;
    char *const *arguments;   ///< argv, ended by NULL
    char *const *environment; ///< envp, ended by NULL
    int change_user;          ///< whether uid, gid and groups are taken
    uid_t uid;
    gid_t gid;
    const gid_t *groups;
    size_t group_count;
    int standard_output;     ///< also standard error; -1 is /dev/null. Standard input is /dev/null.
    int kept_descriptor;     ///< becomes descriptor 3 of the program; -1 is none. All others are closed.
    int death_signal;        ///< sent when the calling *thread* ends; 0 is none
    int new_session;         ///< whether the program gets a session, and so a process group, of its own
} csystem_program;

/// Starts a program and returns its process id. On failure -1, with errno of the step that failed in the child too.
pid_t csystem_spawn(const csystem_program *program);

/// A descriptor that stands for a process and becomes readable when it ends (pidfd_open(2)); -1 with errno.
int csystem_pidfd_open(pid_t pid);

/// Sends a signal to the process a pidfd stands for; -1 with errno.
int csystem_pidfd_send_signal(int pidfd, int signal);

/// flock(2) of the whole file, exclusive, without waiting; -1 with errno EWOULDBLOCK where somebody holds it.
int csystem_lock_file(int descriptor);
