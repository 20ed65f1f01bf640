// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "crypto/canonical_json.h"
#include "crypto/json_member.h"
#include "engine/cli/command.h"
#include "engine/cli/files.h"
#include "engine/cli/package.h"
#include "engine/journal/recorded_session.h"
#include "engine/proctoring/replay_watch.h"

namespace probant::engine::cli {
namespace {

// A room of two thousand, two hours, thirty batches a minute of two kilobytes in base64.
constexpr std::uintmax_t kMinutesFileMax = std::uintmax_t{16} << 30U;

struct WatchOptions {
    std::string journal{};
    std::string package{};
    std::string minutes{};
    bool json{};
};

/// A minute as a centre stored it.
struct StoredMinute {
    CandidateId candidate{};
    std::uint32_t opening{};
    std::uint32_t minute{};
    std::vector<Bytes> batches{};
};

/// What the journal says of one candidate's camera, and what its minutes say again.
struct Compared {
    std::size_t minutes{};      ///< journalled
    std::size_t missing{};      ///< of these, without their bytes
    std::size_t altered{};      ///< with bytes of another digest
    std::size_t alerts{};       ///< journalled
    std::size_t found{};        ///< of these, raised again
    std::size_t not_journal{};  ///< raised again and not journalled: their rule had fallen silent
};

struct Camera {
    RecordedSession session{};
    std::map<CandidateId, std::vector<MinuteKept>> minutes{};
};

std::uint32_t number_member(const json::Value& value, std::string_view name) {
    const auto* member = value.member(name);
    if (member == nullptr || member->integer() == nullptr || *member->integer() < 0 ||
        *member->integer() > 0xFFFF'FFFF) {
        throw Misuse(std::string(name) + " of a minute is no number: take the file of a centre");
    }
    return static_cast<std::uint32_t>(*member->integer());
}

StoredMinute read_minute(std::string_view line) {
    const auto read = json::read(line);
    if (!read) throw Misuse("a line of --minutes is no JSON: take the file of a centre");
    const auto& value = read.value();
    const auto* id = json::text_member(value, "candidate");
    const auto candidate = id == nullptr ? std::nullopt : CandidateId::parse(*id);
    const auto* batches = value.member("batches");
    if (!candidate || batches == nullptr || batches->array() == nullptr)
        throw Misuse("a line of --minutes names no candidate or no batches: take a centre's file");
    StoredMinute minute{.candidate = *candidate,
                        .opening = number_member(value, "opening"),
                        .minute = number_member(value, "minute"),
                        .batches = {}};
    for (const auto& one : *batches->array()) {
        const auto bytes = one.text() == nullptr ? std::nullopt : from_base64(*one.text());
        if (!bytes) throw Misuse("a batch of --minutes is no base64: take the file of a centre");
        minute.batches.push_back(*bytes);
    }
    return minute;
}

std::vector<StoredMinute> read_minutes(const std::string& path) {
    const auto bytes = read_file(path, kMinutesFileMax);
    std::vector<StoredMinute> minutes;
    for (auto rest = as_text(bytes); !rest.empty();) {
        const auto end = std::min(rest.find('\n'), rest.size());
        if (end > 0) minutes.push_back(read_minute(rest.substr(0, end)));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    std::ranges::stable_sort(minutes, {}, [](const StoredMinute& one) {
        return std::tuple{one.candidate, one.opening, one.minute};
    });
    return minutes;
}

/// The journal decided again, closed or not. Throws Misuse where it is not this package's.
Camera replay_camera(const JournalFile& file, const Content& content) {
    Camera camera;
    for (const auto bytes : file.entries()) {
        const auto entry = replay_entry(camera.session, bytes, content);
        if (!entry) {
            throw Misuse("entry " + std::to_string(entry.error().n) +
                         " does not replay: " + entry.error().what);
        }
        for (const auto& event : entry.value().events) {
            if (const auto* kept = std::get_if<MinuteKept>(&event)) {
                camera.minutes[kept->candidate].push_back(*kept);
            }
        }
    }
    return camera;
}

bool is_raised_again(const ProctoringAlert& journalled, const std::vector<ProctoringAlert>& again) {
    return std::ranges::any_of(again, [&](const ProctoringAlert& one) {
        return one.opening == journalled.opening && one.rule == journalled.rule &&
               one.start == journalled.start && one.state == journalled.state &&
               one.still == journalled.still && one.end >= journalled.end;
    });
}

/// The bytes of the minutes that the journal names, those of another digest left out.
std::vector<Bytes> held(const std::vector<MinuteKept>& journalled,
                        const std::vector<StoredMinute>& stored,
                        Compared& compared) {
    std::vector<Bytes> batches;
    for (const auto& kept : journalled) {
        const auto found = std::ranges::find_if(stored, [&](const StoredMinute& one) {
            return one.candidate == kept.candidate && one.opening == kept.opening &&
                   one.minute == kept.minute;
        });
        ++compared.minutes;
        if (found == stored.end()) {
            ++compared.missing;
            continue;
        }
        if (digest_of_minute(kept.candidate, kept.opening, kept.minute, found->batches) !=
            kept.digest) {
            ++compared.altered;
            continue;
        }
        batches.insert(batches.end(), found->batches.begin(), found->batches.end());
    }
    return batches;
}

Compared compare(const Camera& camera,
                 const Candidate& candidate,
                 const std::vector<StoredMinute>& stored,
                 const Content& content,
                 const ProctoringOrder& order) {
    Compared compared;
    const auto& room = camera.session.room;
    const auto journalled = camera.minutes.find(candidate.id);
    const auto batches = journalled == camera.minutes.end()
                             ? std::vector<Bytes>{}
                             : held(journalled->second, stored, compared);
    const auto again =
        replay_watch(order.thresholds, rules_watching(room, candidate, content), batches);
    if (!again) throw Misuse("a minute of --minutes holds no batch that a station writes");
    for (const auto& alert : room.alerts) {
        if (alert.candidate != candidate.id || !alert.camera) continue;
        ++compared.alerts;
        if (is_raised_again(alert.camera->raised, again.value())) ++compared.found;
    }
    compared.not_journal = again.value().size() - std::min(again.value().size(), compared.found);
    return compared;
}

void print(const WatchOptions& options, CandidateId candidate, const Compared& one) {
    if (options.json) {
        std::cout << json::write(json::Object{{"candidate", candidate.text()},
                                              {"minutes", one.minutes},
                                              {"missing", one.missing},
                                              {"altered", one.altered},
                                              {"alerts", one.alerts},
                                              {"raisedAgain", one.found},
                                              {"notJournalled", one.not_journal}})
                  << '\n';
        return;
    }
    std::cout << candidate.text() << "  minutes " << one.minutes << " (missing " << one.missing
              << ", altered " << one.altered << ")  alerts " << one.alerts << ", raised again "
              << one.found << ", not journalled " << one.not_journal << '\n';
}

int watch(const WatchOptions& options) {
    const auto content = read_content(options.package);
    const auto& order = content.rules.proctoring;
    if (!order) throw Misuse("this package orders no camera");
    const JournalFile file(options.journal);
    if (const auto unlike = other_content(file.entries(), content)) {
        std::cerr << "probant-engine: " << unlike->what << '\n';
        return kRefused;
    }
    const auto camera = replay_camera(file, content);
    const auto stored = read_minutes(options.minutes);
    int status = kDone;
    for (const auto& candidate : camera.session.room.candidates) {
        if (rules_watching(camera.session.room, candidate, content).empty()) continue;
        const auto compared = compare(camera, candidate, stored, content, *order);
        print(options, candidate.id, compared);
        const bool whole = compared.missing == 0 && compared.altered == 0;
        if (!whole || compared.found != compared.alerts) status = kRefused;
    }
    return status;
}

}  // namespace

Run register_watch(CLI::App& command) {
    auto options = std::make_shared<WatchOptions>();
    command.add_option("--journal", options->journal, "The entries, one a line")->required();
    command.add_option("--package", options->package, "The package of the session: bank and rules")
        ->required();
    command
        .add_option("--minutes",
                    options->minutes,
                    "What `probant-center session minutes` wrote of the cameras, one a line")
        ->required();
    command.add_flag("--json", options->json, "For a program to read");
    return [options] { return watch(*options); };
}

}  // namespace probant::engine::cli
