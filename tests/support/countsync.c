/* tests/support/countsync.c: counts each fsync and fdatasync in the first eight bytes of the file that
 * FSYNC_COUNT_FILE names, so that two servers can be shown to make as many. LD_PRELOAD it.
 *
 * SPDX-License-Identifier: EUPL-1.2 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static _Atomic uint64_t nowhere;
static _Atomic uint64_t *count = &nowhere;

/* Before main: no thread syncs anything yet. */
__attribute__((constructor)) static void open_count(void) {
    const char *name = getenv("FSYNC_COUNT_FILE");
    if (!name) return;
    const int file = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) return;
    void *page = MAP_FAILED;
    if (ftruncate(file, sizeof nowhere) == 0)
        page = mmap(NULL, sizeof nowhere, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    if (page != MAP_FAILED) count = page;
}

int fsync(int fd) {
    static int (*real)(int);
    if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    ++*count;
    return real(fd);
}

int fdatasync(int fd) {
    static int (*real)(int);
    if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    ++*count;
    return real(fd);
}
