// SPDX-License-Identifier: EUPL-1.2
#include "center/rehearse/tally.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace probant::center::rehearse {
namespace {

constexpr double kMicros = 1'000.0;

std::int64_t micros(double milliseconds) {
    return std::llround(milliseconds * kMicros);
}

json::Value spread(const std::vector<double>& values) {
    return json::Object{{"count", std::uint64_t{values.size()}},
                        {"p50Us", micros(quantile(values, 0.50))},
                        {"p99Us", micros(quantile(values, 0.99))},
                        {"maxUs", micros(quantile(values, 1.0))}};
}

json::Value counts(const std::map<std::string, std::uint64_t>& by_code) {
    json::Object object;
    for (const auto& [code, count] : by_code)
        object.emplace(code, count);
    return object;
}

std::string decimals(double value) {
    std::array<char, 32> text{};
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): the compiler checks a literal format
    const int length = std::snprintf(text.data(), text.size(), "%.1f", value);
    return {text.data(), static_cast<std::size_t>(length)};
}

std::string line(const std::string& name, const std::string& value) {
    constexpr std::size_t kColumn = 30;
    return name + std::string(kColumn - std::min(kColumn - 1, name.size()), ' ') + value + "\n";
}

std::string line(const std::string& name, const std::vector<double>& values) {
    if (values.empty()) return {};
    return line(name,
                "p50 " + decimals(quantile(values, 0.50)) + " ms   p99 " +
                    decimals(quantile(values, 0.99)) + " ms   max " +
                    decimals(quantile(values, 1.0)) + " ms   (" + std::to_string(values.size()) +
                    ")");
}

std::string text_of(const std::map<std::string, std::uint64_t>& by_code) {
    std::string text;
    for (const auto& [code, count] : by_code)
        text += (text.empty() ? "" : ", ") + code + " " + std::to_string(count);
    return text.empty() ? "0" : text;
}

}  // namespace

double quantile(std::vector<double> values, double share) {
    if (values.empty()) return 0.0;
    const auto last = static_cast<double>(values.size() - 1);
    const auto place = static_cast<std::ptrdiff_t>(std::ceil(last * share));
    std::ranges::nth_element(values, values.begin() + place);
    return *(values.begin() + place);
}

json::Value to_json(const Tally& tally) {
    json::Object object{
        {"stations", std::uint64_t{tally.stations}},
        {"session", tally.session},
        {"number", tally.number},
        {"reached", tally.reached},
        {"registry", tally.registry},
        {"started", tally.started},
        {"handedIn", tally.handed_in},
        {"receipts", tally.receipts},
        {"acknowledged", std::uint64_t{tally.acknowledged.size()}},
        {"held", tally.held},
        {"unknown", tally.unknown},
        {"resent", tally.resent},
        {"lost", tally.lost},
        {"duplicated", tally.duplicated},
        {"heartbeats", tally.heartbeats},
        {"liveReconnects", tally.live_reconnects},
        {"connections", tally.traffic.connections},
        {"resumed", tally.traffic.resumed},
        {"connectFailures", tally.traffic.connect_failures},
        {"refused", counts(tally.refused)},
        {"refusedRightly", counts(tally.refused_rightly)},
    };
    object.emplace("answer", spread(tally.answer_ms));
    object.emplace("firstQuestion", spread(tally.first_question_ms));
    object.emplace("console", spread(tally.console_ms));
    object.emplace("connect", spread(tally.traffic.connect_ms));
    object.emplace("storm", spread(tally.storm_ms));
    object.emplace("receipt", spread(tally.receipt_ms));
    object.emplace("bytesIn", tally.traffic.bytes_in);
    object.emplace("bytesOut", tally.traffic.bytes_out);
    object.emplace("milliseconds", static_cast<std::int64_t>(tally.seconds * 1'000.0));
    return object;
}

std::string to_text(const Tally& tally) {
    constexpr double kMega = 1'000'000.0;
    std::string text;
    text += line("session", tally.number + " (" + tally.reached + ")");
    if (!tally.registry.empty()) text += line("registry", tally.registry);
    text += line("stations",
                 std::to_string(tally.stations) + ", started " + std::to_string(tally.started) +
                     ", handed in " + std::to_string(tally.handed_in));
    text += line("answers acknowledged",
                 std::to_string(tally.acknowledged.size()) + ", held by the room " +
                     std::to_string(tally.held));
    text += line("unknown, sent again",
                 std::to_string(tally.unknown) + ", " + std::to_string(tally.resent));
    text += line("lost, duplicated",
                 std::to_string(tally.lost) + ", " + std::to_string(tally.duplicated));
    text += line("refused, and should not be", text_of(tally.refused));
    text += line("refused rightly", text_of(tally.refused_rightly));
    text += line("answer to next question", tally.answer_ms);
    text += line("start to first question", tally.first_question_ms);
    text += line("click to console", tally.console_ms);
    text += line("live connection", tally.traffic.connect_ms);
    text += line("reconnect storm", tally.storm_ms);
    text += line("receipt", tally.receipt_ms);
    text += line("connections, resumed, failed",
                 std::to_string(tally.traffic.connections) + ", " +
                     std::to_string(tally.traffic.resumed) + ", " +
                     std::to_string(tally.traffic.connect_failures));
    text += line("bytes in, out",
                 decimals(static_cast<double>(tally.traffic.bytes_in) / kMega) + " MB, " +
                     decimals(static_cast<double>(tally.traffic.bytes_out) / kMega) + " MB");
    text += line("time", decimals(tally.seconds) + " s");
    return text;
}

}  // namespace probant::center::rehearse
