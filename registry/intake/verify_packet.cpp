// SPDX-License-Identifier: EUPL-1.2
#include "registry/intake/verify_packet.h"

#include <algorithm>

#include "crypto/checkpoint.h"
#include "crypto/dsse.h"
#include "engine/packet/golden.h"
#include "engine/packet/session_key.h"
#include "registry/intake/sealed_part.h"

namespace probant::registry {
namespace {

using engine::PacketFault;
using engine::PacketVerdict;

Fault refuse_packet(PacketVerdict verdict, std::string detail) {
    return PacketFault{.verdict = verdict, .detail = std::move(detail)};
}

PacketVerdict verdict_of(crypto::dsse::Fault fault) {
    using enum crypto::dsse::Fault;
    switch (fault) {
        case TooLarge:
        case NotJson:
        case NotCanonical:
        case Malformed:
        case SignerTwice:
            return PacketVerdict::Malformed;
        case UnknownPayloadType:
            return PacketVerdict::UnknownVersion;
        case NoSignature:
            return PacketVerdict::MissingSignature;
        case UnknownKey:
            return PacketVerdict::UnknownKey;
        case BadSignature:
            return PacketVerdict::BadSignature;
    }
    fail_ensure("an envelope's fault has a verdict");
}

/// Nothing for a key that is valid.
std::optional<PacketVerdict> verdict_of(crypto::Standing standing) {
    switch (standing) {
        case crypto::Standing::Valid:
            return std::nullopt;
        case crypto::Standing::Unknown:
        case crypto::Standing::OtherRole:
            return PacketVerdict::UnknownKey;
        case crypto::Standing::NotYet:
        case crypto::Standing::Expired:
            return PacketVerdict::ExpiredKey;
        case crypto::Standing::Revoked:
            return PacketVerdict::RevokedKey;
        case crypto::Standing::Demo:
            return PacketVerdict::DemoKey;
    }
    fail_ensure("a standing has a verdict");
}

/// The checks of one packet, each a method, in the order in which run() calls them.
class Verifier {
public:
    Verifier(const engine::ArchiveFiles& files, const PacketWorld& world)
        : files_(files), world_(world) {}

    Verification run() {
        using namespace check;
        const bool outside = step(kFiles, [&] { return check_files(); }) &&
                             step(kEnvelope, [&] { return check_envelope(); }) &&
                             step(kSignatures, [&] { return check_signatures(); }) &&
                             step(kStatement, [&] { return check_statement(); }) &&
                             step(kKeys, [&] { return check_keys(); }) &&
                             step(kSubjects, [&] { return check_subjects(); }) &&
                             step(kCheckpoint, [&] { return check_checkpoint(); });
        if (outside && run_history() && !world_.identities.empty()) run_inside();
        return std::move(found_);
    }

private:
    template <class Judge>
    bool step(std::string_view name, Judge judge) {
        const Fault fault = judge();
        found_.checks.push_back(
            {.name = name, .held = !fault, .detail = fault ? fault->detail : std::string{}});
        if (fault) found_.end = *fault;
        return !fault;
    }

    bool run_history() {
        if (world_.history == nullptr) return true;
        return step(check::kSequence, [&] { return check_sequence(); }) &&
               step(check::kNonce, [&] { return check_nonce(); });
    }

    void run_inside() {
        using namespace check;
        ENSURE(world_.contents != nullptr);
        ClearDocuments documents;
        OpenedPacket opened;
        std::shared_ptr<const engine::Content> content;
        const auto& stated = predicate();
        const bool held =
            step(kOpening, [&] { return open_documents(files_, world_.identities, documents); }) &&
            step(kCounts, [&] { return check_counts(documents, stated, opened); }) &&
            step(kEngine, [&] { return check_engine(); }) &&
            step(kBank, [&] { return find_content(content); }) &&
            step(kReplay, [&] { return check_replay(documents, *content, opened.results); }) &&
            step(kResults,
                 [&] { return check_results(documents, opened.results, found_.compared); });
        if (!held) return;
        opened.rules = content->rules;
        found_.opened = std::move(opened);
    }

    Fault check_files() {
        const auto envelope = files_.find(engine::kEnvelopeFile);
        if (envelope == files_.end())
            return refuse_packet(PacketVerdict::Malformed, "no packet.dsse.json");
        found_.digest = crypto::sha256(envelope->second);
        envelope_ = as_text(envelope->second);
        for (const auto& [name, bytes] : files_) {
            const bool known = name == engine::kEnvelopeFile || name == engine::kCheckpointFile ||
                               std::ranges::count(engine::kSealedFiles, name) != 0;
            if (!known) return refuse_packet(PacketVerdict::Malformed, "a file that no packet has");
        }
        return std::nullopt;
    }

    Fault check_envelope() {
        auto read = crypto::dsse::Envelope::read(envelope_);
        if (!read)
            return refuse_packet(verdict_of(read.error()), std::string(name_of(read.error())));
        opened_.emplace(std::move(read).value());
        return std::nullopt;
    }

    Fault check_signatures() {
        ENSURE(opened_.has_value());
        const auto keys = world_.trust.signing_keys();
        auto verified = opened_->verify(crypto::dsse::PayloadType::Packet, keys);
        if (!verified) {
            return refuse_packet(verdict_of(verified.error()),
                                 std::string(name_of(verified.error())));
        }
        verified_ = std::move(verified).value();
        return std::nullopt;
    }

    Fault check_statement() {
        auto read = engine::read_statement(verified_.payload);
        if (!read) {
            const bool version = read.error().kind == engine::StatementFault::Kind::UnknownVersion;
            return refuse_packet(version ? PacketVerdict::UnknownVersion : PacketVerdict::Malformed,
                                 read.error().what);
        }
        statement_ = std::move(read).value();
        return std::nullopt;
    }

    /// One key of the centre and one of its invigilators; each valid when the packet was sealed.
    Fault check_keys() {
        bool by_centre = false;
        bool by_invigilator = false;
        for (const auto& signer : verified_.signers) {
            if (auto fault = check_signer(signer)) return fault;
            const bool centre = is_centre_key(signer);
            if (centre) centre_keys_.push_back(signer);
            by_centre = by_centre || centre;
            by_invigilator = by_invigilator || !centre;
        }
        if (!by_centre) return refuse_packet(PacketVerdict::MissingSignature, "the centre's");
        if (!by_invigilator)
            return refuse_packet(PacketVerdict::MissingSignature, "an invigilator's");
        // One statement has one envelope: whoever holds a packet must not be able to make another.
        if (verified_.signers.size() != 2 || !is_centre_key(verified_.signers.front())) {
            return refuse_packet(PacketVerdict::Malformed,
                                 "signatures are the centre's, then one invigilator's");
        }
        const bool demo = statement_.predicate.mode == engine::PacketMode::Demo;
        if (demo && world_.mode == crypto::TrustMode::Production) {
            return refuse_packet(PacketVerdict::DemoKey,
                                 "the packet says that it is a demonstration");
        }
        found_.statement = statement_;
        return std::nullopt;
    }

    /// Of a key that check_signer() let pass: it is the centre's or an invigilator's.
    [[nodiscard]] bool is_centre_key(const crypto::PublicKey& signer) const {
        return world_.trust.find_key(signer.keyid())->label.use == crypto::Role::Centre;
    }

    Fault check_signer(const crypto::PublicKey& signer) {
        const auto& stated = statement_.predicate;
        const auto keyid = signer.keyid();
        const auto* key = world_.trust.find_key(keyid);
        ENSURE(key != nullptr);
        const auto& label = key->label;
        if (label.use != crypto::Role::Centre && label.use != crypto::Role::Invigilator) {
            return refuse_packet(PacketVerdict::UnknownKey,
                                 "a key that signs no packets: " + keyid);
        }
        if (label.centre != stated.centre)
            return refuse_packet(PacketVerdict::UnknownKey, "a key of another centre: " + keyid);
        const auto standing =
            world_.trust.standing(keyid,
                                  {.role = label.use,
                                   .at = stated.sealed_at,
                                   .packet_seq = static_cast<std::uint64_t>(stated.seq),
                                   .mode = world_.mode});
        if (const auto verdict = verdict_of(standing))
            return refuse_packet(*verdict, std::string(name_of(label.use)) + " key " + keyid);
        if (label.demo && stated.mode == engine::PacketMode::Production) {
            return refuse_packet(PacketVerdict::DemoKey,
                                 "a demonstration key signed for production");
        }
        return std::nullopt;
    }

    Fault check_subjects() {
        for (const auto& [name, digest] : statement_.subjects) {
            const auto found = files_.find(name);
            if (found == files_.end())
                return refuse_packet(PacketVerdict::DigestMismatch, name + " is missing");
            if (crypto::sha256(found->second) != digest)
                return refuse_packet(PacketVerdict::DigestMismatch, name);
        }
        return std::nullopt;
    }

    Fault check_checkpoint() {
        const auto bad = [](std::string detail) {
            return refuse_packet(PacketVerdict::BadCheckpoint, std::move(detail));
        };
        const auto& stated = predicate();
        const auto file = files_.find(engine::kCheckpointFile);
        if (file == files_.end()) return bad("checkpoint is missing");
        if (crypto::sha256(file->second) != stated.checkpoint) return bad("checkpoint's digest");
        const auto endorsed =
            engine::open_endorsement(stated.session_key.endorsement, centre_keys_);
        if (!endorsed) return bad("the session key is not endorsed by this centre's key");
        if (endorsed->centre != stated.centre || endorsed->session != stated.session ||
            endorsed->key.text() != stated.session_key.public_key)
            return bad("the endorsement is of another session or key");
        const auto opened =
            crypto::open_checkpoint(as_text(file->second), stated.journal.origin, endorsed->key);
        if (!opened) return bad(std::string(name_of(opened.error())));
        const auto& head = opened.value().head;
        if (head.size != static_cast<std::uint64_t>(stated.journal.size) ||
            head.root != stated.journal.root)
            return bad("another size or root than the statement's");
        found_.whole = true;
        return std::nullopt;
    }

    Fault check_sequence() {
        const auto& stated = predicate();
        if (const auto same = world_.history->packet_of(stated.centre, stated.seq)) {
            if (same->digest != found_.digest)
                return refuse_packet(PacketVerdict::Fork, "number " + std::to_string(stated.seq));
            if (same->settled) return refuse_packet(PacketVerdict::Duplicate, "");
        }
        // A session is sealed once: its results must not count twice.
        const auto session = world_.history->session_of(stated.centre, stated.session);
        if (session && session->digest != found_.digest) {
            return refuse_packet(PacketVerdict::Fork,
                                 "the same session came in number " + std::to_string(session->seq));
        }
        if (stated.seq == 1) return std::nullopt;
        const auto before = world_.history->packet_of(stated.centre, stated.seq - 1);
        if (!before || !before->settled) {
            return refuse_packet(PacketVerdict::HeldGap,
                                 "waiting for number " + std::to_string(stated.seq - 1));
        }
        if (stated.previous != before->digest) {
            return refuse_packet(PacketVerdict::Fork,
                                 "it follows another packet than the one known here");
        }
        return std::nullopt;
    }

    Fault check_nonce() {
        const auto other = world_.history->packet_with(predicate().nonce);
        if (other && *other != found_.digest)
            return refuse_packet(PacketVerdict::NonceReused, other->hex());
        return std::nullopt;
    }

    Fault check_engine() {
        const auto& engine = predicate().engine;
        if (engine.behaviour == engine::behaviour()) return std::nullopt;
        return refuse_packet(PacketVerdict::EngineMismatch,
                             "the centre's engine: " + engine.version);
    }

    Fault find_content(std::shared_ptr<const engine::Content>& content) {
        content = world_.contents->find(predicate().content);
        if (content) return std::nullopt;
        return refuse_packet(PacketVerdict::HeldUnknownBank,
                             "bank " + predicate().content.bank.hex());
    }

    [[nodiscard]] const engine::PacketPredicate& predicate() const { return statement_.predicate; }

    const engine::ArchiveFiles& files_;
    const PacketWorld& world_;
    Verification found_{};
    std::string_view envelope_{};
    std::optional<crypto::dsse::Envelope> opened_{};
    crypto::dsse::Verified verified_{};
    engine::PacketStatement statement_{};
    std::vector<crypto::PublicKey> centre_keys_{};
};

}  // namespace

Verification verify_packet(const engine::ArchiveFiles& files, const PacketWorld& world) {
    return Verifier(files, world).run();
}

}  // namespace probant::registry
