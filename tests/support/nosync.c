/* tests/support/nosync.c: fsync and fdatasync that say yes and do nothing. LD_PRELOAD it.
 * The control of the power-cut test: with it, acknowledged answers must be lost, or the test is
 * blind.
 *
 * SPDX-License-Identifier: EUPL-1.2 */
int fsync(int file);
int fdatasync(int file);

int fsync(int file) {
    (void)file;
    return 0;
}

int fdatasync(int file) {
    (void)file;
    return 0;
}
