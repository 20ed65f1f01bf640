/* tests/support/slowsync.c: each fsync and fdatasync slower by FSYNC_DELAY_US, as on a school's PC.
 * Sleeps, then spins the last 100 us, so that the delay is exact and costs little CPU. LD_PRELOAD it.
 *
 * SPDX-License-Identifier: EUPL-1.2 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

static long delay_us = -1;

static long now_us(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000L + t.tv_nsec / 1000;
}

static void wait_a_little(void) {
    if (delay_us < 0) {
        const char *text = getenv("FSYNC_DELAY_US");
        delay_us = text ? atol(text) : 0;
    }
    const long end = now_us() + delay_us;
    prctl(PR_SET_TIMERSLACK, 1UL);
    if (delay_us > 100) {
        const long sleep_us = delay_us - 100;
        struct timespec t = {sleep_us / 1000000L, (sleep_us % 1000000L) * 1000L};
        nanosleep(&t, 0);
    }
    while (now_us() < end) {
    }
}

int fsync(int file) {
    static int (*real)(int);
    if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    wait_a_little();
    return real(file);
}

int fdatasync(int file) {
    static int (*real)(int);
    if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    wait_a_little();
    return real(file);
}
