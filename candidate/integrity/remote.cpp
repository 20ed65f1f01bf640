// SPDX-License-Identifier: EUPL-1.2
#include "candidate/integrity/remote.h"

#include <algorithm>
#include <array>
#include <set>

#include "candidate/integrity/machine_files.h"

namespace probant::candidate::integrity {
namespace {

// Programs that show a screen, or take a keyboard, from afar. A name of /proc has 15 characters.
constexpr std::array<std::string_view, 33> kRemotePrograms{"anydesk",
                                                           "chrome-remote-d",
                                                           "dwagent",
                                                           "gnome-remote-de",
                                                           "grd-daemon",
                                                           "krdpserver",
                                                           "krfb",
                                                           "nxserver.bin",
                                                           "nxnode.bin",
                                                           "parsecd",
                                                           "remoting_host",
                                                           "rustdesk",
                                                           "sshd-session",
                                                           "sunshine",
                                                           "teamviewer",
                                                           "teamviewerd",
                                                           "tigervncserver",
                                                           "tightvncserver",
                                                           "tmate",
                                                           "ttyd",
                                                           "vino-server",
                                                           "vncserver-x11",
                                                           "vncserver-x11-c",
                                                           "wayvnc",
                                                           "weston-rdp",
                                                           "x0tigervncserv",
                                                           "x0vncserver",
                                                           "x11vnc",
                                                           "xrdp",
                                                           "xrdp-sesman",
                                                           "xtigervnc",
                                                           "xtightvnc",
                                                           "xvnc"};
constexpr std::size_t kNameOfProcess = 15;

constexpr std::string_view kListens = "0A";  // the kernel's TCP_LISTEN
constexpr std::size_t kFieldsOfSocket = 4;

bool is_remote_port(std::uint16_t port) {
    // SSH, Telnet, X, RDP, TeamViewer, AnyDesk, RustDesk.
    constexpr std::array<std::uint16_t, 10> kPorts{
        22, 23, 3389, 5800, 5938, 6000, 6001, 6568, 7070, 21'118};
    const bool of_vnc = port >= 5900 && port <= 5910;
    return of_vnc || std::ranges::find(kPorts, port) != kPorts.end();
}

// As the kernel writes them: 127.…, ::1 and ::ffff:127.….
bool is_own_address(std::string_view address) {
    constexpr std::string_view kSelf = "00000000000000000000000001000000";
    constexpr std::string_view kMapped = "0000000000000000FFFF0000";
    if (address.size() == 8) return address.ends_with("7F");
    return address == kSelf || (address.starts_with(kMapped) && address.ends_with("7F"));
}

// "0: 00000000:0016 00000000:0000 0A …"
std::optional<std::uint16_t> port_reached_by_others(std::string_view line) {
    const auto words = words_of_line(line);
    if (words.size() < kFieldsOfSocket || words.at(3) != kListens) return std::nullopt;
    const std::string_view local = words.at(1);
    const auto colon = local.find(':');
    if (colon == std::string_view::npos || is_own_address(local.substr(0, colon))) {
        return std::nullopt;
    }
    const auto port = whole_number(local.substr(colon + 1), 16);
    if (!port || *port > 0xFFFF) return std::nullopt;
    return static_cast<std::uint16_t>(*port);
}

std::optional<std::vector<std::uint16_t>> read_listening(const std::filesystem::path& root) {
    const auto sockets = content_of_file(root / "proc/net/tcp");
    if (!sockets) return std::nullopt;
    // Where IPv6 is switched off its file is not there.
    const auto sockets6 = content_of_file(root / "proc/net/tcp6").value_or("");
    std::set<std::uint16_t> ports;
    for (const std::string_view table : {std::string_view(*sockets), std::string_view(sockets6)}) {
        for (const auto line : lines_of(table)) {
            if (const auto port = port_reached_by_others(line)) ports.insert(*port);
        }
    }
    return std::vector<std::uint16_t>(ports.begin(), ports.end());
}

struct LoginSession {
    bool from_afar{};
    bool over{};
    std::string service{"?"};
};

LoginSession session_of(std::string_view content) {
    LoginSession session;
    for (const auto line : lines_of(content)) {
        if (line == "REMOTE=1") session.from_afar = true;
        if (line == "STATE=closing") session.over = true;
        if (line.starts_with("SERVICE=")) session.service = line.substr(line.find('=') + 1);
    }
    return session;
}

std::optional<std::vector<std::string>> read_sessions(const std::filesystem::path& root) {
    const auto folder = root / "run/systemd/sessions";
    const auto names = names_in(folder);
    if (!names) return std::nullopt;
    std::vector<std::string> services;
    for (const std::string& name : *names) {
        const LoginSession session = session_of(content_of_file(folder / name).value_or(""));
        if (session.from_afar && !session.over) services.push_back(session.service);
    }
    return services;
}

bool is_remote_name(const std::string& name) {
    const std::string known = lower_case(name).substr(0, kNameOfProcess);
    return std::ranges::any_of(kRemotePrograms, [&](std::string_view program) {
        return known == program.substr(0, kNameOfProcess);
    });
}

// OpenSSH names the process of a session after its person: "sshd: jean@pts/0", "sshd: jean [priv]".
bool is_ssh_session(const Process& process) {
    return process.claimed.starts_with("sshd: ") &&
           (process.claimed.find('@') != std::string::npos ||
            process.claimed.find("[priv]") != std::string::npos);
}

void add_programs(const Processes& processes, std::set<std::string>& seen) {
    for (const Process& process : processes.all) {
        if (process.of_kernel || process.ended) continue;
        if (is_ssh_session(process)) seen.insert("sshd");
        const std::string program = base_name(process.executable);
        if (is_remote_name(process.name)) seen.insert(process.name);
        if (is_remote_name(program)) seen.insert(program);
    }
}

}  // namespace

RemoteReading read_remote(const std::filesystem::path& root) {
    return {.listening = read_listening(root), .sessions = read_sessions(root)};
}

Judgement judge_remote(const RemoteReading& reading,
                       const std::optional<Processes>& processes,
                       const std::vector<std::uint16_t>& ports_allowed) {
    using engine::SignState;
    std::set<std::string> seen;
    if (processes) add_programs(*processes, seen);
    for (const std::string& service : reading.sessions.value_or(std::vector<std::string>{}))
        seen.insert("session " + service);
    for (const auto port : reading.listening.value_or(std::vector<std::uint16_t>{})) {
        const bool allowed = std::ranges::find(ports_allowed, port) != ports_allowed.end();
        if (is_remote_port(port) && !allowed) seen.insert("port " + std::to_string(port));
    }
    const bool looked = processes && reading.sessions && reading.listening;
    Judgement judgement{.sign = engine::StationSign::RemoteSession,
                        .state = looked ? SignState::Ok : SignState::CouldNotTell,
                        .evidence = evidence_of({seen.begin(), seen.end()})};
    if (!seen.empty()) judgement.state = SignState::ToCheck;
    return judgement;
}

}  // namespace probant::candidate::integrity
