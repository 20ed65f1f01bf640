// SPDX-License-Identifier: EUPL-1.2
#include "engine/proctoring/observation_batch.h"

#include <algorithm>
#include <map>

#include <catch2/catch.hpp>

#include "engine/proctoring/observation_limits.h"
#include "tests/unit/engine/proctoring/film.h"
#include "tests/unit/engine/proctoring/wild.h"

namespace probant::engine {
namespace {

using film::Film;
using film::seconds;
using film::Wild;

Observation a_sample() {
    return {.at = Duration{10'500},
            .sequence = 315,
            .picture = {.light = 120,
                        .deviation = 520,
                        .sharpness = 200,
                        .change = 900,
                        .hash = 0x0123'4567'89AB'CDEF,
                        .exact = 0xFEDC'BA98'7654'3210},
            .looked_for_faces = true,
            .faces = {SeenFace{.x = -3,
                               .y = 150,
                               .width = 160,
                               .height = 180,
                               .score = 950,
                               .pose = HeadPose{.yaw = 50, .pitch = -80}}},
            .identity = {.state = IdentityState::Match, .distance = 360},
            .looked_for_objects = true,
            .objects = {SeenObject{.label = ObjectLabel::Phone, .score = 450}}};
}

// Written by hand from docs/PROCTORING.md.
const std::string kSampleHex =
    "504f01010101"          // PO, version, opening 1, span 1, one sample
    "07f403bb02"            // all parts, 500 ms and 315 frames on
    "788804c8018407"        // light, deviation, sharpness, change
    "0123456789abcdef"      // hash
    "fedcba9876543210"      // exact
    "0105ac02a001b401ed0e"  // a face, its place and score, with a pose
    "649f01"                // the pose
    "05e802"                // identity
    "0102c203";             // an object

Bytes sample_bytes() {
    return *from_hex(kSampleHex);
}

BatchFault fault_of_bytes(const Bytes& bytes) {
    return read_batch(bytes).error();
}

std::vector<ObservationBatch> packed(const std::vector<Observation>& observations) {
    BatchPacker packer;
    std::vector<ObservationBatch> batches;
    for (const auto& one : observations)
        if (auto batch = packer.add(one)) batches.push_back(std::move(*batch));
    if (auto batch = packer.finish()) batches.push_back(std::move(*batch));
    return batches;
}

}  // namespace

TEST_CASE("A batch is spelt as the format's page says") {
    CHECK(to_hex(bytes_of({.opening = 1, .observations = {a_sample()}})) == kSampleHex);

    const auto read = read_batch(sample_bytes());
    REQUIRE(read.has_value());
    CHECK(read.value().opening == 1);
    CHECK(read.value().observations == std::vector{a_sample()});
}

TEST_CASE("A batch cut anywhere is refused") {
    const auto whole = sample_bytes();
    for (std::size_t size = 0; size < whole.size(); ++size) {
        CHECK(fault_of_bytes(
                  Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size))) ==
              BatchFault::Cut);
    }
}

TEST_CASE("A byte more, another beginning and another version are refused") {
    auto longer = sample_bytes();
    longer.push_back(0);
    CHECK(fault_of_bytes(longer) == BatchFault::LeftOver);

    auto other = sample_bytes();
    other.front() = 'Q';
    CHECK(fault_of_bytes(other) == BatchFault::NotABatch);

    auto later = sample_bytes();
    later.at(2) = 2;
    CHECK(fault_of_bytes(later) == BatchFault::UnknownVersion);

    CHECK(fault_of_bytes(Bytes(kBatchBytesMost + 1, 0)) == BatchFault::TooLong);
}

TEST_CASE("A number that is spelt longer than it must be is refused") {
    auto longer = sample_bytes();
    longer.at(3) = 0x81;  // the opening, 1, in two bytes
    longer.insert(longer.begin() + 4, 0x00);

    CHECK(fault_of_bytes(longer) == BatchFault::NotCanonical);
}

TEST_CASE("A sample without anything of identity that says it has some is refused") {
    const auto nothing = *from_hex(
        "504f01000001"
        "040000"
        "78000000"
        "0000000000000000"
        "0000000000000000"
        "00");

    CHECK(fault_of_bytes(nothing) == BatchFault::NotCanonical);
}

TEST_CASE("A score of 1001, a ninth face and an unknown part are refused") {
    auto score = sample_bytes();
    score.at(sample_bytes().size() - 1) = 0x07;  // 66 + 7 x 128 = 962: still one
    CHECK(read_batch(score).has_value());
    score.at(sample_bytes().size() - 2) = 0xE9;  // 105 + 896 = 1001
    CHECK(fault_of_bytes(score) == BatchFault::OutOfRange);

    auto faces = sample_bytes();
    faces.at(34) = 9;
    CHECK(fault_of_bytes(faces) == BatchFault::OutOfRange);

    auto parts = sample_bytes();
    parts.at(6) = 0x0F;
    CHECK(fault_of_bytes(parts) == BatchFault::OutOfRange);
}

TEST_CASE("Two samples at one time, or of one frame, are refused") {
    auto second = a_sample();
    second.at += seconds(0.2);
    second.sequence += 6;
    const auto both = bytes_of({.opening = 1, .observations = {a_sample(), second}});
    const std::size_t second_at = sample_bytes().size();
    REQUIRE(both.at(second_at) == 7);
    CHECK(read_batch(both).has_value());

    auto same_frame = both;
    same_frame.at(second_at + 3) = 0;
    CHECK(fault_of_bytes(same_frame) == BatchFault::OutOfOrder);

    auto too_near = both;  // 8 + 128 x 1 = 200 - 64 …
    too_near.at(second_at + 1) = 19;
    too_near.erase(too_near.begin() + static_cast<std::ptrdiff_t>(second_at) + 2);
    CHECK(fault_of_bytes(too_near) == BatchFault::OutOfOrder);
}

TEST_CASE("A sample of the next ten seconds is refused") {
    auto late = sample_bytes();
    late.at(7) = 0x90;  // 10 000 = 0x4E x 128 + 0x10
    late.at(8) = 0x4E;

    CHECK(fault_of_bytes(late) == BatchFault::OutOfOrder);
}

TEST_CASE("Whatever the bytes, they are refused or they are the spelling of what was read") {
    Wild chance(11);
    std::size_t read_ones = 0;
    for (int count = 0; count < 40'000; ++count) {
        auto bytes = sample_bytes();
        for (auto flips = chance.below(3) + 1; flips > 0; --flips) {
            bytes.at(chance.below(static_cast<std::uint32_t>(bytes.size()))) =
                static_cast<std::uint8_t>(chance.below(256));
        }
        const auto read = read_batch(bytes);
        if (!read) continue;
        ++read_ones;
        CHECK(bytes_of(read.value()) == bytes);
    }
    CHECK(read_ones > 1000);
    CHECK(read_ones < 39'000);
}

TEST_CASE("Bytes of pure chance are refused") {
    Wild chance(12);
    for (int count = 0; count < 20'000; ++count) {
        Bytes bytes(chance.below(300));
        std::ranges::generate(bytes, [&] { return static_cast<std::uint8_t>(chance.below(256)); });
        for (std::size_t place = 0; place < 3 && place < bytes.size(); ++place)
            bytes[place] = sample_bytes()[place];
        const auto read = read_batch(bytes);
        if (read) CHECK(bytes_of(read.value()) == bytes);
    }
}

TEST_CASE("Ten seconds at 5 samples a second are one batch of at most 2 kB") {
    const auto batches = packed(Film(600).moving().somebody_else({100, 200}).observations());

    CHECK(batches.size() == 60);
    for (const auto& batch : batches)
        CHECK(bytes_of(batch).size() <= kBatchBytesMost);
}

TEST_CASE("Ten seconds that do not fit are several batches and nothing is lost") {
    const auto crowd = Film(20, 5, 2, {.missed_permille = 0, .false_permille = 0})
                           .change({0, 20}, [](Observation& one) {
                               one.looked_for_faces = true;
                               one.faces.assign(8,
                                                {.x = 500,
                                                 .y = 400,
                                                 .width = 150,
                                                 .height = 150,
                                                 .score = 900,
                                                 .pose = HeadPose{300, -200}});
                           });
    const auto batches = packed(crowd.observations());

    std::vector<Observation> all;
    for (const auto& batch : batches) {
        CHECK(bytes_of(batch).size() <= kBatchBytesMost);
        all.insert(all.end(), batch.observations.begin(), batch.observations.end());
    }
    CHECK(batches.size() > 2);
    CHECK(all == crowd.observations());
}

TEST_CASE("The digest of a minute is that of its batches, their minute and their candidate") {
    const auto candidate = *CandidateId::parse("00112233-4455-4677-8899-aabbccddeeff");
    const std::vector<Bytes> batches{{0x50, 0x4F, 0x01}, {0xAA, 0xBB}};

    // By Python's hashlib, from docs/PROCTORING.md.
    CHECK(digest_of_minute(candidate, 3, 17, batches).hex() ==
          "599df421bc227f8e1f7e13b48102074c2d50e861cf6e9829b61bb87cdfaebf19");
    CHECK(digest_of_minute(candidate, 3, 18, batches) !=
          digest_of_minute(candidate, 3, 17, batches));
    CHECK(minute_of({.opening = 0, .observations = {a_sample()}}) == 0);
}

}  // namespace probant::engine
