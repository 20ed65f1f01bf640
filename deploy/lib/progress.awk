# deploy/lib/progress.awk: shortens ninja's talk where no terminal redraws one line.
# Prints every twentieth step and whatever is not a step: a warning, an error, its context.
#
# SPDX-License-Identifier: EUPL-1.2
/^\[[0-9]+\/[0-9]+/ {
    last = $0
    shown = (++steps % 20 == 1)
    if (shown) { print; fflush() }
    next
}
{ print; fflush() }
END { if (steps > 0 && !shown) print last }
