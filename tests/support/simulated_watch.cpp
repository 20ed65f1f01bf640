// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/simulated_watch.h"

#include <algorithm>
#include <array>

#include "tests/support/builders.h"
#include "tests/support/responses.h"
#include "tests/support/violation.h"

namespace probant::support {

using namespace probant::engine;  // the events are what this file is about

namespace {

// A room of a few shares what it must; a larger one gives an item to four in ten.
constexpr std::size_t kGivenToAFew = 3;
constexpr std::size_t kGivenTenths = 4;

constexpr std::size_t kFewestScored = 20;
constexpr std::size_t kReportsMost = 4;
constexpr std::size_t kPerCompetence = 2;

/// What it earns. For a single choice or a number there is one right response; a text or a set has
/// more spellings, so only the responses that the stations of a simulation send are judged here.
std::optional<Category> known_verdict(const Item& item,
                                      const ShownResponse& response,
                                      Seed seed,
                                      DrawNumber draw) {
    const auto steps = static_cast<std::uint32_t>(item.credit.size());
    if (std::holds_alternative<Passed>(response)) return Category{0};
    if (response == right_response(item, seed, draw)) return Category{std::max(1U, steps)};
    if (response == wrong_response(item, seed, draw)) return Category{0};
    if (response == nearly_right_response(item, seed, draw))
        return Category{steps > 0 ? steps - 1 : 0};
    return std::nullopt;
}

}  // namespace

/// What each event does to the account; those not named here say nothing about a sitting.
struct Watch::Fold {
    Watch& watch;
    const Entry& entry;

    template <class Other>
    void operator()(const Other& /*event*/) const {}

    void operator()(const SessionCreated& event) const {
        for (const auto& one : event.enrolments) {
            watch.extra_[one.candidate] = one.extra_time;
            if (one.needs) watch.needs_[one.candidate] = *one.needs;
        }
    }

    void operator()(const SessionClosed& /*event*/) const { watch.closed_ = true; }

    void operator()(const SittingStarted& event) const {
        demand(!watch.accounts_.contains(event.candidate), "a sitting starts once");
        Account account;
        account.seed = event.seed;
        account.allowed =
            std::chrono::seconds{watch.content_.rules.duration_s} + watch.extra_[event.candidate];
        if (const auto& pretest = watch.content_.rules.pretest)
            account.allowed += std::chrono::seconds{pretest->count * pretest->time_s};
        account.runs_since = entry.at;
        account.deadline = event.deadline;
        demand(event.deadline == entry.at + account.allowed, "all the time allowed is there");
        watch.accounts_.emplace(event.candidate, account);
    }

    void operator()(const ItemDrawn& event) const {
        auto& account = watch.live(event.candidate);
        demand(!account.open, "one question is open at a time");
        demand(event.draw.value == account.questions.size() + 1, "draws are counted in order");
        demand(event.rank.value == account.answers + account.trials + account.given_up + 1,
               "ranks follow");
        // A room that has seen an item too often is given another while there is one.
        const std::size_t most =
            std::max<std::size_t>(kGivenToAFew, watch.extra_.size() * kGivenTenths / 10);
        demand(event.cap_exceeded || event.pretest || watch.given_[event.item] < most,
               "a room shares its items out");
        ++watch.given_[event.item];
        watch.check_access(event.candidate, event.item);
        account.open = account.questions.size();
        account.questions.push_back({.item = event.item, .pretest = event.pretest});
        watch.check_trial(account, event);
        watch.check_questions(account);
    }

    void operator()(const AnswerSaved& event) const {
        auto& account = watch.live(event.candidate);
        demand(account.runs_since.has_value(), "an answer is saved only while the clock runs");
        demand(entry.at <=
                   account.deadline + std::chrono::milliseconds{watch.content_.rules.late_grace_ms},
               "an answer is saved only in time");
        demand(account.open && *account.open + 1 == event.draw.value,
               "the answer saved is that of the open question");
        auto& question = account.questions[*account.open];
        const auto& item = watch.content_.bank.at(question.item);
        const auto verdict = known_verdict(item, event.response, account.seed, event.draw);
        demand(!verdict || *verdict == event.category, "an answer earns what it is worth");
        question.response = event.response;
        account.open.reset();
        ++(question.pretest ? account.trials : account.answers);
    }

    void operator()(const LateAnswerKept& event) const {
        auto& account = watch.any(event.candidate);
        demand(account.ended == EndedBy::Time, "only time makes an answer late");
        demand(++account.late == 1, "one late answer is kept");
    }

    void operator()(const QuestionReported& event) const {
        auto& account = watch.live(event.candidate);
        demand(account.open && *account.open + 1 == event.draw.value,
               "the question reported is the open one");
        auto& question = account.questions[*account.open];
        demand(!question.reported, "a question is reported once");
        question.reported = true;
        demand(++account.reports <= kReportsMost, "at most four reports a sitting");
    }

    void operator()(const QuestionSetAside& event) const {
        auto& account = watch.live(event.candidate);
        demand(account.causes.contains(PauseCause::Report), "a report waits for its decision");
        demand(account.open && *account.open + 1 == event.draw.value,
               "the question set aside is the open one");
        auto& question = account.questions[*account.open];
        question.set_aside = true;
        if (question.pretest) ++account.trials;
        account.open.reset();
    }

    void operator()(const ReportDismissed& event) const {
        auto& account = watch.live(event.candidate);
        demand(account.open && *account.open + 1 == event.draw.value,
               "a dismissed report gives the same question back");
    }

    void operator()(const RankGivenUp& event) const {
        auto& account = watch.live(event.candidate);
        demand(event.rank.value == account.answers + account.trials + account.given_up + 1,
               "ranks follow");
        demand(watch.is_run_dry(account), "a rank is given up only when no question is left");
        ++account.given_up;
    }

    void operator()(const PauseBegan& event) const {
        auto& account = watch.live(event.candidate);
        demand(account.causes.insert(event.cause).second, "a cause of pause begins once");
        if (!account.runs_since) return;
        account.charged = Watch::charged_at(account, entry.at);
        account.runs_since.reset();
    }

    void operator()(const PauseEnded& event) const {
        auto& account = watch.live(event.candidate);
        demand(account.causes.erase(event.cause) == 1, "a pause that ends had begun");
        Watch::move_deadline(account, event.deadline);
        if (!account.causes.empty()) return;
        account.runs_since = entry.at;
        Watch::check_clock(account);
    }

    void operator()(const TimeGiven& event) const {
        auto& account = watch.live(event.candidate);
        account.allowed += event.extra;
        Watch::move_deadline(account, event.deadline);
        if (account.runs_since) Watch::check_clock(account);
    }

    void operator()(const SittingEnded& event) const {
        auto& account = watch.live(event.candidate);
        account.charged = Watch::charged_at(account, entry.at);
        account.runs_since.reset();
        account.ended = event.by;
        const std::chrono::milliseconds grace{watch.content_.rules.late_grace_ms};
        if (event.by == EndedBy::Time) {
            demand(account.charged == account.allowed + grace,
                   "a sitting ended by time had all its time and no more");
        } else {
            demand(account.charged <= account.allowed + grace, "nobody has more than their time");
        }
    }

    void operator()(const UnfinishedExplained& event) const {
        watch.any(event.candidate).reason = event.reason;
    }

    void operator()(const ItemImputed& event) const {
        auto& account = watch.any(event.candidate);
        demand(account.reason == UnfinishedReason::GivenUp, "only who gave up is imputed answers");
        account.imputed.push_back(event.item);
        watch.check_questions(account);
    }

    void operator()(const SittingScored& event) const {
        auto& account = watch.any(event.candidate);
        watch.check_outcome(account, event);
        account.outcome = event.outcome;
    }

    void operator()(const CandidateAbsent& event) const {
        demand(!watch.accounts_.contains(event.candidate), "who started was not absent");
    }
};

void Watch::saw(const Entry& entry) {
    demand(!closed_, "the entry that closes a session is the last");
    demand(entry.n == entries_.size(), "entries are numbered in order");
    demand(entry.at >= at_, "exam time never goes backwards");
    at_ = entry.at;
    for (const auto& event : entry.events)
        std::visit(Fold{*this, entry}, event);
    cameras_.saw(entry);
    entries_.push_back(entry);
}

void Watch::told(const Order& order, std::uint64_t n) {
    demand(n < entries_.size(), "what is told is durable");
    const auto& entry = entries_[n];
    demand(entry.order.id == order.id, "what is told is about what was asked");
    const auto* save = std::get_if<SaveAnswer>(&order.command);
    if (save == nullptr) return;
    for (const auto& event : entry.events) {
        if (const auto* saved = std::get_if<AnswerSaved>(&event)) {
            demand(saved->response == save->response, "the answer saved is the one sent");
            told_[save->candidate].emplace(save->draw.value, save->response);
        }
    }
}

Watch::Account& Watch::any(CandidateId id) {
    const auto found = accounts_.find(id);
    demand(found != accounts_.end(), "what happens in a sitting happens after its start");
    return found->second;
}

Watch::Account& Watch::live(CandidateId id) {
    auto& account = any(id);
    demand(!account.ended, "nothing of a test happens after its end");
    return account;
}

Duration Watch::charged_at(const Account& account, Instant at) {
    if (!account.runs_since) return account.charged;
    return account.charged + (at - *account.runs_since);
}

void Watch::move_deadline(Account& account, Instant to) {
    demand(to >= account.deadline, "a deadline only moves later");
    account.deadline = to;
}

/// While a clock runs, its deadline says exactly what is left of the time allowed.
void Watch::check_clock(const Account& account) {
    demand(account.deadline - *account.runs_since == account.allowed - account.charged,
           "the clock is charged the intervals that ran, exactly");
}

std::size_t Watch::trials() const {
    return content_.rules.pretest ? content_.rules.pretest->count : 0;
}

void Watch::check_trial(const Account& account, const ItemDrawn& drawn) const {
    const auto status = content_.bank.at(drawn.item).status;
    demand(status == (drawn.pretest ? ItemStatus::Pretest : ItemStatus::Live),
           "what counts is live, what is on trial is not");
    if (!drawn.pretest) return;
    demand(drawn.rank.value >= 6 && drawn.rank.value <= 30,
           "questions on trial come from the sixth to the thirtieth");
    const auto asked = std::ranges::count(account.questions, true, &Question::pretest);
    demand(static_cast<std::size_t>(asked) <= trials(), "no more questions on trial than planned");
}

void Watch::check_access(CandidateId candidate, ItemNumber item) const {
    const auto& suited = content_.bank.at(item).access;
    const auto needs = needs_.find(candidate);
    if (!suited || needs == needs_.end()) return;
    for (const auto need : needs->second)
        demand(std::ranges::find(*suited, need) != suited->end(),
               "a question suits who is given it");
}

void Watch::check_questions(const Account& account) const {
    std::vector<ItemNumber> items;
    std::array<std::size_t, kCompetences> counted{};
    const auto count = [&](ItemNumber item) {
        ++counted.at(content_.pool.at(item).competence.index);
    };
    for (const auto& question : account.questions) {
        items.push_back(question.item);
        if (!question.set_aside && !question.pretest) count(question.item);
    }
    for (const auto item : account.imputed) {
        // The question on the page was drawn before it was imputed.
        const bool open = account.open && account.questions[*account.open].item == item;
        if (open) continue;
        items.push_back(item);
        count(item);
    }
    for (const auto number : counted)
        demand(number <= kPerCompetence, "at most two questions of a competence");

    const auto newest = items.back();
    const auto& drawn = content_.pool.at(newest);
    for (std::size_t place = 0; place + 1 < items.size(); ++place) {
        demand(items[place] != newest, "no question is drawn twice");
        demand(content_.pool.at(items[place]).tube != drawn.tube, "at most one question of a tube");
        demand(std::ranges::find(drawn.enemies, items[place]) == drawn.enemies.end(),
               "enemies never meet");
    }
}

/// Whether each competence has its two questions, or no question that breaks no rule.
bool Watch::is_run_dry(const Account& account) const {
    std::array<std::size_t, kCompetences> counted{};
    std::set<ItemNumber> used(account.imputed.begin(), account.imputed.end());
    for (const auto item : used)
        ++counted.at(content_.pool.at(item).competence.index);
    for (const auto& question : account.questions) {
        const bool is_new = used.insert(question.item).second;
        if (is_new && !question.set_aside && !question.pretest)
            ++counted.at(content_.pool.at(question.item).competence.index);
    }
    const auto fights = [&](const PoolItem& item, ItemNumber other) {
        return content_.pool.at(other).tube == item.tube ||
               std::ranges::find(item.enemies, other) != item.enemies.end();
    };
    std::uint32_t number = 0;
    return std::ranges::none_of(content_.pool.items(), [&](const PoolItem& item) {
        if (content_.bank.at({number++}).status != ItemStatus::Live) return false;
        return counted.at(item.competence.index) < kPerCompetence &&
               std::ranges::none_of(used, [&](ItemNumber other) { return fights(item, other); });
    });
}

void Watch::check_outcome(const Account& account, const SittingScored& scored) const {
    demand(account.ended.has_value(), "a sitting is scored after its end");
    demand(!account.outcome, "a sitting is scored once");
    demand(scored.answers == static_cast<std::int64_t>(account.answers), "all answers count");
    const bool enough = account.answers >= kFewestScored;
    demand((scored.outcome == OutcomeState::Validated) == enough, "twenty answers are scored");
    const bool asked_all =
        account.answers + account.trials + account.given_up == kWholeTest + trials();
    if (asked_all) {
        demand(account.imputed.empty(), "a finished sitting is imputed nothing");
        demand(enough || scored.outcome == OutcomeState::Cancelled,
               "a bank that runs dry rejects nobody");
        return;
    }
    demand(account.reason.has_value(), "an unfinished sitting has a reason");
    const bool gave_up = account.reason == UnfinishedReason::GivenUp;
    if (!enough) {
        demand(scored.outcome == (gave_up ? OutcomeState::Rejected : OutcomeState::Cancelled),
               "too few answers: rejected if given up, cancelled if technical");
    }
    const bool imputes = enough && gave_up;
    demand(imputes || account.imputed.empty(), "only a scored sitting given up is imputed");
    if (imputes && !is_run_dry(account)) {
        demand(account.answers + account.imputed.size() == kWholeTest,
               "imputation goes to the whole test");
    }
}

void Watch::compare(const Room& room) const {
    for (const auto& candidate : room.candidates) {
        const auto found = accounts_.find(candidate.id);
        const auto* sitting = sitting_of(candidate);
        demand((found != accounts_.end()) == (sitting != nullptr), "who started has a sitting");
        if (sitting == nullptr) continue;
        compare(found->second, *sitting);
        const auto told = told_.find(candidate.id);
        if (told == told_.end()) continue;
        for (const auto& [draw, response] : told->second) {
            demand(was_drawn(*sitting, {draw}), "an answer told as saved is never lost");
            const auto& answer = draw_of(*sitting, {draw}).answer;
            demand(answer && answer->response == response, "an answer told as saved is never lost");
        }
    }
}

void Watch::compare(const Account& account, const Sitting& sitting) const {
    demand(sitting.answers == account.answers, "the room holds as many answers as the journal");
    demand(sitting.deadline == account.deadline, "the room's deadline is the journal's");
    demand(is_ended(sitting) == account.ended.has_value(), "the room's end is the journal's");
    if (account.ended) return;
    const auto left = std::max(Duration::zero(), account.allowed - charged_at(account, at_));
    demand(time_left(sitting, at_) == left, "the time left is what was not charged");
}

}  // namespace probant::support
