// SPDX-License-Identifier: EUPL-1.2
#include "server/program/open_files.h"

#include <catch2/catch.hpp>
#include <sys/resource.h>

namespace probant::server {
namespace {

/// The soft limit that a login gets, for as long as it lives.
class FewFiles {
public:
    explicit FewFiles(rlim_t soft) {
        ::getrlimit(RLIMIT_NOFILE, &before_);
        auto few = before_;
        few.rlim_cur = soft;
        ::setrlimit(RLIMIT_NOFILE, &few);
    }

    FewFiles(const FewFiles&) = delete;
    FewFiles& operator=(const FewFiles&) = delete;
    FewFiles(FewFiles&&) = delete;
    FewFiles& operator=(FewFiles&&) = delete;

    ~FewFiles() { ::setrlimit(RLIMIT_NOFILE, &before_); }

    [[nodiscard]] rlim_t hard() const { return before_.rlim_max; }

private:
    rlimit before_{};
};

TEST_CASE("A program takes all the open files that the system leaves it") {
    const FewFiles few(64);

    CHECK(raise_open_files() == few.hard());

    rlimit now{};
    ::getrlimit(RLIMIT_NOFILE, &now);
    CHECK(now.rlim_cur == few.hard());
}

TEST_CASE("Fewer open files than wanted are told in both languages, with both figures") {
    const FewFiles few(64);
    if (few.hard() == RLIM_INFINITY) {
        WARN("this system has no limit on open files");
        return;
    }

    CHECK_FALSE(fault_of_open_files(few.hard()).has_value());
    const auto fault = fault_of_open_files(std::uint64_t{few.hard()} + 1);

    REQUIRE(fault.has_value());
    for (const auto& said : {fault->fr, fault->en}) {
        CHECK_THAT(said, Catch::Contains(std::to_string(few.hard())));
        CHECK_THAT(said, Catch::Contains("LimitNOFILE=" + std::to_string(few.hard() + 1)));
    }
}

}  // namespace
}  // namespace probant::server
