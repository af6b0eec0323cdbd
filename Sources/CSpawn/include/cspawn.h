/* Starts programs that must inherit nothing: no descriptor above 2, no signal mask, no ignored signal.
   Foundation's Process leaves a descriptor of its own open in the child, which a daemon then holds for ever. */
#ifndef CSPAWN_H
#define CSPAWN_H

#include <sys/types.h>

/* Starts argv[0] (a path) and returns its process id, or -errno.
   environment: NULL for this process's own. directory: NULL for "/".
   input: a file to read, NULL for /dev/null. output, error: files to append to, made with mode 0600, NULL for /dev/null;
   the same name twice is opened once. */
pid_t cspawn_start(
  char *const argv[], char *const environment[], const char *directory, const char *input, const char *output,
  const char *error);

/* Waits for a child: its exit code, 128 + signal when a signal ended it, or -errno. */
int cspawn_wait(pid_t process);

/* Runs argv to its end and puts what it wrote to standard output into text (always ended by NUL, cut at capacity).
   Its exit code as above. */
int cspawn_capture(char *const argv[], char *const environment[], char *text, size_t capacity);

#endif
