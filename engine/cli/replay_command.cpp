// SPDX-License-Identifier: EUPL-1.2
#include <iostream>
#include <memory>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

#include "crypto/canonical_json.h"
#include "engine/bank/content.h"
#include "engine/cli/command.h"
#include "engine/cli/files.h"
#include "engine/packet/golden.h"
#include "engine/packet/journal_check.h"
#include "engine/packet/results.h"

namespace probant::engine::cli {
namespace {

/// A journal of 2,000 sittings takes about 80 MiB.
constexpr std::uintmax_t kJournalBytesMax = std::uintmax_t{512} << 20U;

struct ReplayOptions {
    std::string journal{};
    std::string package{};
    bool json{};
};

Content read_content(const std::string& directory) {
    auto content = read_package(read_directory(directory));
    if (!content)
        throw Misuse(directory + " is no package that can be used: run probant-engine bank-check");
    return std::move(content).value();
}

int refuse(const ReplayOptions& options, const ReplayRefusal& refusal) {
    const auto fault = std::string(name_of(refusal.fault));
    if (options.json) {
        std::cout << json::write(json::Object{{"replayed", false},
                                              {"entry", refusal.n},
                                              {"fault", fault},
                                              {"detail", refusal.what}})
                  << '\n';
    } else {
        std::cerr << "probant-engine: entry " << refusal.n << ": " << fault << ": " << refusal.what
                  << '\n';
    }
    return kRefused;
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
    const auto bytes = read_file(options.journal, kJournalBytesMax);
    const auto entries = split_entries(as_text(bytes));
    if (!entries)
        throw Misuse(options.journal + " is not a journal: one entry a line, each line ended");
    const auto journal = replay_journal(*entries, content);
    if (!journal) return refuse(options, journal.error());
    const auto& created = journal.value().session.room.created;
    if (created.bank != content.bank_digest || created.rules != content.rules_digest)
        throw Misuse(options.package + " is not the package of this session: it names another");
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
    command.add_flag("--json", options->json, "For a program to read");
    return [options] { return replay(*options); };
}

}  // namespace probant::engine::cli
