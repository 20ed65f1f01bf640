// SPDX-License-Identifier: EUPL-1.2
#include "candidate/integrity/screens.h"

#include "candidate/integrity/machine_files.h"

namespace probant::candidate::integrity {
namespace {

// "card0-HDMI-A-1" is the connector HDMI-A-1 of the first card.
std::optional<std::string> connector_of(const std::string& name) {
    const auto dash = name.find('-');
    if (!name.starts_with("card") || dash == std::string::npos) return std::nullopt;
    std::string connector = name.substr(dash + 1);
    if (connector.starts_with("Writeback")) return std::nullopt;
    return connector;
}

}  // namespace

std::optional<Screens> read_screens(const std::filesystem::path& root) {
    const auto folder = root / "sys/class/drm";
    const auto names = names_in(folder);
    if (!names) return std::nullopt;
    std::optional<Screens> screens;
    for (const std::string& name : *names) {
        auto connector = connector_of(name);
        if (!connector) continue;
        if (!screens) screens.emplace();
        const auto status = value_of_file(folder / name / "status");
        if (status == "connected") {
            screens->connected.push_back(std::move(*connector));
        } else if (status != "disconnected") {
            screens->untold.push_back(std::move(*connector));
        }
    }
    return screens;
}

Judgement judge_screens(const std::optional<Screens>& screens,
                        const std::optional<std::vector<std::string>>& outputs) {
    using engine::SignState;
    Judgement judgement{.sign = engine::StationSign::SecondScreen,
                        .state = SignState::CouldNotTell};
    // The two have other names for the same connector: they are not added.
    const auto of_cards = screens.value_or(Screens{});
    const auto of_server = outputs.value_or(std::vector<std::string>{});
    const auto& more =
        of_server.size() > of_cards.connected.size() ? of_server : of_cards.connected;
    judgement.evidence = evidence_of(more);
    if (more.size() > 1) {
        judgement.state = SignState::ToCheck;
    } else if (!more.empty() && of_cards.untold.empty()) {
        judgement.state = SignState::Ok;
    } else if (!of_cards.untold.empty()) {
        judgement.evidence = evidence_of(of_cards.untold);
    }
    return judgement;
}

}  // namespace probant::candidate::integrity
