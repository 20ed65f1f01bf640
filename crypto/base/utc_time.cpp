// SPDX-License-Identifier: EUPL-1.2
#include "crypto/base/utc_time.h"

#include <chrono>

#include "crypto/base/ensure.h"

namespace probant {

namespace {

constexpr std::string_view kShape = "dddd-dd-ddTdd:dd:ddZ";

bool is_digit(char unit) {
    return unit >= '0' && unit <= '9';
}

bool has_shape(std::string_view text) {
    if (text.size() != kShape.size()) return false;
    for (std::size_t at = 0; at < kShape.size(); ++at) {
        const bool fits = kShape[at] == 'd' ? is_digit(text[at]) : text[at] == kShape[at];
        if (!fits) return false;
    }
    return true;
}

int number(std::string_view digits) {
    int value = 0;
    for (const char digit : digits) {
        value = value * 10 + (digit - '0');
    }
    return value;
}

void append_number(std::string& text, std::int64_t value, std::size_t width) {
    const std::string digits = std::to_string(value);
    text.append(width - digits.size(), '0');
    text += digits;
}

}  // namespace

std::optional<UtcTime> parse_utc(std::string_view text) {
    if (!has_shape(text)) return std::nullopt;
    const std::chrono::year_month_day date{
        std::chrono::year{number(text.substr(0, 4))},
        std::chrono::month{static_cast<unsigned>(number(text.substr(5, 2)))},
        std::chrono::day{static_cast<unsigned>(number(text.substr(8, 2)))}};
    const std::chrono::hours hours{number(text.substr(11, 2))};
    const std::chrono::minutes minutes{number(text.substr(14, 2))};
    const std::chrono::seconds seconds{number(text.substr(17, 2))};
    if (!date.ok() || date.year() < std::chrono::year{1970}) return std::nullopt;
    if (hours.count() > 23 || minutes.count() > 59 || seconds.count() > 59) return std::nullopt;
    const auto since_epoch =
        std::chrono::sys_days{date}.time_since_epoch() + hours + minutes + seconds;
    return UtcTime{std::chrono::seconds{since_epoch}.count()};
}

std::string to_text(UtcTime time) {
    ENSURE(time >= UtcTime{0});
    ENSURE(time <= kUtcTimeMax);
    const std::chrono::sys_seconds instant{std::chrono::seconds{time.unix_seconds}};
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss clock{instant - day};
    std::string text;
    append_number(text, int{date.year()}, 4);
    text += '-';
    append_number(text, unsigned{date.month()}, 2);
    text += '-';
    append_number(text, unsigned{date.day()}, 2);
    text += 'T';
    append_number(text, clock.hours().count(), 2);
    text += ':';
    append_number(text, clock.minutes().count(), 2);
    text += ':';
    append_number(text, clock.seconds().count(), 2);
    text += 'Z';
    return text;
}

}  // namespace probant
