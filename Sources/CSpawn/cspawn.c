#define _GNU_SOURCE
#include "cspawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static pid_t start(
  char *const argv[], char *const environment[], const char *directory, posix_spawn_file_actions_t *actions) {
  posix_spawnattr_t attributes;
  sigset_t none, all;
  pid_t process = 0;
  sigemptyset(&none);
  sigfillset(&all);
  sigdelset(&all, SIGKILL);
  sigdelset(&all, SIGSTOP);
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  posix_spawn_file_actions_addchdir_np(actions, directory ? directory : "/");
  posix_spawn_file_actions_addclosefrom_np(actions, 3);
  int code = posix_spawn(&process, argv[0], actions, &attributes, argv, environment ? environment : environ);
  posix_spawnattr_destroy(&attributes);
  return code ? -code : process;
}

pid_t cspawn_start(
  char *const argv[], char *const environment[], const char *directory, const char *input, const char *output,
  const char *error) {
  posix_spawn_file_actions_t actions;
  const int append = O_WRONLY | O_CREAT | O_APPEND;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, input ? input : "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, output ? output : "/dev/null", append, 0600);
  if (output && error && strcmp(output, error) == 0)
    posix_spawn_file_actions_adddup2(&actions, 1, 2);
  else
    posix_spawn_file_actions_addopen(&actions, 2, error ? error : "/dev/null", append, 0600);
  pid_t process = start(argv, environment, directory, &actions);
  posix_spawn_file_actions_destroy(&actions);
  return process;
}

int cspawn_wait(pid_t process) {
  int status = 0;
  while (waitpid(process, &status, 0) < 0)
    if (errno != EINTR) return -errno;
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int cspawn_capture(char *const argv[], char *const environment[], char *text, size_t capacity) {
  posix_spawn_file_actions_t actions;
  int ends[2];
  size_t count = 0;
  char rest[512];
  text[0] = 0;
  if (pipe2(ends, O_CLOEXEC)) return -errno;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  pid_t process = start(argv, environment, NULL, &actions);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  for (;;) {
    int full = count + 1 >= capacity;
    ssize_t got = read(ends[0], full ? rest : text + count, full ? sizeof rest : capacity - 1 - count);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    if (!full) count += (size_t)got;
  }
  close(ends[0]);
  text[count] = 0;
  return process < 0 ? process : cspawn_wait(process);
}
