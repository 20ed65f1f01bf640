// SPDX-License-Identifier: EUPL-1.2
#include <iostream>
#include <memory>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

#include "crypto/canonical_json.h"
#include "engine/cli/command.h"
#include "engine/cli/package.h"
#include "engine/packet/golden.h"
#include "engine/packet/journal_check.h"
#include "engine/packet/results.h"

namespace probant::engine::cli {
namespace {

struct ReplayOptions {
    std::string journal{};
    std::string package{};
    std::string behaviour{};
    bool json{};
};

int refuse(const ReplayOptions& options, const Unlike& unlike) {
    if (options.json) {
        std::cout << json::write(json::Object{{"replayed", false},
                                              {"entry", unlike.n},
                                              {"fault", unlike.fault},
                                              {"detail", unlike.what}})
                  << '\n';
    } else {
        std::cerr << "probant-engine: entry " << unlike.n << ": " << unlike.fault << ": "
                  << unlike.what << '\n';
    }
    return kRefused;
}

std::optional<Unlike> other_engine(const std::string& stated) {
    if (stated.empty()) return std::nullopt;
    const auto wanted = Digest::parse(stated);
    if (!wanted) throw Misuse("--behaviour: write the 64 hexadecimal digits of a statement");
    if (*wanted == behaviour()) return std::nullopt;
    return Unlike{.fault = "other_engine",
                  .what = "the packet was made by " + stated + ", this engine is " +
                          behaviour().hex() + ": use the release the centre ran"};
}

void print(const ReplayOptions& options, const ReplayedJournal& journal, const Digest& results) {
    const auto& [candidates, answers, entries, caps_exceeded] = journal.counts;
    if (options.json) {
        std::cout << json::write(
                         json::Object{{"replayed", true},
                                      {"session", journal.session.room.created.session.text()},
                                      {"root", journal.head.root.hex()},
                                      {"entries", entries},
                                      {"candidates", candidates},
                                      {"answers", answers},
                                      {"capsExceeded", caps_exceeded},
                                      {"results", results.hex()},
                                      {"behaviour", behaviour().hex()}})
                  << '\n';
        return;
    }
    std::cout << "root       " << journal.head.root.hex() << "\nentries    " << entries
              << "\ncandidates " << candidates << "\nanswers    " << answers << "\nresults    "
              << results.hex() << '\n';
    if (caps_exceeded > 0) std::cout << "over a cap " << caps_exceeded << '\n';
}

int replay(const ReplayOptions& options) {
    const auto content = read_content(options.package);
    const JournalFile file(options.journal);
    if (const auto unlike = other_engine(options.behaviour)) return refuse(options, *unlike);
    if (const auto unlike = other_content(file.entries(), content)) return refuse(options, *unlike);
    const auto journal = replay_journal(file.entries(), content);
    if (!journal) {
        const auto& [fault, n, what] = journal.error();
        return refuse(options, {.fault = std::string(name_of(fault)), .n = n, .what = what});
    }
    const auto results = json::write(results_of(journal.value().session, content));
    print(options, journal.value(), crypto::sha256(results));
    return kDone;
}

}  // namespace

Run register_replay(CLI::App& command) {
    auto options = std::make_shared<ReplayOptions>();
    command.add_option("--journal", options->journal, "The entries, one a line")->required();
    command.add_option("--package", options->package, "The package of the session: bank and rules")
        ->required();
    command.add_option("--behaviour",
                       options->behaviour,
                       "The engine that the packet's statement names; another is refused");
    command.add_flag("--json", options->json, "For a program to read");
    return [options] { return replay(*options); };
}

}  // namespace probant::engine::cli
