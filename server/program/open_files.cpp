// SPDX-License-Identifier: EUPL-1.2
#include "server/program/open_files.h"

#include <string>

#include <sys/resource.h>

namespace probant::server {

std::uint64_t raise_open_files() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
    auto raised = limit;
    raised.rlim_cur = limit.rlim_max;
    return ::setrlimit(RLIMIT_NOFILE, &raised) == 0 ? raised.rlim_cur : limit.rlim_cur;
}

std::optional<Sentence> fault_of_open_files(std::uint64_t wanted) {
    const auto allowed = raise_open_files();
    if (allowed >= wanted) return std::nullopt;
    const auto has = std::to_string(allowed);
    const auto wants = std::to_string(wanted);
    return Sentence{
        "Ce programme ne peut ouvrir que " + has + " fichiers et connexions, il en faut " + wants +
            " : relevez la limite (LimitNOFILE=" + wants + " dans le service, ou ulimit -Hn " +
            wants + ") ou annoncez moins de postes.",
        "This program may open " + has + " files and connections only, it takes " + wants +
            ": raise the limit (LimitNOFILE=" + wants + " in the service, or ulimit -Hn " + wants +
            ") or announce fewer stations."};
}

}  // namespace probant::server
