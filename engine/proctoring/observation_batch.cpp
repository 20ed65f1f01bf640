// SPDX-License-Identifier: EUPL-1.2
#include "engine/proctoring/observation_batch.h"

#include <array>
#include <limits>
#include <utility>

#include "crypto/base/ensure.h"
#include "engine/proctoring/byte_reader.h"
#include "engine/proctoring/observation_limits.h"

namespace probant::engine {

namespace {

constexpr std::array<std::uint8_t, 2> kMagic{'P', 'O'};

constexpr std::uint64_t kSpansMost = static_cast<std::uint64_t>(kOpeningMost / kBatchSpan);
constexpr std::uint64_t kBatchSamplesMost = static_cast<std::uint64_t>(kBatchSpan / kSampleSpacing);

// Before the samples: what begins a batch, its version, three numbers at their longest.
constexpr std::size_t kHeaderMost = kMagic.size() + 1 + 5 + 2 + 2;

// What is written of a sample besides its time and its picture.
constexpr unsigned kLookedForFaces = 1;
constexpr unsigned kLookedForObjects = 2;
constexpr unsigned kHasIdentity = 4;
constexpr unsigned kParts = 8;

constexpr int kStatesMost = static_cast<int>(IdentityState::CouldNotTell);
constexpr int kLabelsMost = static_cast<int>(ObjectLabel::Book);

std::uint64_t span_of(const Observation& observation) {
    return static_cast<std::uint64_t>(observation.at / kBatchSpan);
}

std::uint64_t positive(int value) {
    return static_cast<std::uint64_t>(value);
}

/// From what a sample's time and sequence are counted.
struct Before {
    Duration at{};
    std::uint64_t sequence{};
};

Before beginning_of(std::uint64_t span) {
    return {.at = static_cast<Duration::rep>(span) * kBatchSpan};
}

Before after(const Observation& observation) {
    return {.at = observation.at, .sequence = observation.sequence};
}

void write_faces(Bytes& to, const std::vector<SeenFace>& faces) {
    write_number(to, faces.size());
    for (const auto& face : faces) {
        write_either_sign(to, face.x);
        write_either_sign(to, face.y);
        write_number(to, positive(face.width));
        write_number(to, positive(face.height));
        write_number(to, 2 * positive(face.score) + (face.pose ? 1 : 0));
        if (!face.pose) continue;
        write_either_sign(to, face.pose->yaw);
        write_either_sign(to, face.pose->pitch);
    }
}

void write_identity(Bytes& to, const SeenIdentity& identity) {
    write_number(to, 2 * positive(static_cast<int>(identity.state)) + (identity.distance ? 1 : 0));
    if (identity.distance) write_number(to, positive(*identity.distance));
}

void write_objects(Bytes& to, const std::vector<SeenObject>& objects) {
    write_number(to, objects.size());
    for (const auto& object : objects) {
        write_number(to, positive(static_cast<int>(object.label)));
        write_number(to, positive(object.score));
    }
}

void write_picture(Bytes& to, const PictureFigures& picture) {
    to.push_back(static_cast<std::uint8_t>(picture.light));
    write_number(to, positive(picture.deviation));
    write_number(to, positive(picture.sharpness));
    write_number(to, positive(picture.change));
    write_word(to, picture.hash);
    write_word(to, picture.exact);
}

Bytes sample_bytes(const Observation& observation, const Before& before) {
    const bool has_identity = observation.identity != SeenIdentity{};
    Bytes bytes{static_cast<std::uint8_t>((observation.looked_for_faces ? kLookedForFaces : 0) |
                                          (observation.looked_for_objects ? kLookedForObjects : 0) |
                                          (has_identity ? kHasIdentity : 0))};
    write_number(bytes, static_cast<std::uint64_t>((observation.at - before.at).count()));
    write_number(bytes, observation.sequence - before.sequence);
    write_picture(bytes, observation.picture);
    if (observation.looked_for_faces) write_faces(bytes, observation.faces);
    if (has_identity) write_identity(bytes, observation.identity);
    if (observation.looked_for_objects) write_objects(bytes, observation.objects);
    return bytes;
}

HeadPose read_pose(ByteReader& from) {
    return {.yaw = from.either_sign(kYawMost), .pitch = from.either_sign(kPitchMost)};
}

std::vector<SeenFace> read_faces(ByteReader& from) {
    std::vector<SeenFace> faces;
    const int count = from.small(static_cast<int>(kFacesAtMost));
    for (int place = 0; place < count && from.sound(); ++place) {
        SeenFace face{.x = from.either_sign(kPixelsMost),
                      .y = from.either_sign(kPixelsMost),
                      .width = from.small(kPixelsMost),
                      .height = from.small(kPixelsMost),
                      .pose = {}};
        const int score_and_pose = from.small(2 * kPermille + 1);
        face.score = score_and_pose / 2;
        if (score_and_pose % 2 == 1) face.pose = read_pose(from);
        faces.push_back(face);
    }
    return faces;
}

SeenIdentity read_identity(ByteReader& from) {
    const int state_and_distance = from.small(2 * kStatesMost + 1);
    SeenIdentity identity{.state = static_cast<IdentityState>(state_and_distance / 2),
                          .distance = {}};
    if (state_and_distance % 2 == 1) identity.distance = from.small(kDistanceMost);
    if (identity == SeenIdentity{}) from.refuse(BatchFault::NotCanonical);
    return identity;
}

std::vector<SeenObject> read_objects(ByteReader& from) {
    std::vector<SeenObject> objects;
    const int count = from.small(static_cast<int>(kObjectsAtMost));
    for (int place = 0; place < count && from.sound(); ++place) {
        objects.push_back({.label = static_cast<ObjectLabel>(from.small(kLabelsMost)),
                           .score = from.small(kPermille)});
    }
    return objects;
}

PictureFigures read_picture(ByteReader& from) {
    return {.light = from.byte(),
            .deviation = from.small(kDeviationMost),
            .sharpness = from.small(kSharpnessMost),
            .change = from.small(kChangeMost),
            .hash = from.word(),
            .exact = from.word()};
}

Observation read_sample(ByteReader& from, const Before& before) {
    const unsigned parts = from.byte();
    if (parts >= kParts) from.refuse(BatchFault::OutOfRange);
    Observation one{.at = before.at,
                    .sequence = before.sequence,
                    .picture = {},
                    .looked_for_faces = (parts & kLookedForFaces) != 0,
                    .faces = {},
                    .identity = {},
                    .looked_for_objects = (parts & kLookedForObjects) != 0,
                    .objects = {}};
    one.at += Duration{from.small(static_cast<int>(kBatchSpan.count()))};
    one.sequence += from.number(std::numeric_limits<std::uint64_t>::max() - before.sequence);
    one.picture = read_picture(from);
    if (one.looked_for_faces) one.faces = read_faces(from);
    if ((parts & kHasIdentity) != 0) one.identity = read_identity(from);
    if (one.looked_for_objects) one.objects = read_objects(from);
    return one;
}

void read_samples(ByteReader& from, std::uint64_t span, ObservationBatch& to) {
    const auto count = from.number(kBatchSamplesMost);
    if (count == 0) from.refuse(BatchFault::OutOfRange);
    Before before = beginning_of(span);
    for (std::uint64_t place = 0; place < count && from.sound(); ++place) {
        auto one = read_sample(from, before);
        const bool follows_last = to.observations.empty() || follows(one, to.observations.back());
        if (from.sound() && (!follows_last || span_of(one) != span))
            from.refuse(BatchFault::OutOfOrder);
        if (one.at > kOpeningMost) from.refuse(BatchFault::OutOfRange);
        before = after(one);
        to.observations.push_back(std::move(one));
    }
}

}  // namespace

std::string_view name_of(BatchFault fault) {
    switch (fault) {
        case BatchFault::TooLong:
            return "too_long";
        case BatchFault::NotABatch:
            return "not_a_batch";
        case BatchFault::UnknownVersion:
            return "unknown_version";
        case BatchFault::Cut:
            return "cut";
        case BatchFault::NotCanonical:
            return "not_canonical";
        case BatchFault::OutOfRange:
            return "out_of_range";
        case BatchFault::OutOfOrder:
            return "out_of_order";
        case BatchFault::LeftOver:
            return "left_over";
    }
    return {};
}

Result<ObservationBatch, BatchFault> read_batch(ByteView bytes) {
    if (bytes.size() > kBatchBytesMost) return Refused{BatchFault::TooLong};
    ByteReader from(bytes);
    for (const auto letter : kMagic)
        if (from.byte() != letter) return Refused{from.fault().value_or(BatchFault::NotABatch)};
    if (from.byte() != kBatchVersion)
        return Refused{from.fault().value_or(BatchFault::UnknownVersion)};

    ObservationBatch batch{.opening = static_cast<std::uint32_t>(
                               from.number(std::numeric_limits<std::uint32_t>::max()))};
    const auto span = from.number(kSpansMost);
    read_samples(from, span, batch);
    if (from.sound() && from.left() > 0) from.refuse(BatchFault::LeftOver);
    if (const auto fault = from.fault()) return Refused{*fault};
    return batch;
}

Bytes bytes_of(const ObservationBatch& batch) {
    ENSURE(!batch.observations.empty() && batch.observations.size() <= kBatchSamplesMost);
    const auto span = span_of(batch.observations.front());
    Bytes bytes(kMagic.begin(), kMagic.end());
    bytes.push_back(kBatchVersion);
    write_number(bytes, batch.opening);
    write_number(bytes, span);
    write_number(bytes, batch.observations.size());
    const Observation* last = nullptr;
    for (const auto& one : batch.observations) {
        ENSURE(one == plain(one) && span_of(one) == span);
        ENSURE(last == nullptr || follows(one, *last));
        const auto sample = sample_bytes(one, last == nullptr ? beginning_of(span) : after(*last));
        bytes.insert(bytes.end(), sample.begin(), sample.end());
        last = &one;
    }
    ENSURE(bytes.size() <= kBatchBytesMost);
    return bytes;
}

std::optional<ObservationBatch> BatchPacker::add(const Observation& observation) {
    auto one = plain(observation);
    if (last_ && !follows(one, *last_)) return std::nullopt;
    last_ = one;
    const auto span = span_of(one);
    std::optional<ObservationBatch> ended;
    if (!waiting_.empty()) {
        const auto size = sample_bytes(one, after(waiting_.back())).size();
        if (span_of(waiting_.back()) != span || kHeaderMost + size_ + size > kBatchBytesMost)
            ended = finish();
    }
    const auto before = waiting_.empty() ? beginning_of(span) : after(waiting_.back());
    size_ += sample_bytes(one, before).size();
    waiting_.push_back(std::move(one));
    return ended;
}

std::optional<ObservationBatch> BatchPacker::finish() {
    if (waiting_.empty()) return std::nullopt;
    size_ = 0;
    return ObservationBatch{.opening = opening_, .observations = std::exchange(waiting_, {})};
}

void BatchPacker::open(std::uint32_t opening) {
    ENSURE(waiting_.empty() && opening > opening_);
    opening_ = opening;
    last_.reset();
}

std::uint32_t minute_of(const ObservationBatch& batch) {
    ENSURE(!batch.observations.empty());
    return static_cast<std::uint32_t>(batch.observations.front().at / std::chrono::minutes{1});
}

crypto::Digest digest_of_minute(const CandidateId& candidate,
                                std::uint32_t opening,
                                std::uint32_t minute,
                                std::span<const Bytes> batches) {
    Bytes head = to_bytes("probant.proctoring.minute.v1\n" + candidate.text() + "\n");
    write_word(head, opening);
    write_word(head, minute);
    write_word(head, batches.size());
    crypto::Sha256 digest;
    digest.add(head);
    for (const auto& batch : batches) {
        Bytes size;
        write_word(size, batch.size());
        digest.add(size).add(batch);
    }
    return digest.finish();
}

}  // namespace probant::engine
