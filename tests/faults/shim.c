/* Counts the calls that change files below one folder and makes the n-th of them go wrong; LD_PRELOAD, Linux.

   With a folder of shadows it also keeps what would be left after a power cut: of each file, under its inode, only the
   bytes that an fsync has put on disk. Pages of a failed fsync are dropped, as Linux does: the next one succeeds and
   does not write them. Names are durable at once (the file system keeps its own journal of names). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum call { WRITE, SYNC, RENAME, UNLINK, TRUNCATE, OPEN, FOLDER, CALLS };
enum kind { COUNT, DIE, TEAR, FAIL, FAIL_ON };
enum answer { GO, HALF, ERROR, LIE };
static const char *names[] = {"write", "fsync", "rename", "unlink", "truncate", "open", "folder"};

static char folder[PATH_MAX], shadows[PATH_MAX];
static int kind, wrong, only, lies, trace = -1, inside;
static long at, seen;
static struct dirty { ino_t ino; off_t from; size_t length; } dirty[1 << 17];
static long dirties;

/* only, lies: sets of calls as bits; n counts from 1; trace: a descriptor for one line a call, or -1. */
void shim_arm(int what, long n, int error, int only_these, int lie_at, const char *below, const char *shadows_in, int to) {
    kind = what; at = n; wrong = error; only = only_these; lies = lie_at; trace = to; seen = 0; dirties = 0;
    snprintf(shadows, sizeof shadows, "%s", shadows_in);
    snprintf(folder, sizeof folder, "%s", below);
}
void shim_mend(void) { kind = COUNT; lies = 0; trace = -1; }
long shim_seen(void) { return seen; }

static enum answer met(enum call call, const char *path) {
    if (inside || !folder[0] || !path || strncmp(path, folder, strlen(folder))) return GO;
    if (lies >> call & 1) return LIE;
    if (only && !(only >> call & 1)) return GO;
    seen++;
    if (trace >= 0) { inside = 1; dprintf(trace, "call %s %s\n", names[call], path + strlen(folder)); inside = 0; }
    if (kind == COUNT || seen < at || (seen > at && kind != FAIL_ON)) return GO;
    if (kind == DIE || (kind == TEAR && call != WRITE)) { kill(getpid(), SIGKILL); pause(); }
    if (kind == TEAR) return HALF;
    errno = wrong;
    return ERROR;
}

static const char *path_of(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, PATH_MAX - 1);
    path[n < 0 ? 0 : n] = 0;
    return path;
}
static void shadow_of(ino_t ino, char *path) { snprintf(path, PATH_MAX + 32, "%s/%lu", shadows, (unsigned long)ino); }

static ssize_t wrote(int fd, off_t from, ssize_t n) {
    struct stat s;
    if (shadows[0] && n > 0 && !fstat(fd, &s) && S_ISREG(s.st_mode)) {
        if (dirties == sizeof dirty / sizeof *dirty) abort();
        dirty[dirties++] = (struct dirty){s.st_ino, from, n};
    }
    return n;
}

static void drop(ino_t ino) {
    long kept = 0;
    for (long i = 0; i < dirties; i++) if (dirty[i].ino != ino) dirty[kept++] = dirty[i];
    dirties = kept;
}

/* What was written into this file since its last fsync goes into its shadow, or, when the fsync failed, nowhere. */
static void synced(int fd, int worked) {
    struct stat s;
    char path[PATH_MAX + 32], link[64];
    if (!shadows[0] || fstat(fd, &s) || !S_ISREG(s.st_mode)) return;
    inside = 1;
    if (worked) {
        shadow_of(s.st_ino, path);
        snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
        int to = open(path, O_RDWR | O_CREAT, 0600), from = open(link, O_RDONLY);
        if (to < 0 || from < 0) abort();
        for (long i = 0; i < dirties; i++) if (dirty[i].ino == s.st_ino) {
            char *bytes = malloc(dirty[i].length);
            ssize_t n = pread(from, bytes, dirty[i].length, dirty[i].from);
            if (n > 0 && pwrite(to, bytes, n, dirty[i].from) != n) abort();
            free(bytes);
        }
        if (ftruncate(to, s.st_size)) abort();
        close(to); close(from);
    }
    drop(s.st_ino);
    inside = 0;
}

/* The last name of a file is about to go, and its inode may be another's soon. */
static void forget(const char *path) {
    struct stat s;
    char shadow[PATH_MAX + 32];
    if (inside || !shadows[0] || lstat(path, &s) || !S_ISREG(s.st_mode) || s.st_nlink > 1) return;
    shadow_of(s.st_ino, shadow);
    inside = 1; unlink(shadow); inside = 0;
    drop(s.st_ino);
}

#define REAL(name) static __typeof__(name) *real; if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)
#define BY_FD(call, fd) char path[PATH_MAX]; enum answer a = inside || !folder[0] ? GO : met(call, path_of(fd, path)); \
    if (a == ERROR) return -1

#define PWRITE(name, offset) ssize_t name(int fd, const void *bytes, size_t n, offset from) { \
    REAL(name); BY_FD(WRITE, fd); if (a == LIE) return n; \
    if (a == HALF) { real(fd, bytes, n / 2, from); kill(getpid(), SIGKILL); pause(); } \
    ssize_t done = real(fd, bytes, n, from); return inside ? done : wrote(fd, from, done); }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int fd, const void *bytes, size_t n) {
    REAL(write); BY_FD(WRITE, fd); if (a == LIE) return n;
    if (a == HALF) { real(fd, bytes, n / 2); kill(getpid(), SIGKILL); pause(); }
    ssize_t done = real(fd, bytes, n);
    return inside ? done : wrote(fd, done > 0 ? lseek(fd, 0, SEEK_CUR) - done : 0, done);
}
ssize_t writev(int fd, const struct iovec *v, int n) {
    REAL(writev); BY_FD(WRITE, fd);
    if (a == HALF) { kill(getpid(), SIGKILL); pause(); }
    ssize_t done = real(fd, v, n);
    return inside ? done : wrote(fd, done > 0 ? lseek(fd, 0, SEEK_CUR) - done : 0, done);
}
#define SENDFILE(name, offset) ssize_t name(int to, int from, offset *start, size_t n) { \
    REAL(name); BY_FD(WRITE, to); if (a == HALF) { real(to, from, start, n / 2); kill(getpid(), SIGKILL); pause(); } \
    ssize_t done = real(to, from, start, n); \
    return inside ? done : wrote(to, done > 0 ? lseek(to, 0, SEEK_CUR) - done : 0, done); }
SENDFILE(sendfile, off_t)
SENDFILE(sendfile64, off64_t)

static int sync_with(int (*real)(int), int fd) {
    char path[PATH_MAX];
    if (inside || !folder[0]) return real(fd);
    enum answer a = met(SYNC, path_of(fd, path));
    if (a == LIE) return 0;
    int done = a == ERROR ? -1 : real(fd), kept = errno;
    synced(fd, !done);
    errno = kept;
    return done;
}
int fsync(int fd) { REAL(fsync); return sync_with(real, fd); }
int fdatasync(int fd) { REAL(fdatasync); return sync_with(real, fd); }

#define TRUNCATES(name, offset) int name(int fd, offset n) { REAL(name); BY_FD(TRUNCATE, fd); return a == LIE ? 0 : real(fd, n); }
TRUNCATES(ftruncate, off_t)
TRUNCATES(ftruncate64, off64_t)

#define BY_PATH(call, path) { enum answer a = met(call, path); if (a == ERROR) return -1; if (a == LIE) return 0; }
int rename(const char *from, const char *to) { REAL(rename); BY_PATH(RENAME, to); forget(to); return real(from, to); }
int renameat(int a, const char *from, int b, const char *to) { REAL(renameat); BY_PATH(RENAME, to); forget(to); return real(a, from, b, to); }
int renameat2(int a, const char *from, int b, const char *to, unsigned f) { REAL(renameat2); BY_PATH(RENAME, to); forget(to); return real(a, from, b, to, f); }
int link(const char *from, const char *to) { REAL(link); BY_PATH(RENAME, to); return real(from, to); }
int unlink(const char *path) { REAL(unlink); BY_PATH(UNLINK, path); forget(path); return real(path); }
int unlinkat(int at_, const char *path, int flags) { REAL(unlinkat); BY_PATH(UNLINK, path); forget(path); return real(at_, path, flags); }
int mkdir(const char *path, mode_t mode) { REAL(mkdir); BY_PATH(FOLDER, path); return real(path, mode); }
int rmdir(const char *path) { REAL(rmdir); BY_PATH(FOLDER, path); return real(path); }

#define OPENS(name) int name(const char *path, int flags, ...) { \
    REAL(name); va_list more; va_start(more, flags); mode_t mode = va_arg(more, int); va_end(more); \
    if (flags & (O_CREAT | O_TRUNC | O_WRONLY | O_RDWR)) BY_PATH(OPEN, path); return real(path, flags, mode); }
OPENS(open)
OPENS(open64)
#define OPENS_AT(name) int name(int where, const char *path, int flags, ...) { \
    REAL(name); va_list more; va_start(more, flags); mode_t mode = va_arg(more, int); va_end(more); \
    if (flags & (O_CREAT | O_TRUNC | O_WRONLY | O_RDWR)) BY_PATH(OPEN, path); return real(where, path, flags, mode); }
OPENS_AT(openat)
OPENS_AT(openat64)
