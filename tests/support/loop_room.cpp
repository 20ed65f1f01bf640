// SPDX-License-Identifier: EUPL-1.2
#include "tests/support/loop_room.h"

#include <cstdlib>
#include <stdexcept>

#include "crypto/base/ensure.h"
#include "crypto/random.h"
#include "tests/support/builders.h"
#include "tests/support/responses.h"
#include "tests/support/small_bank.h"

namespace probant::support {

using namespace std::chrono_literals;
using center::Answered;
using center::CandidatePhaseSeen;

TemporaryFolder::TemporaryFolder() {
    auto pattern = (std::filesystem::temp_directory_path() / "probant-test-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr)
        throw std::runtime_error("no temporary folder can be made");
    path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code left;
    std::filesystem::remove_all(path_, left);
}

std::shared_ptr<const engine::Content> room_content() {
    // Lives as long as the program: no owner needs to be counted.
    return {std::shared_ptr<const engine::Content>(), &small_content()};
}

engine::SessionId session_id(std::uint32_t number) {
    std::array<std::uint8_t, 16> bytes{};
    bytes[0] = 0x5e;
    bytes[1] = static_cast<std::uint8_t>(number >> 8U);
    bytes[2] = static_cast<std::uint8_t>(number);
    return engine::SessionId{uuid_v4_from(bytes)};
}

std::uint32_t number_of(engine::SessionId id) {
    return (std::uint32_t{id.uuid.bytes[1]} << 8U) | id.uuid.bytes[2];
}

engine::CommandId fresh_id() {
    return engine::CommandId{crypto::random_uuid_v4()};
}

center::Submission LoopRoom::submission(const engine::Command& command,
                                        engine::CommandId id) const {
    return {.session = this->id(),
            .order = {.by = rightful(command), .id = id, .command = command}};
}

Answered LoopRoom::ask(const engine::Command& command) const {
    return ask(command, fresh_id());
}

Answered LoopRoom::ask(const engine::Command& command, engine::CommandId id) const {
    return loop_->ask(submission(command, id));
}

std::shared_ptr<const center::SessionView> LoopRoom::view() const {
    return loop_->view()->find(id());
}

const center::CandidateView& LoopRoom::candidate(const center::SessionView& view,
                                                 std::size_t place) const {
    ENSURE(place < candidates_);
    const auto* seen = view.find(candidate_id(place));
    ENSURE(seen != nullptr);
    return *seen;
}

Answered LoopRoom::try_create() const {
    auto creation = a_creation(*content_, candidates_);
    creation.session = id();
    const center::SessionFacts facts{.id = id(),
                                     .number = std::to_string(100'000 + number_),
                                     .title = "Certification",
                                     .room = "Salle 204",
                                     .centre = "Montpellier",
                                     .language = "fr",
                                     .created_ms = 1};
    return loop_->ask_new_session(
        facts, submission(creation, engine::CommandId{crypto::random_uuid_v4()}), 30s);
}

bool LoopRoom::does(const engine::Command& command) const {
    return is_done(ask(command));
}

bool LoopRoom::bring_in(std::size_t place) const {
    const auto who = candidate_id(place);
    const auto phase = [&] { return candidate(*view(), place).phase; };
    if (phase() == CandidatePhaseSeen::Enrolled && !does(engine::ConfirmPresence{who}))
        return false;
    if (!candidate(*view(), place).signed_in && !does(engine::SignIn{who})) return false;
    if (phase() == CandidatePhaseSeen::Present && !does(engine::Authorise{who})) return false;
    if (phase() != CandidatePhaseSeen::Authorised) return true;
    return does(engine::StartSitting{who, engine::Seed{crypto::random_u64()}});
}

bool LoopRoom::try_start_everybody() const {
    const engine::OpenSession open{.session_key = "cle", .endorsement = "aval"};
    if (view()->phase == engine::SessionPhase::Draft && !does(open)) return false;
    for (std::size_t place = 0; place < candidates_; ++place)
        if (!bring_in(place)) return false;
    return true;
}

void LoopRoom::start_everybody() const {
    if (view() == nullptr) ENSURE(is_done(try_create()));
    ENSURE(try_start_everybody());
}

std::optional<engine::SaveAnswer> LoopRoom::next_answer(std::size_t place) const {
    const auto seen = view();
    const auto& page = candidate(*seen, place);
    if (page.phase != CandidatePhaseSeen::Running || !page.question) return std::nullopt;
    const auto& item = content_->bank.at(page.question->item);
    const bool right = (place + page.held) % 2 == 0;
    const auto& question = *page.question;
    return engine::SaveAnswer{candidate_id(place),
                              question.draw,
                              right ? right_response(item, question.seed, question.draw)
                                    : wrong_response(item, question.seed, question.draw)};
}

Answered LoopRoom::answer(std::size_t place) const {
    const auto answer = next_answer(place);
    ENSURE(answer.has_value());
    return ask(*answer);
}

}  // namespace probant::support
