// SPDX-License-Identifier: EUPL-1.2
#include "engine/packet/golden.h"

#include <array>

#include "crypto/base/ensure.h"
#include "engine/items/fold.h"
#include "engine/packet/journal_check.h"
#include "engine/packet/results.h"
#include "engine/packet/scripted_room.h"
#include "engine/usecases/asked.h"

namespace probant::engine {
namespace {

constexpr std::uint32_t kTubesPerCompetence = 6;
constexpr std::uint32_t kItemsPerTube = 2;
constexpr std::uint32_t kOptions = 4;

Text both(std::string text) {
    return {.fr = text, .en = std::move(text)};
}

std::vector<Text> options_of(std::string_view name) {
    std::vector<Text> options;
    options.reserve(kOptions);
    for (std::uint32_t option = 0; option < kOptions; ++option)
        options.push_back(both(std::string(name) + " " + std::to_string(option)));
    return options;
}

void make_choice(Item& item, std::uint32_t number) {
    item.interaction = Interaction::SingleChoice;
    item.options = options_of("option");
    item.key = key::Choice{.option = {number % kOptions}};
}

void make_choices(Item& item, std::uint32_t number) {
    item.interaction = Interaction::MultipleChoice;
    item.options = options_of("option");
    item.key = key::Choices{.options = {{number % 2}, {2 + number % 2}}};
}

void make_text(Item& item) {
    item.interaction = Interaction::ShortText;
    item.key = key::ShortText{.accept = {"Pièce jointe", "pj"},
                              .folded = {fold("Pièce jointe"), fold("pj")}};
}

void make_number(Item& item) {
    item.interaction = Interaction::Number;
    item.key = key::Number{.value = "12.5", .tolerance = "0.1"};
}

void make_order(Item& item) {
    item.interaction = Interaction::Order;
    item.options = options_of("step");
    item.key = key::Order{.options = {{2}, {0}, {3}, {1}}};
}

void make_match(Item& item) {
    item.interaction = Interaction::Match;
    item.left = options_of("left");
    item.right = options_of("right");
    item.key = key::Match{.right_of = {{1}, {3}, {0}, {2}}};
}

void make_interaction(Item& item, std::uint32_t number) {
    switch (number % 6) {
        case 0:
            return make_choice(item, number);
        case 1:
            return make_choices(item, number);
        case 2:
            return make_text(item);
        case 3:
            return make_number(item);
        case 4:
            return make_order(item);
        default:
            return make_match(item);
    }
}

std::vector<std::uint32_t> steps_of(const Item& item) {
    switch (item.interaction) {
        case Interaction::MultipleChoice:
            return {1, 2};
        case Interaction::Order:
            return {4, 5, 6};
        case Interaction::Match:
            return {2, 4};
        case Interaction::SingleChoice:
        case Interaction::ShortText:
        case Interaction::Number:
            return {};
    }
    fail_ensure("an interaction is one of six");
}

/// Every other question whose kind allows it: each step 5,000 above the one before.
void make_credit(Item& item, std::uint32_t number) {
    constexpr std::int32_t kApart = 5000;
    if (number % 12 < 6) return;
    const auto steps = steps_of(item);
    auto difficulty = item.difficulty - kApart * static_cast<std::int32_t>(steps.size());
    for (const auto parts : steps)
        item.credit.push_back({.parts = parts, .difficulty = difficulty += kApart});
}

/// Ids and tubes come out sorted: 'q' and ten hexadecimal digits, 't' and three decimal ones.
std::string numbered(std::string_view prefix, std::uint32_t number, std::size_t digits) {
    const auto text = std::to_string(number);
    return std::string(prefix) + std::string(digits - text.size(), '0') + text;
}

Item golden_item(std::uint32_t number) {
    const auto tube = number / kItemsPerTube;
    Item item{.id = numbered("q", number, 10),
              .competence = Competence::at(tube / kTubesPerCompetence),
              .tube = {tube},
              .level = 1 + number * 5 % 7,
              .discrimination = 8000 + static_cast<std::int32_t>(number * 37 % 9000),
              .time_s = 60,
              .prompt = both("question " + std::to_string(number)),
              .rationale = both("because")};
    item.digcomp = item.competence.code();
    item.difficulty = -22000 + static_cast<std::int32_t>(item.level - 1) * 8000 +
                      static_cast<std::int32_t>(number * 53 % 1000);
    make_interaction(item, number);
    if (number % 40 == 19) item.status = ItemStatus::Pretest;
    make_credit(item, number);
    return item;
}

/// Every seventh question gives away the one of the next tube, and the other way round.
void make_enemies(std::vector<Item>& items) {
    constexpr std::uint32_t kEvery = 14;
    for (std::uint32_t number = 0; number + kItemsPerTube < items.size(); number += kEvery) {
        items[number].enemies.push_back({number + kItemsPerTube});
        items[number + kItemsPerTube].enemies.push_back({number});
    }
}

Bank golden_bank() {
    Bank bank{.id = "golden", .version = "1", .title = both("golden"), .licence = "CC0-1.0"};
    constexpr std::uint32_t kTubes = kCompetences * kTubesPerCompetence;
    for (std::uint32_t tube = 0; tube < kTubes; ++tube)
        bank.tubes.push_back(numbered("t", tube, 3));
    for (std::uint32_t number = 0; number < kTubes * kItemsPerTube; ++number)
        bank.items.push_back(golden_item(number));
    make_enemies(bank.items);
    bank.digest = crypto::sha256("the golden bank");
    return bank;
}

Rules golden_rules() {
    return Rules{.id = "golden",
                 .selection = {.blueprint = {.length = 2 * kCompetences,
                                             .per_competence = 2,
                                             .tubes_apart = true,
                                             .enemies_apart = true},
                               .near_tie = {.permille = 980, .most = 5},
                               .prior_sd_milli = 1000},
                 .score_prior_sd_milli = 2000,
                 .duration_s = 6300,
                 .late_grace_ms = 5000,
                 .answers_min = 20,
                 .reports_max = 4,
                 .scale = {.provisional = true,
                           .centre = 512,
                           .per_theta = 160,
                           .cuts = {160, 288, 416, 528, 640, 768, 896, 1024}},
                 .publication = {.domain_sd_milli = 300,
                                 .competence_sd_milli = 400,
                                 .interval_permille = 800,
                                 .alike_within_milli = 400,
                                 .sd_most_milli = 400,
                                 .reliability_least_permille = 500},
                 .pretest = PretestRules{.count = 2, .time_s = 60},
                 .exposure = UseRules{.caps = {.cap_ppm = 500'000,
                                               .level_cap_ppm = 800'000,
                                               .window = 2000,
                                               .level_window = 400},
                                      .prices = std::nullopt}};
}

/// Every fifth question was given until its cap, the others more or less.
PastUse golden_past(std::size_t items) {
    constexpr std::uint32_t kSittings = 150;
    ItemCounts newest(items, 0);
    for (std::uint32_t item = 0; item < items; ++item)
        newest[item] = item % 5 == 0 ? 1000 : item * 7 % 60;
    ItemCounts both = newest;
    for (std::uint32_t item = 0; item < items; ++item)
        both[item] += item * 3 % 20;
    return {
        .sittings = kSittings,
        .within = {newest, both},
        .levels = std::vector<LevelUse>(kLevels, {.sittings = kSittings / 5, .counts = newest})};
}

constexpr Duration kThinking = std::chrono::seconds{40};
constexpr std::size_t kGoldenCandidates = 8;

/// The golden session: candidate by candidate, all that can befall a sitting.
class GoldenSession {
public:
    explicit GoldenSession(const Content& content)
        : content_(content), room_(content, {20'260'101}) {}

    std::vector<std::string> play() {
        create();
        room_.as_invigilator(OpenSession{.session_key = "golden",
                                         .endorsement = "golden",
                                         .past = golden_past(content_.pool.size())});
        whole(candidates_[0], [](std::uint32_t n) {
            return n % 3 != 0 ? HowAnswered::Right : HowAnswered::Nearly;
        });
        whole(candidates_[1], [](std::uint32_t) { return true; });
        whole(candidates_[2], [](std::uint32_t) { return false; });
        reported_and_paused(candidates_[3]);
        stopped_after(candidates_[4], 24, UnfinishedReason::GivenUp);
        stopped_after(candidates_[5], 5, UnfinishedReason::Technical);
        out_of_time(candidates_[6]);
        room_.as_invigilator(
            CloseSession{.unfinished = {{candidates_[6], UnfinishedReason::GivenUp}}});
        return room_.entries();
    }

    [[nodiscard]] const RecordedSession& session() const { return room_.session(); }

private:
    void create() {
        CreateSession create{.session = {room_.next_uuid()},
                             .centre = "golden",
                             .language = "fr",
                             .bank = content_.bank_digest,
                             .rules = content_.rules_digest,
                             .roster = crypto::sha256("the golden roster")};
        for (std::uint32_t place = 0; place < kGoldenCandidates; ++place) {
            candidates_.at(place) = {room_.next_uuid()};
            create.enrolments.push_back({.candidate = candidates_.at(place),
                                         .seat = {place + 1},
                                         .extra_time = std::chrono::minutes{place}});
        }
        room_.as_manager(create);
    }

    /// `how` says of the n-th answer whether it is right, or how well it answers.
    template <class How>
    void answer_some(CandidateId candidate, std::uint32_t count, How how) {
        for (std::uint32_t n = 1; n <= count; ++n) {
            room_.advance(kThinking);
            room_.answer(candidate, how(n));
        }
    }

    template <class How>
    void whole(CandidateId candidate, How how) {
        room_.bring_in(candidate);
        answer_some(candidate, asked_of(content_.rules), how);
        room_.as_candidate(candidate, HandIn{candidate});
    }

    /// Two reports, one accepted and one not; two pauses that overlap; a restart; time given.
    void reported_and_paused(CandidateId candidate) {
        room_.bring_in(candidate);
        answer_some(candidate, 3, [](std::uint32_t n) { return n != 2; });
        report(candidate, /*accepted=*/true);
        report(candidate, /*accepted=*/false);
        room_.as_candidate(candidate, CallForHelp{candidate});
        room_.as_invigilator(TakeAlert{{3}});
        room_.as_invigilator(ResolveAlert{.alert = {3}});
        room_.as_invigilator(PauseSitting{.candidate = candidate});
        room_.advance(kThinking);
        room_.as_invigilator(PauseRoom{});
        room_.as_invigilator(ResumeSitting{candidate});
        room_.as_centre(RestartCentre{.wall_gap = kThinking});
        room_.as_invigilator(ResumeRoom{});
        room_.as_invigilator(GiveTime{.candidate = candidate, .extra = kThinking});
        const auto left = asked_of(content_.rules) - room_.sitting(candidate).answers;
        answer_some(candidate, left, [](std::uint32_t n) { return n % 2 == 0; });
        room_.as_candidate(candidate, HandIn{candidate});
    }

    void report(CandidateId candidate, bool accepted) {
        const auto current = room_.sitting(candidate).current;
        ENSURE(current.has_value());
        room_.as_candidate(
            candidate,
            ReportQuestion{.candidate = candidate, .draw = *current, .code = ReportCode::E3});
        room_.advance(kThinking);
        room_.as_invigilator(
            DecideReport{.candidate = candidate, .draw = *current, .accepted = accepted});
    }

    void stopped_after(CandidateId candidate, std::uint32_t answers, UnfinishedReason reason) {
        room_.bring_in(candidate);
        answer_some(candidate, answers, [](std::uint32_t n) { return n % 4 != 0; });
        room_.as_invigilator(EndSitting{.candidate = candidate, .reason = reason});
    }

    /// The last answer comes after the grace and is kept for the jury alone.
    void out_of_time(CandidateId candidate) {
        room_.bring_in(candidate);
        answer_some(candidate, 23, [](std::uint32_t n) { return n % 5 != 0; });
        room_.as_centre(Tick{});
        room_.advance(room_.sitting(candidate).deadline - room_.session().room.now +
                      Duration{content_.rules.late_grace_ms + 1});
        room_.answer(candidate, /*right=*/true);
        room_.as_centre(EndByTime{candidate});
    }

    const Content& content_;
    ScriptedRoom room_;
    std::array<CandidateId, kGoldenCandidates> candidates_{};
};

/// Two competences on the same bank, until both are known well enough.
Rules golden_training_rules() {
    auto rules = golden_rules();
    rules.purpose = Purpose::Training;
    rules.competences = {Competence::at(3), Competence::at(4)};
    rules.selection.blueprint = {
        .length = 24, .per_competence = {}, .tubes_apart = false, .enemies_apart = true};
    rules.stopping = {.kind = StopKind::Precision, .se_milli = 700, .answers_least = 8};
    rules.answers_min = 8;
    return rules;
}

/// One who is stopped by the rule, one who leaves before.
class GoldenTraining {
public:
    explicit GoldenTraining(const Content& content)
        : content_(content), room_(content, {20'260'102}) {}

    std::vector<std::string> play() {
        const std::array candidates{CandidateId{room_.next_uuid()}, CandidateId{room_.next_uuid()}};
        CreateSession create{.session = {room_.next_uuid()},
                             .centre = "golden",
                             .language = "fr",
                             .bank = content_.bank_digest,
                             .rules = content_.rules_digest,
                             .roster = crypto::sha256("the golden roster")};
        for (std::uint32_t place = 0; place < candidates.size(); ++place)
            create.enrolments.push_back({.candidate = candidates.at(place), .seat = {place + 1}});
        room_.as_manager(create);
        room_.as_invigilator(OpenSession{.session_key = "golden", .endorsement = "golden"});
        answer_most(candidates.front(), content_.rules.selection.blueprint.length);
        ENSURE(room_.sitting(candidates.front()).stopped_by == StopKind::Precision);
        answer_most(candidates.back(), content_.rules.answers_min);
        room_.as_invigilator(
            CloseSession{.unfinished = {{candidates.back(), UnfinishedReason::GivenUp}}});
        return room_.entries();
    }

    [[nodiscard]] const RecordedSession& session() const { return room_.session(); }

private:
    void answer_most(CandidateId candidate, std::uint32_t count) {
        room_.bring_in(candidate);
        for (std::uint32_t n = 0; n < count && room_.sitting(candidate).current; ++n) {
            room_.advance(kThinking);
            room_.answer(candidate, /*right=*/n % 3 != 0);
        }
    }

    const Content& content_;
    ScriptedRoom room_;
};

template <class Golden>
void add_golden(crypto::Sha256& digest, const Content& content) {
    Golden golden(content);
    const auto entries = join_entries(golden.play());
    const auto results = json::write(results_of(golden.session(), content));
    digest.add(as_bytes(entries)).add(as_bytes(results));
}

crypto::Digest compute_behaviour() {
    const auto training =
        make_content(golden_bank(), golden_training_rules(), crypto::sha256("the golden training"));
    crypto::Sha256 digest;
    add_golden<GoldenSession>(digest, golden_content());
    add_golden<GoldenTraining>(digest, training);
    return digest.finish();
}

}  // namespace

Content golden_content() {
    return make_content(golden_bank(), golden_rules(), crypto::sha256("the golden rules"));
}

std::vector<std::string> golden_entries(const Content& content) {
    return GoldenSession(content).play();
}

const crypto::Digest& behaviour() {
    static const crypto::Digest digest = compute_behaviour();
    return digest;
}

}  // namespace probant::engine
