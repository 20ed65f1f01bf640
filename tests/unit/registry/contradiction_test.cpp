// What a packet holds against what it states, and what a hostile centre may put in it.
// SPDX-License-Identifier: EUPL-1.2
#include <functional>

#include <catch2/catch.hpp>

#include "engine/packet/people.h"
#include "registry/intake/verify_packet.h"
#include "tests/support/packets.h"

using namespace probant;
using namespace probant::registry;
using probant::engine::PacketVerdict;
using support::TestCentre;

namespace {

/// Made once: generating keys and playing sittings is the slow part.
struct World {
    TestCentre centre{};
    crypto::Trust trust = centre.trust();
    center::PacketFiles packet = centre.seal();
    support::MemoryContents contents{};

    World() { contents.content = support::shared_content(); }
};

World& world() {
    static World made;
    return made;
}

Verification judge(const center::PacketFiles& packet) {
    auto& w = world();
    return verify_packet(
        packet.files, {.trust = w.trust, .identities = w.centre.registry, .contents = &w.contents});
}

/// What is inside said otherwise than outside, by a forger who holds every key.
struct Contradiction {
    std::string said{};  ///< of the fault's detail
    center::PacketFiles packet{};
};

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const auto first = text.find(from);
    REQUIRE(first != std::string::npos);
    for (auto at = first; at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

engine::PacketPredicate stated() {
    return engine::read_statement(TestCentre::payload_of(world().packet)).value().predicate;
}

center::PacketFiles with_journal(std::string_view from, std::string_view to) {
    const auto& [centre, trust, packet, contents] = world();
    const auto journal = centre.open(packet, "journal.ndjson");
    return centre.reseal(packet, {{"journal.ndjson", replaced(journal, from, to)}});
}

center::PacketFiles restating(const std::function<void(engine::PacketPredicate&)>& change) {
    return world().centre.reseal(world().packet, {}, change);
}

/// Another roster, named alike by the journal, the statement and the file, for other candidates.
center::PacketFiles with_other_people() {
    const auto& [centre, trust, packet, contents] = world();
    auto people = engine::read_people(centre.open(packet, "people.json")).value();
    people.front().extra_time += std::chrono::minutes{1};
    const auto roster = engine::roster_digest(people);
    const auto journal =
        replaced(centre.open(packet, "journal.ndjson"), stated().roster.hex(), roster.hex());
    return centre.reseal(
        packet,
        {{"journal.ndjson", journal}, {"people.json", engine::write_people(people)}},
        [&](engine::PacketPredicate& predicate) { predicate.roster = roster; });
}

/// In which nothing followed from the opening.
center::PacketFiles never_opened() {
    const auto& [centre, trust, packet, contents] = world();
    auto journal = centre.open(packet, "journal.ndjson");
    const auto begin =
        journal.find(R"({"endorsement":)", journal.find(R"("then":[{"endorsement":)"));
    const std::string_view end = R"("type":"SessionOpened"})";
    journal.replace(begin, journal.find(end) + end.size() - begin, R"({"type":"Ticked"})");
    return centre.reseal(packet, {{"journal.ndjson", journal}});
}

center::PacketFiles with_a_name_changed() {
    const auto& [centre, trust, packet, contents] = world();
    auto people = engine::read_people(centre.open(packet, "people.json")).value();
    people.front().last_name = "AUTRE";
    return centre.reseal(packet, {{"people.json", engine::write_people(people)}});
}

std::vector<Contradiction> contradictions() {
    using Predicate = engine::PacketPredicate;
    const auto other = crypto::sha256("another");
    const auto session = stated().session.text();
    const auto of_another = to_text(support::fresh_uuid());
    return {
        {"size or root", restating([](Predicate& p) { ++p.journal.size; })},
        {"size or root", restating([&](Predicate& p) { p.journal.root = other; })},
        {"candidates, answers", restating([](Predicate& p) { ++p.counts.candidates; })},
        {"candidates, answers", restating([](Predicate& p) { ++p.counts.answers; })},
        {"candidates, answers", restating([](Predicate& p) { ++p.counts.entries; })},
        {"another session", with_journal(session, of_another)},
        {"another centre", with_journal(R"("centre":"FR-0042")", R"("centre":"FR-0043")")},
        {"another bank", restating([&](Predicate& p) { p.content.bank = other; })},
        {"another bank or other rules", restating([&](Predicate& p) { p.content.rules = other; })},
        {"another roster", restating([&](Predicate& p) { p.roster = other; })},
        {"another language", restating([](Predicate& p) { p.language = "en"; })},
        {"another session key",
         with_journal(stated().session_key.public_key,
                      crypto::KeyPair::generate().public_key().text())},
        {"people are not those", with_a_name_changed()},
        {"not the candidates", with_other_people()},
        {"entry 0 cannot be read", with_journal(R"("n":0,)", R"("n":-1,)")},
        {"creates or opens no session", never_opened()},
    };
}

}  // namespace

TEST_CASE("Whatever is inside otherwise than stated outside is found and named") {
    for (const auto& [said, packet] : contradictions()) {
        INFO(said);
        const auto found = judge(packet);
        INFO(found.end.detail);
        CHECK(found.end.verdict == PacketVerdict::CountsMismatch);
        CHECK(found.end.detail.find(said) != std::string::npos);
        CHECK(!found.opened);
    }
}

TEST_CASE("A journal made to stop the registry is refused like another forgery") {
    const auto verdict = [](const center::PacketFiles& packet) {
        return judge(packet).end.verdict;
    };
    const auto journal = world().centre.open(world().packet, "journal.ndjson");
    const auto start = journal.rfind('\n', journal.find(R"("type":"StartSitting")")) + 1;
    auto late = journal;
    const auto at = late.find(R"("at":)", start) + 5;
    late.replace(at, late.find(',', at) - at, std::to_string((std::int64_t{1} << 53) - 1));
    const std::string endorsed(std::size_t{3} << 20U, 'x');

    CHECK(verdict(world().centre.reseal(world().packet, {{"journal.ndjson", late}})) ==
          PacketVerdict::CountsMismatch);
    CHECK(
        verdict(with_journal(R"("do":{"endorsement":")", R"("do":{"endorsement":")" + endorsed)) ==
        PacketVerdict::CountsMismatch);
}
