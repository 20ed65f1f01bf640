// SPDX-License-Identifier: EUPL-1.2
#include "candidate/integrity/network.h"

#include <algorithm>
#include <array>
#include <set>

#include "candidate/integrity/machine_files.h"

namespace probant::candidate::integrity {
namespace {

constexpr std::uint64_t kUp = 1;        // the kernel's RTF_UP and IFF_UP
constexpr std::uint64_t kGateway = 2;   // RTF_GATEWAY
constexpr std::uint64_t kReject = 512;  // RTF_REJECT: a path that leads nowhere
constexpr std::string_view kNowhere = "00000000";

// "eth0 00000000 0102A8C0 0003 0 0 100 00000000 …": interface, to, by, flags; the eighth is the
// mask.
std::optional<DefaultRoute> default_of_line(std::string_view line) {
    constexpr std::size_t kMask = 7;
    const auto words = words_of_line(line);
    if (words.size() <= kMask || words.at(1) != kNowhere || words.at(kMask) != kNowhere) {
        return std::nullopt;
    }
    const auto flags = whole_number(words.at(3), 16);
    if (!flags || (*flags & kUp) == 0 || (*flags & kReject) != 0) return std::nullopt;
    DefaultRoute route{.interface = std::string(words.front())};
    if ((*flags & kGateway) != 0) route.gateway = address_of_route(words.at(2));
    return route;
}

// "(32 digits) 00 (32 digits) 00 (32 digits) metric count use flags interface".
std::optional<DefaultRoute> default_of_line6(std::string_view line) {
    constexpr std::size_t kFields = 10;
    const auto words = words_of_line(line);
    if (words.size() < kFields || words.at(1) != "00") return std::nullopt;
    const auto flags = whole_number(words.at(8), 16);
    if (!flags || (*flags & kUp) == 0 || (*flags & kReject) != 0) return std::nullopt;
    // Every machine has one of these, that refuses what it knows no path for.
    if (words.at(9) == "lo") return std::nullopt;
    return DefaultRoute{.interface = std::string(words.at(9))};
}

std::optional<std::vector<DefaultRoute>> read_defaults(const std::filesystem::path& root) {
    const auto routes = content_of_file(root / "proc/net/route");
    if (!routes) return std::nullopt;
    std::vector<DefaultRoute> defaults;
    for (const auto line : lines_of(*routes))
        if (auto route = default_of_line(line)) defaults.push_back(std::move(*route));
    // Where IPv6 is switched off its file is not there.
    const auto routes6 = content_of_file(root / "proc/net/ipv6_route").value_or("");
    for (const auto line : lines_of(routes6))
        if (auto route = default_of_line6(line)) defaults.push_back(std::move(*route));
    return defaults;
}

std::vector<Address> read_resolvers(const std::filesystem::path& root) {
    std::vector<Address> resolvers;
    const auto content = content_of_file(root / "etc/resolv.conf").value_or("");
    for (const auto line : lines_of(content)) {
        const auto words = words_of_line(line);
        if (words.size() < 2 || words.front() != "nameserver") continue;
        // "fe80::1%eth0": the part after the sign is the interface.
        const auto text = words.at(1).substr(0, words.at(1).find('%'));
        if (const auto address = address_of(text)) resolvers.push_back(*address);
    }
    return resolvers;
}

bool is_up(const std::filesystem::path& folder) {
    const auto state = value_of_file(folder / "operstate");
    if (state == "up") return true;
    if (state != "unknown") return false;
    // Tunnels do not know.
    const auto flags = value_of_file(folder / "flags").value_or("");
    const auto number = flags.starts_with("0x") ? whole_number(flags.substr(2), 16) : std::nullopt;
    return number && (*number & kUp) != 0 && value_of_file(folder / "carrier") == "1";
}

// A card, or a tunnel; a bridge, a pair of a container or a dummy is neither.
bool leads_out(const std::filesystem::path& folder) {
    constexpr std::array<std::string_view, 2> kTunnels{"65534", "512"};  // tun or WireGuard, PPP
    std::error_code error;
    if (std::filesystem::exists(folder / "device", error)) return true;
    const std::string kind = value_of_file(folder / "type").value_or("");
    return std::ranges::find(kTunnels, std::string_view(kind)) != kTunnels.end();
}

// The cards of one bond, or of one bridge, are one path.
std::string path_name(const std::filesystem::path& folder, const std::string& name) {
    const auto master = target_of_link(folder / "master");
    return master ? std::filesystem::path(*master).filename().string() : name;
}

std::optional<std::vector<std::string>> read_interfaces(const std::filesystem::path& root) {
    const auto folder = root / "sys/class/net";
    const auto names = names_in(folder);
    if (!names) return std::nullopt;
    std::set<std::string> interfaces;
    for (const std::string& name : *names) {
        if (leads_out(folder / name) && is_up(folder / name))
            interfaces.insert(path_name(folder / name, name));
    }
    return std::vector<std::string>(interfaces.begin(), interfaces.end());
}

class PathJudge {
public:
    explicit PathJudge(const std::vector<std::string>& networks) {
        for (const std::string& text : networks)
            if (const auto network = network_of(text)) networks_.push_back(*network);
    }

    void look_at(const DefaultRoute& route) {
        defaults_.insert(route.interface);
        if (networks_.empty() || !route.gateway || is_of_centre(*route.gateway)) return;
        seen_.push_back("default via " + text_of(*route.gateway));
    }

    void look_at(const Address& resolver) {
        if (networks_.empty() || is_loopback(resolver) || is_of_centre(resolver)) return;
        seen_.push_back("dns " + text_of(resolver));
    }

    // A second card that is up is a second path, even before a route goes through it.
    void look_at(const std::vector<std::string>& interfaces) {
        std::set<std::string> all(interfaces.begin(), interfaces.end());
        all.insert(defaults_.begin(), defaults_.end());
        if (all.size() < 2) return;
        for (const std::string& name : all)
            seen_.push_back("dev " + name);
    }

    void look_at(const Elsewhere& elsewhere) {
        for (const std::string& place : elsewhere.answered)
            seen_.push_back("tcp " + place);
    }

    [[nodiscard]] const std::vector<std::string>& seen() const { return seen_; }

private:
    [[nodiscard]] bool is_of_centre(const Address& address) const {
        return std::ranges::any_of(networks_,
                                   [&](const Network& one) { return is_in(address, one); });
    }

    std::vector<Network> networks_{};
    std::set<std::string> defaults_{};
    std::vector<std::string> seen_{};
};

}  // namespace

NetworkReading read_network(const std::filesystem::path& root) {
    return {.defaults = read_defaults(root),
            .resolvers = read_resolvers(root),
            .interfaces = read_interfaces(root)};
}

Judgement judge_network(const NetworkReading& reading,
                        const std::vector<std::string>& networks,
                        const std::optional<Elsewhere>& elsewhere) {
    using engine::SignState;
    PathJudge judge(networks);
    if (elsewhere) judge.look_at(*elsewhere);
    for (const DefaultRoute& route : reading.defaults.value_or(std::vector<DefaultRoute>{}))
        judge.look_at(route);
    for (const Address& resolver : reading.resolvers)
        judge.look_at(resolver);
    if (reading.interfaces) judge.look_at(*reading.interfaces);
    const bool looked = reading.defaults && reading.interfaces;
    Judgement judgement{.sign = engine::StationSign::NetworkPath,
                        .state = looked ? SignState::Ok : SignState::CouldNotTell,
                        .evidence = evidence_of(judge.seen())};
    if (!judge.seen().empty()) judgement.state = SignState::ToCheck;
    return judgement;
}

}  // namespace probant::candidate::integrity
