#define _GNU_SOURCE
#include "CSystem.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

// Between fork and exec of a process with threads only async-signal-safe calls are allowed.
static void run_child(const csystem_program *program, pid_t parent, int report) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = SIG_DFL;
    // An ignored SIGPIPE and a blocked SIGTERM would be inherited across exec.
    for (int number = 1; number < NSIG; number++) sigaction(number, &action, NULL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);

    if (program->new_session && setsid() < 0) goto failed;
    if (program->change_user) {
        if (setgroups(program->group_count, program->groups) != 0) goto failed;
        if (setresgid(program->gid, program->gid, program->gid) != 0) goto failed;
        if (setresuid(program->uid, program->uid, program->uid) != 0) goto failed;
    }
    // A change of user clears the death signal, so it comes after; a parent that died before it sent none.
    if (program->death_signal != 0) {
        if (prctl(PR_SET_PDEATHSIG, program->death_signal) != 0) goto failed;
        if (getppid() != parent) _exit(127);
    }

    // Descriptors are moved out of 0...4 first, so that none is overwritten before it is used.
    int null = open("/dev/null", O_RDWR);
    if (null < 0) goto failed;
    int input = fcntl(null, F_DUPFD, 5);
    int output = fcntl(program->standard_output >= 0 ? program->standard_output : null, F_DUPFD, 5);
    int kept = program->kept_descriptor >= 0 ? fcntl(program->kept_descriptor, F_DUPFD, 5) : -1;
    int moved_report = fcntl(report, F_DUPFD_CLOEXEC, 5);
    if (input < 0 || output < 0 || moved_report < 0) goto failed;
    report = moved_report;
    if (dup2(input, 0) < 0 || dup2(output, 1) < 0 || dup2(output, 2) < 0) goto failed;
    if (dup3(report, 4, O_CLOEXEC) < 0) goto failed;
    report = 4;
    if (kept >= 0) {
        if (dup2(kept, 3) < 0) goto failed;
    } else {
        close(3);
    }
    close_range(5, ~0U, 0);
    execve(program->path, program->arguments, program->environment);
failed:;
    int code = errno;
    ssize_t ignored = write(report, &code, sizeof code);
    (void)ignored;
    _exit(127);
}

pid_t csystem_spawn(const csystem_program *program) {
    int pipe_ends[2];
    if (pipe2(pipe_ends, O_CLOEXEC) != 0) return -1;
    pid_t parent = getpid();
    pid_t child = fork();
    if (child == 0) {
        run_child(program, parent, pipe_ends[1]);
    }
    int code = errno;
    close(pipe_ends[1]);
    if (child < 0) {
        close(pipe_ends[0]);
        errno = code;
        return -1;
    }
    ssize_t got;
    code = 0;
    do {
        got = read(pipe_ends[0], &code, sizeof code);
    } while (got < 0 && errno == EINTR);
    close(pipe_ends[0]);
    if (got == sizeof code) {
        while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {
        }
        errno = code;
        return -1;
    }
    return child;
}

int csystem_pidfd_open(pid_t pid) { return (int)syscall(SYS_pidfd_open, pid, 0); }

int csystem_pidfd_send_signal(int pidfd, int signal) {
    return (int)syscall(SYS_pidfd_send_signal, pidfd, signal, NULL, 0);
}

int csystem_lock_file(int descriptor) { return flock(descriptor, LOCK_EX | LOCK_NB); }
