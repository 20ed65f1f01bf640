// SPDX-License-Identifier: EUPL-1.2
#include "center/api/station_fields.h"

#include <array>

#include "crypto/labelled_signature.h"
#include "engine/journal/shape_codec.h"
#include "engine/proctoring/observation_batch.h"

namespace probant::center {
namespace {

using server::Fields;

constexpr std::string_view kMinuteLabel = "probant.station.minute.v1";
constexpr std::size_t kBatchesMost = 30;
constexpr std::size_t kGapsMost = 64;
constexpr std::size_t kSignsMost = 16;
constexpr std::size_t kSignMost = 32;
constexpr std::size_t kEvidenceMost = 800;  // 200 characters
constexpr std::size_t kPemMost = 4'096;
constexpr std::size_t kBase64OfBatch = 4 * ((engine::kBatchBytesMost + 2) / 3);
constexpr std::size_t kBase64OfStill = 4 * ((engine::kStillBytesMost + 2) / 3);
constexpr std::int64_t kRateMost = 30'000;  // thirty a second

/// A JPEG begins and ends so (ITU T.81, SOI and EOI); what lies between is a browser's to read.
bool is_jpeg(const Bytes& bytes) {
    return bytes.size() >= 4 && bytes.size() <= engine::kStillBytesMost && bytes[0] == 0xFF &&
           bytes[1] == 0xD8 && bytes[2] == 0xFF && bytes[bytes.size() - 2] == 0xFF &&
           bytes.back() == 0xD9;
}

void refuse(Fields& fields, std::string_view name) {
    fields.refuse(name,
                  {"Le poste envoie ce que ce centre ne sait pas lire : mettez-le à jour.",
                   "The station sends what this centre cannot read: update it."});
}

template <class T>
T decoded(Fields& fields, std::string_view name) {
    T value{};
    if (!engine::codec::decode(fields.value(name), value)) refuse(fields, name);
    return value;
}

Bytes base64(Fields& fields, std::string_view name, std::size_t text_most) {
    const auto text = fields.text(name, {.min = 1, .max = text_most});
    auto bytes = from_base64(text);
    if (!bytes) refuse(fields, name);
    return bytes.value_or(Bytes{});
}

/// Each after its length, two bytes, high one first.
void append(Bytes& row, const Bytes& batch) {
    row.push_back(static_cast<std::uint8_t>(batch.size() >> 8U));
    row.push_back(static_cast<std::uint8_t>(batch.size() & 0xFFU));
    row.insert(row.end(), batch.begin(), batch.end());
}

std::vector<Bytes> read_batches(Fields& fields, std::uint32_t opening, std::uint32_t minute) {
    std::vector<Bytes> batches;
    for (const auto& text :
         fields.texts("batches", kBatchesMost, {.min = 1, .max = kBase64OfBatch})) {
        auto bytes = from_base64(text);
        const auto batch = bytes ? std::optional(engine::read_batch(*bytes)) : std::nullopt;
        if (!batch || !*batch || batch->value().opening != opening ||
            engine::minute_of(batch->value()) != minute) {
            refuse(fields, "batches");
            return {};
        }
        batches.push_back(std::move(*bytes));
    }
    return batches;
}

StationSign read_sign(Fields& all, const json::Value& value) {
    Fields fields(json::write(value));
    StationSign sign{.sign = fields.text("sign", {.min = 1, .max = kSignMost})};
    const auto state = fields.word("state", {"to_check", "could_not_tell"});
    sign.state = state == 0 ? "to_check" : "could_not_tell";
    sign.since_ms = fields.integer("sinceMs");
    sign.evidence = fields.text("evidence", {.max = kEvidenceMost});
    const bool is_word =
        sign.sign.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string::npos;
    if (fields.refusal() || !is_word) refuse(all, "signs");
    return sign;
}

void read_rates(Fields& all) {
    const auto value = all.optional_value("rates");
    if (!value) return;
    Fields fields(json::write(*value));
    for (const auto* name : {"presence", "pose", "identity", "objects"})
        static_cast<void>(fields.integer(name, {.max = kRateMost}));
    if (fields.refusal()) refuse(all, "rates");
}

std::int64_t read_waiting(Fields& all) {
    Fields fields(json::write(all.value("waiting")));
    const auto minutes = fields.integer("minutes", {.max = 100'000});
    static_cast<void>(fields.integer("stills", {.max = 100'000}));
    if (fields.refusal()) refuse(all, "waiting");
    return minutes;
}

}  // namespace

std::optional<EnrolmentRequest> read_enrolment(Fields& fields) {
    auto code = fields.text("code", {.min = 1, .max = 32});
    auto request = fields.text("csr", {.min = 1, .max = kPemMost, .line_ends = true});
    const auto key = crypto::PublicKey::from_bytes(base64(fields, "sessionKey", 64));
    auto proof = base64(fields, "proof", 128);
    if (!key) {
        refuse(fields, "sessionKey");
        return std::nullopt;
    }
    return EnrolmentRequest{.code = std::move(code),
                            .request = std::move(request),
                            .session_key = *key,
                            .proof = std::move(proof)};
}

ToldHeartbeat read_heartbeat(Fields& fields) {
    constexpr std::array kCameras{"closed", "open", "missing", "unreadable"};
    constexpr std::array kBrowsers{"running", "restarting", "off"};
    ToldHeartbeat told;
    auto& seen = told.seen;
    static_cast<void>(fields.integer("sequence"));
    static_cast<void>(fields.integer("bootMs"));
    static_cast<void>(fields.integer("wallMs"));
    seen.camera = kCameras.at(fields.word("camera", {"closed", "open", "missing", "unreadable"}));
    seen.watching = fields.boolean("watching");
    read_rates(fields);
    seen.unavailable = fields.texts("unavailable", 8, {.min = 1, .max = kSignMost});
    seen.minutes_waiting = read_waiting(fields);
    seen.browser = kBrowsers.at(fields.word("browser", {"running", "restarting", "off"}));
    for (const auto& value : fields.array("signs", kSignsMost))
        seen.signs.push_back(read_sign(fields, value));
    if (const auto text = fields.optional_text("reference", {.min = 1, .max = kSignMost * 2})) {
        told.reference = engine::CandidateId::parse(*text);
        if (!told.reference) refuse(fields, "reference");
    }
    return told;
}

ToldMinute read_minute(Fields& fields) {
    ToldMinute told;
    auto& command = told.command;
    command.candidate = fields.id<engine::CandidateId>("candidate");
    command.opening =
        static_cast<std::uint32_t>(fields.integer("opening", {.max = engine::kOpeningsMost}));
    command.minute = static_cast<std::uint32_t>(fields.integer("minute", {.max = 1'440}));
    const auto batches = read_batches(fields, command.opening, command.minute);
    if (batches.empty()) refuse(fields, "batches");
    command.batches = static_cast<std::uint32_t>(batches.size());
    command.digest =
        engine::digest_of_minute(command.candidate, command.opening, command.minute, batches);
    command.gaps = decoded<std::vector<engine::ObservationGap>>(fields, "gaps");
    if (command.gaps.size() > kGapsMost) refuse(fields, "gaps");
    told.row = {.candidate = command.candidate,
                .opening = command.opening,
                .minute = command.minute,
                .batches = {},
                .signature = base64(fields, "signature", 128),
                .station = {}};
    for (const auto& batch : batches)
        append(told.row.batches, batch);
    if (told.row.signature.size() != crypto::kSignatureBytes) refuse(fields, "signature");
    return told;
}

bool is_signed(const ToldMinute& minute, const crypto::PublicKey& session_key) {
    return crypto::verify_labelled(
        kMinuteLabel, minute.command.digest.bytes, minute.row.signature, session_key);
}

ToldAlert read_alert(Fields& fields) {
    ToldAlert told;
    told.candidate = fields.id<engine::CandidateId>("candidate");
    const auto step = fields.word("step", {"opened", "extended", "closed"});
    auto raised = decoded<engine::ProctoringAlert>(fields, "alert");
    const auto picture = fields.optional_text("stillJpeg", {.min = 1, .max = kBase64OfStill});
    if (step != 0) {
        if (picture) refuse(fields, "stillJpeg");
        told.command = engine::FollowAlert{
            .candidate = told.candidate, .raised = std::move(raised), .over = step == 2};
        return told;
    }
    engine::RaiseAlert raise{.candidate = told.candidate, .raised = std::move(raised), .still = {}};
    if (picture) {
        auto jpeg = from_base64(*picture);
        if (!jpeg || !is_jpeg(*jpeg)) {
            refuse(fields, "stillJpeg");
            return told;
        }
        raise.still = crypto::sha256(*jpeg);
        told.still = StillRow{.digest = *raise.still,
                              .candidate = told.candidate,
                              .taken_ms = 0,
                              .jpeg = std::move(*jpeg)};
    }
    told.command = std::move(raise);
    return told;
}

}  // namespace probant::center
