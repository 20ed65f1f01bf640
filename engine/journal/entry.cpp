// SPDX-License-Identifier: EUPL-1.2
#include "engine/journal/entry.h"

namespace probant::engine {
namespace {

constexpr std::size_t kMembers = 9;

/// What an entry takes besides its command and the events that say it again.
constexpr std::size_t kUsualBytes = 512;

std::string at_event(std::size_t place) {
    return "then[" + std::to_string(place) + "]";
}

std::optional<CodecFault> read_events(const json::Value& value, Events& to) {
    const auto* array = value.array();
    if (array == nullptr || array->empty()) return CodecFault{"then", "is not a list of events"};
    to.reserve(array->size());
    for (const auto& one : *array) {
        Event event;
        if (auto fault = codec::decode_variant(one, event)) {
            fault->member = at_event(to.size()) + "." + fault->member;
            return fault;
        }
        to.push_back(std::move(event));
    }
    return std::nullopt;
}

/// The members that are neither the command nor the events.
bool read_frame(const json::Object& object, Entry& entry) {
    std::int64_t version = 0;
    std::int64_t number = 0;
    const auto read = [&](std::string_view name, auto& to) {
        const auto found = object.find(name);
        return found != object.end() && codec::decode(found->second, to);
    };
    if (!read("v", version) || version != kEntryVersion) return false;
    if (!read("n", number) || number < 0) return false;
    entry.n = static_cast<std::uint64_t>(number);
    if (!read("at", entry.at) || entry.at < Instant{} || entry.at > kExamTimeMax) return false;
    if (!read("wall", entry.wall_ms) || entry.wall_ms < 0 || entry.wall_ms > kWallMsMax)
        return false;
    return read("prev", entry.prev) && read("by", entry.order.by) && read("id", entry.order.id);
}

/// A command asked twice comes with two seeds, two keys: they are the shell's, not the asker's.
bool holds_what_the_shell_adds(const Command& command) {
    return std::holds_alternative<StartSitting>(command) ||
           std::holds_alternative<OpenSession>(command);
}

Command as_asked(Command command) {
    if (auto* start = std::get_if<StartSitting>(&command)) start->seed = {};
    if (auto* open = std::get_if<OpenSession>(&command)) *open = {};
    return command;
}

Result<Entry, CodecFault> entry_of(const json::Value& value) {
    const auto* object = value.object();
    const auto* asked = value.member("do");
    const auto* then = value.member("then");
    if (object == nullptr || object->size() != kMembers || asked == nullptr || then == nullptr)
        return Refused{CodecFault{"", "does not have the members of an entry"}};

    Entry entry;
    if (!read_frame(*object, entry))
        return Refused{CodecFault{"", "has a member that is not what it must be"}};
    if (auto fault = codec::decode_variant(*asked, entry.order.command))
        return Refused{CodecFault{"do." + fault->member, fault->what}};
    if (auto fault = read_events(*then, entry.events)) return Refused{*fault};
    return entry;
}

}  // namespace

json::Value write_events(const Events& events) {
    json::Array array;
    array.reserve(events.size());
    for (const auto& event : events)
        array.push_back(codec::encode_variant(event));
    return array;
}

std::string write_command(const Command& command) {
    return json::write(codec::encode_variant(command));
}

std::string write_entry(const Entry& entry) {
    return write_entry(entry, write_command(entry.order.command));
}

std::string write_entry(const Entry& entry, std::string_view command) {
    std::string bytes;
    bytes.reserve(2 * command.size() + kUsualBytes);
    const auto put = [&](std::string_view name, std::string_view value) {
        bytes += bytes.empty() ? "{\"" : ",\"";
        bytes.append(name).append("\":").append(value);
    };
    // In the order of RFC 8785: that of the names.
    put("at", json::write(codec::encode(entry.at)));
    put("by", json::write(codec::encode(entry.order.by)));
    put("do", command);
    put("id", json::write(codec::encode(entry.order.id)));
    put("n", json::write(entry.n));
    put("prev", json::write(codec::encode(entry.prev)));
    put("then", json::write(write_events(entry.events)));
    put("v", json::write(kEntryVersion));
    put("wall", json::write(entry.wall_ms));
    bytes += '}';
    return bytes;
}

Result<Entry, CodecFault> read_entry(std::string_view bytes) {
    if (bytes.size() > kEntryBytesMax) return Refused{CodecFault{"", "is too long"}};
    const auto value = json::read_canonical(bytes);
    if (!value) return Refused{CodecFault{"", value.error().what}};
    return entry_of(value.value());
}

Result<Entry, CodecFault> read_entry_spelt_anyhow(std::string_view bytes) {
    if (bytes.size() > kEntryBytesMax) return Refused{CodecFault{"", "is too long"}};
    const auto value = json::read(bytes);
    if (!value) return Refused{CodecFault{"", value.error().what}};
    return entry_of(value.value());
}

Digest digest_of(const Command& command) {
    return digest_of(command, write_command(command));
}

Digest digest_of(const Command& command, std::string_view spelt) {
    if (!holds_what_the_shell_adds(command)) return crypto::sha256(spelt);
    return crypto::sha256(write_command(as_asked(command)));
}

}  // namespace probant::engine
