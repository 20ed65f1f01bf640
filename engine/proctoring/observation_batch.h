// engine/proctoring/observation_batch.h: ten seconds of observations as bytes, and back.
//
// Role        What a station sends and a centre stores beside the journal. A batch holds samples of
//             one ten seconds of one opening of the camera; where they do not fit, a second one
//             holds the rest. The format is in docs/PROCTORING.md.
// Invariants  One spelling for one batch: read_batch(bytes_of(b)) == b, and bytes that are read are
//             those that bytes_of() writes. At most kBatchBytesMost.
// Refuses     read_batch(): anything else, whatever the bytes.
// Threads     Values and free functions; a BatchPacker belongs to who made it.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "crypto/base/bytes.h"
#include "crypto/base/result.h"
#include "crypto/digest.h"
#include "engine/proctoring/observation.h"
#include "engine/session/ids.h"

namespace probant::engine {

constexpr std::size_t kBatchBytesMost = 2048;
constexpr Duration kBatchSpan{std::chrono::seconds{10}};
constexpr std::uint8_t kBatchVersion = 1;

struct ObservationBatch {
    std::uint32_t opening{};                  ///< of the camera
    std::vector<Observation> observations{};  ///< at least one, each plain() and follows() the last

    friend bool operator==(const ObservationBatch&, const ObservationBatch&) = default;
};

enum class BatchFault : std::uint8_t {
    TooLong,
    NotABatch,  ///< it does not begin as one
    UnknownVersion,
    Cut,           ///< it ends too early
    NotCanonical,  ///< another spelling of what could be read
    OutOfRange,    ///< a figure that no camera gives
    OutOfOrder,    ///< a sample that does not follow, or of another ten seconds
    LeftOver       ///< something comes after
};

[[nodiscard]] std::string_view name_of(BatchFault fault);

[[nodiscard]] Result<ObservationBatch, BatchFault> read_batch(ByteView bytes);

/// ENSUREs the invariants of a batch, its size included: BatchPacker makes such ones.
[[nodiscard]] Bytes bytes_of(const ObservationBatch& batch);

/// Makes batches of a watched camera's samples: of the same ones that Watch::see looks at.
class BatchPacker {
public:
    explicit BatchPacker(std::uint32_t opening = 0) : opening_(opening) {}

    /// The batch that this sample does not belong to any more, if it ends one.
    [[nodiscard]] std::optional<ObservationBatch> add(const Observation& observation);

    /// What is left, when the camera closes.
    [[nodiscard]] std::optional<ObservationBatch> finish();

    /// After finish().
    void open(std::uint32_t opening);

private:
    std::uint32_t opening_;
    std::vector<Observation> waiting_{};
    std::size_t size_{};  ///< of the waiting ones in bytes
    std::optional<Observation> last_{};
};

/// Which minute of its opening a batch belongs to, from 0.
[[nodiscard]] std::uint32_t minute_of(const ObservationBatch& batch);

/// Of the batches of one minute as bytes, in order: what the journal holds of it.
[[nodiscard]] crypto::Digest digest_of_minute(const CandidateId& candidate,
                                              std::uint32_t opening,
                                              std::uint32_t minute,
                                              std::span<const Bytes> batches);

}  // namespace probant::engine
