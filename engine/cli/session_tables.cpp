// SPDX-License-Identifier: EUPL-1.2
#include "engine/cli/session_tables.h"

#include <array>
#include <charconv>
#include <chrono>
#include <limits>
#include <numeric>

#include "engine/adaptive/posterior.h"
#include "engine/bank/reading.h"
#include "engine/cli/bank_table.h"
#include "engine/cli/item_table.h"
#include "engine/forensics/nominal.h"
#include "engine/items/presentation.h"
#include "engine/math/elementary.h"

namespace probant::engine::cli {
namespace {

constexpr std::string_view kBankHeader =
    "item,competence,domain,tube,skill,level,enemy,a,b,c,time_intensity,time_discrimination,model,"
    "b1,b2,b3,b4,b5,b6,b7,b8,type,access,words,status\n";

constexpr std::int64_t kNoGroup = -1;  // as BANK.csv says it

double in_seconds(Duration duration) {
    return std::chrono::duration<double>(duration).count();
}

/// Which question of a sitting, and when its clock was at what.
using DrawKey = std::pair<CandidateId, DrawNumber>;

/// How long the candidate's clock ran between a draw and its answer.
class Stopwatch {
public:
    Stopwatch(const Room& room,
              std::map<DrawKey, Duration>& drawn,
              std::map<DrawKey, Duration>& spent)
        : room_(room), drawn_(drawn), spent_(spent) {}

    template <class Other>
    void operator()(const Other& /*event*/) const {}

    void operator()(const ItemDrawn& event) const {
        drawn_[{event.candidate, event.draw}] = clock_of(event.candidate);
    }

    void operator()(const AnswerSaved& event) const {
        const DrawKey key{event.candidate, event.draw};
        spent_[key] = clock_of(event.candidate) - drawn_[key];
    }

private:
    [[nodiscard]] Duration clock_of(CandidateId candidate) const {
        const auto* found = find_candidate(room_, candidate);
        const auto* sitting = found == nullptr ? nullptr : sitting_of(*found);
        return sitting == nullptr ? Duration{} : time_active(*sitting, room_.now);
    }

    const Room& room_;
    std::map<DrawKey, Duration>& drawn_;
    std::map<DrawKey, Duration>& spent_;
};

bool is_set_aside(const Draw& draw) {
    return draw.report && draw.report->accepted.value_or(false);
}

/// The option of the bank that was chosen, where there is one to choose.
std::uint8_t alternative_of(const Item& item,
                            Seed seed,
                            DrawNumber number,
                            const ShownResponse& response) {
    if (item.interaction != Interaction::SingleChoice) return forensics::kNoAlternative;
    const auto chosen = to_bank(present(item, seed, number), response);
    const auto* choice = std::get_if<Choice<OptionId>>(&chosen);
    if (choice == nullptr) return forensics::kNoAlternative;
    return static_cast<std::uint8_t>(choice->option.value);
}

/// As tables are written: the shortest that reads back as the same.
std::string figure(double value) {
    std::array<char, 32> text{};
    const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), value);
    return {text.data(), end};
}

/// Items that are enemies, or enemies of enemies, are of one group; kNoGroup for none.
std::vector<std::int64_t> enemy_groups(const Bank& bank) {
    std::vector<std::uint32_t> leader(bank.items.size());
    std::iota(leader.begin(), leader.end(), 0U);
    const auto find = [&](std::uint32_t item) {
        while (leader[item] != item)
            item = leader[item];
        return item;
    };
    for (std::uint32_t item = 0; item < bank.items.size(); ++item) {
        for (const ItemNumber enemy : bank.items[item].enemies)
            leader[find(enemy.value)] = find(item);
    }
    std::vector<std::int64_t> groups(bank.items.size(), kNoGroup);
    for (std::uint32_t item = 0; item < bank.items.size(); ++item)
        if (!bank.items[item].enemies.empty()) groups[item] = find(item);
    return groups;
}

std::string_view status_name(ItemStatus status) {
    switch (status) {
        case ItemStatus::Live:
            return "live";
        case ItemStatus::Pretest:
            return "pretest";
        case ItemStatus::Retired:
            return "retired";
    }
    return {};
}

std::string model_cells(const ItemModel& model) {
    std::string cells(model_name(model));
    for (std::size_t step = 0; step < kThresholdsMost; ++step) {
        cells += ',';
        if (step < model.thresholds.size()) cells += figure(model.thresholds[step]);
    }
    return cells;
}

std::string access_cell(const Item& item) {
    if (!item.access) return {};
    std::string cell;
    for (const AccessNeed need : *item.access)
        cell += (cell.empty() ? "" : ";") + std::string(name_of(need));
    return cell.empty() ? "nobody" : cell;
}

}  // namespace

std::optional<Unlike> SessionTables::add(const std::vector<std::string_view>& entries) {
    if (auto unlike = other_content(entries, content_)) return unlike;
    RecordedSession session;
    std::map<DrawKey, Duration> drawn;
    std::map<DrawKey, Duration> spent;
    for (const std::string_view bytes : entries) {
        const auto entry = replay_entry(session, bytes, content_);
        if (!entry) {
            const auto& [fault, n, what] = entry.error();
            return Unlike{.fault = std::string(name_of(fault)), .n = n, .what = what};
        }
        for (const Event& event : entry.value().events)
            std::visit(Stopwatch(session.room, drawn, spent), event);
    }
    const std::size_t items = content_.bank.items.size();
    for (const Candidate& candidate : session.room.candidates) {
        const auto* sitting = sitting_of(candidate);
        if (sitting == nullptr) continue;
        SatPerson person{
            .session = session.room.created.session.text(),
            .candidate = candidate.id.text(),
            .seat = candidate.seat.value,
            .start_s = in_seconds(sitting->started.since_beginning),
            .theta_hat =
                moments(sitting->test.likelihood, content_.rules.score_prior_sd_milli).mean,
            .categories = std::vector<std::uint8_t>(items, kNotAdministered),
            .alternatives =
                std::vector<std::uint8_t>(items, forensics::kAlternativeNotAdministered),
            .seconds = std::vector<float>(items, std::numeric_limits<float>::quiet_NaN())};
        DrawNumber number{};
        for (const Draw& draw : sitting->draws) {
            ++number.value;
            if (!draw.answer || is_set_aside(draw)) continue;
            const auto place = draw.item.value;
            person.categories[place] = static_cast<std::uint8_t>(draw.answer->category.value);
            person.alternatives[place] = alternative_of(
                content_.bank.at(draw.item), sitting->seed, number, draw.answer->response);
            person.seconds[place] = static_cast<float>(in_seconds(spent[{candidate.id, number}]));
        }
        people_.push_back(std::move(person));
    }
    return std::nullopt;
}

std::string SessionTables::bank_csv() const {
    const auto groups = enemy_groups(content_.bank);
    std::string csv(kBankHeader);
    for (std::uint32_t place = 0; place < content_.bank.items.size(); ++place) {
        const Item& item = content_.bank.items[place];
        const ItemModel& model = content_.pool.at(ItemNumber{place}).model;
        // What an author expects is no measure: a discrimination of 0 says that times are not
        // modelled.
        const double expected = math::log(static_cast<double>(item.time_s));
        csv += std::to_string(place) + ',' + std::to_string(item.competence.index) + ',' +
               std::to_string(item.competence.domain()) + ',' + std::to_string(item.tube.value) +
               ",0," + std::to_string(item.level) + ',' + std::to_string(groups[place]) + ',' +
               figure(model.discrimination) + ',' + figure(model.difficulty) + ',' +
               figure(model.guessing) + ',' + figure(expected) + ",0," + model_cells(model) + ',' +
               std::string(name_of(item.interaction)) + ',' + access_cell(item) + ',' +
               std::to_string(words_of(item)) + ',' + std::string(status_name(item.status)) + '\n';
    }
    return csv;
}

}  // namespace probant::engine::cli
