// The spelling of what a packet says. SPDX-License-Identifier: EUPL-1.2
#include "engine/packet/statement.h"

#include <functional>
#include <set>

#include <catch2/catch.hpp>

#include "engine/packet/verdict.h"

using namespace probant;
using namespace probant::engine;

namespace {

SessionId some_session() {
    return *SessionId::parse("018f2c4e-6b1a-7c3d-9e2f-0a1b2c3d4e5f");
}

PacketStatement a_statement() {
    const auto digest = [](std::string_view text) { return crypto::sha256(text); };
    PacketStatement statement;
    for (const auto name : kSealedFiles)
        statement.subjects.emplace(name, digest(name));
    statement.predicate = {
        .centre = "FR-0042",
        .session = some_session(),
        .mode = PacketMode::Demo,
        .language = "fr",
        .seq = 2,
        .previous = digest("before"),
        .nonce = {some_session().uuid},
        .sealed_at = *parse_utc("2026-11-21T10:00:00Z"),
        .trust_version = 1,
        .session_key = {.public_key = "key", .endorsement = "endorsement"},
        .roster = digest("roster"),
        .content = {.bank = digest("bank"), .rules = digest("rules")},
        .engine = {.version = "0.1.0", .behaviour = digest("behaviour")},
        .software = {.name = "probant-center", .version = "0.1.0", .digest = digest("program")},
        .counts = {.candidates = 12, .answers = 384, .entries = 500},
        .journal = {.origin = journal_origin("FR-0042", some_session()),
                    .size = 500,
                    .root = digest("root")},
        .checkpoint = digest("checkpoint"),
        .clock = {.source = "system", .offset_ms = -3}};
    return statement;
}

using Change = std::function<void(json::Object& statement, json::Object& predicate)>;

/// The canonical bytes of a statement changed as JSON.
std::string changed(const Change& change) {
    const auto value = json::read(write_statement(a_statement()));
    auto statement = *value.value().object();
    auto predicate = *statement.at("predicate").object();
    statement.erase("predicate");
    change(statement, predicate);
    statement.insert_or_assign("predicate", predicate);
    return json::write(statement);
}

StatementFault fault_of(const std::string& bytes) {
    const auto read = read_statement(bytes);
    REQUIRE(!read);
    return read.error();
}

}  // namespace

TEST_CASE("A statement reads back as it was written") {
    const auto read = read_statement(write_statement(a_statement()));

    REQUIRE(read);
    CHECK(read.value() == a_statement());
}

TEST_CASE("The first packet of a centre names no packet before it") {
    auto statement = a_statement();
    statement.predicate.seq = 1;
    CHECK(!read_statement(write_statement(statement)));

    statement.predicate.previous.reset();
    CHECK(read_statement(write_statement(statement)));
}

TEST_CASE("An unknown member is kept in the predicate and refused elsewhere") {
    const auto kept = changed([](auto&, auto& predicate) { predicate["weather"] = "rain"; });
    const auto read = read_statement(kept);
    REQUIRE(read);
    CHECK(read.value().predicate.others.contains("weather"));
    CHECK(write_statement(read.value()) == kept);

    CHECK(fault_of(changed([](auto& statement, auto&) { statement["weather"] = "rain"; })).kind ==
          StatementFault::Kind::Malformed);
    CHECK(fault_of(changed([](auto&, auto& predicate) {
              auto counts = *predicate["counts"].object();
              counts["more"] = 1;
              predicate["counts"] = counts;
          })).kind == StatementFault::Kind::Malformed);
}

TEST_CASE("A version or a type that is not known here is refused as such") {
    using Kind = StatementFault::Kind;
    CHECK(fault_of(changed([](auto&, auto& predicate) { predicate["v"] = 2; })).kind ==
          Kind::UnknownVersion);
    CHECK(fault_of(changed([](auto& statement, auto&) {
              statement["predicateType"] = "x";
          })).kind == Kind::UnknownVersion);
    CHECK(fault_of(changed([](auto& statement, auto&) { statement["_type"] = "x"; })).kind ==
          Kind::UnknownVersion);
}

TEST_CASE("Each member of the predicate is needed") {
    const auto value = json::read(write_statement(a_statement()));
    for (const auto& member : *value.value().member("predicate")->object()) {
        const auto& name = member.first;
        INFO(name);
        CHECK(fault_of(changed([&](auto&, auto& predicate) { predicate.erase(name); })).kind ==
              StatementFault::Kind::Malformed);
    }
}

TEST_CASE("A statement in another spelling is refused") {
    CHECK(!read_statement(write_statement(a_statement()) + "\n"));
    CHECK(!read_statement(" " + write_statement(a_statement())));
}

TEST_CASE("The subjects are the sealed files, in order, and no other") {
    CHECK(!read_statement(changed([](auto& statement, auto&) {
        auto subjects = *statement["subject"].array();
        std::swap(subjects[0], subjects[1]);
        statement["subject"] = subjects;
    })));
    CHECK(!read_statement(changed([](auto& statement, auto&) {
        auto subjects = *statement["subject"].array();
        subjects.pop_back();
        statement["subject"] = subjects;
    })));
    CHECK(!read_statement(changed([](auto& statement, auto&) {
        statement["subject"] = json::Array{1, 2, 3, 4};
    })));
}

TEST_CASE("A journal's origin must be that of the centre and the session") {
    CHECK(
        !read_statement(changed([](auto&, auto& predicate) { predicate["centre"] = "FR-0043"; })));
}

TEST_CASE("Each verdict has its own name and a sentence in both languages") {
    std::set<std::string_view> names;
    for (int number = 0; number <= static_cast<int>(PacketVerdict::ReplayMismatch); ++number) {
        const auto verdict = static_cast<PacketVerdict>(number);
        CHECK(names.insert(name_of(verdict)).second);
        CHECK(packet_verdict_named(name_of(verdict)) == verdict);
        CHECK(!sentence_of(verdict).fr.empty());
        CHECK(!sentence_of(verdict).en.empty());
    }
}
