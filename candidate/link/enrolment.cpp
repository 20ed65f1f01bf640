// SPDX-License-Identifier: EUPL-1.2
#include "candidate/link/enrolment.h"

#include <utility>

#include "candidate/link/tls_request.h"
#include "crypto/canonical_json.h"
#include "crypto/digest.h"
#include "crypto/json_member.h"
#include "crypto/labelled_signature.h"

namespace probant::candidate {
namespace {

// Crockford's, without the letters that are read as digits.
constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Of the proof that the session key is here, and that the request is its owner's.
constexpr std::string_view kProof = "probant.station.enrol.v1";

// Of all that may be refused, what a person can mend at once.
constexpr int kForbidden = 403;
constexpr int kTooSoon = 429;

char as_printed(char typed) {
    const char upper = typed >= 'a' && typed <= 'z' ? static_cast<char>(typed - 'a' + 'A') : typed;
    if (upper == 'O') return '0';
    if (upper == 'I' || upper == 'L') return '1';
    return upper;
}

std::string body_of_request(std::string_view code,
                            const std::string& request,
                            const crypto::KeyPair& session_key) {
    std::string proven(code);
    proven += '\n';
    proven += crypto::sha256(request).hex();
    proven += '\n';
    const auto proof = crypto::sign_labelled(kProof, as_bytes(proven), session_key);
    return json::write(json::Object{{"code", code},
                                    {"csr", request},
                                    {"sessionKey", to_base64(session_key.public_key().bytes())},
                                    {"proof", to_base64(proof)}});
}

server::Sentence unreachable(const server::Unreachable& why) {
    // POCO's and OpenSSL's words for a certificate that is not believed.
    const bool not_believed = why.why.find("ertificate") != std::string::npos;
    if (not_believed) {
        return {
            "Le centre a montré un certificat que l’autorité donnée par --ca ne reconnaît pas "
            "pour ce nom : vérifiez le fichier et l’adresse ; si les deux sont justes, prévenez le "
            "responsable, car autre chose répond à la place du centre.",
            "The centre showed a certificate that the authority given by --ca does not believe "
            "for this name (" +
                why.why +
                "): check the file and the address; if both are right tell whoever is in "
                "charge, for something else answers in the centre's place."};
    }
    return {
        "Le centre ne répond pas : vérifiez l’adresse, le câble et que le centre est démarré, "
        "puis recommencez ; le code sert encore s’il a moins de 10 minutes.",
        "The centre does not answer (" + why.why +
            "): check the address, the cable and that the centre is started, then try again; "
            "the code still serves if it is younger than 10 minutes."};
}

server::Sentence refusal(const server::ClientReply& reply) {
    if (reply.status == kForbidden) {
        return {
            "Le centre ne connaît pas ce code : mal tapé, déjà utilisé ou vieux de plus de 10 "
            "minutes ; demandez-en un nouveau à la console.",
            "The centre does not know this code: mistyped, already used or older than 10 "
            "minutes; ask the console for a new one."};
    }
    if (reply.status == kTooSoon) {
        return {"Trop d’essais : attendez une minute et demandez un nouveau code à la console.",
                "Too many tries: wait a minute and ask the console for a new code."};
    }
    const auto status = std::to_string(reply.status);
    return {"Le centre a refusé l’enrôlement (" + status +
                ") : vérifiez que le centre et le poste sont de la même version, puis recommencez "
                "avec un nouveau code.",
            "The centre refused the enrolment (" + status +
                "): check that the centre and the station are of one version, then start again "
                "with a new code."};
}

server::Sentence not_understood(std::string_view member) {
    return {
        "La réponse du centre ne peut pas être lue : vérifiez que le centre et le poste sont de "
        "la même version, puis recommencez avec un nouveau code.",
        "What the centre answered cannot be read (" + std::string(member) +
            "): check that the centre and the station are of one version, then start again "
            "with a new code."};
}

struct Keys {
    TlsRequest tls;
    SecretBytes session_seed;
};

Result<NewIdentity, server::Sentence> read_reply(std::string_view text, Keys keys) {
    const auto body = json::read(text);
    if (!body) return Refused{not_understood("the whole of it")};
    const auto& value = body.value();
    const auto* id = json::text_member(value, "station");
    const auto station = id == nullptr ? std::nullopt : StationId::parse(*id);
    if (!station) return Refused{not_understood("station")};
    const auto* certificate = json::text_member(value, "certificate");
    if (certificate == nullptr || !is_of_key(*certificate, keys.tls.key))
        return Refused{not_understood("certificate")};
    const auto* authority = json::text_member(value, "authority");
    if (authority == nullptr || !read_certificate(*authority))
        return Refused{not_understood("authority")};
    const auto* expires = value.member("expiresMs");
    if (expires == nullptr || expires->integer() == nullptr)
        return Refused{not_understood("expiresMs")};
    const auto* centre = json::text_member(value, "centre");
    if (centre == nullptr) return Refused{not_understood("centre")};
    return NewIdentity{.station = *station,
                       .centre = *centre,
                       .expires_ms = *expires->integer(),
                       .certificate = *certificate,
                       .authority = *authority,
                       .key = std::move(keys.tls.key),
                       .session_seed = std::move(keys.session_seed)};
}

}  // namespace

std::optional<std::string> read_enrolment_code(std::string_view typed) {
    std::string code;
    for (const char one : typed) {
        if (one == ' ' || one == '-') continue;
        const char printed = as_printed(one);
        if (kAlphabet.find(printed) == std::string_view::npos) return std::nullopt;
        code += printed;
    }
    if (code.size() != kEnrolmentCodeCharacters) return std::nullopt;
    return code;
}

Result<NewIdentity, server::Sentence> ask_to_enrol(server::HttpClient& centre,
                                                   std::string_view code) {
    const auto session_key = crypto::KeyPair::generate();
    Keys keys{.tls = make_tls_request(), .session_seed = session_key.seed()};
    const auto body = body_of_request(code, keys.tls.request, session_key);
    const auto reply = centre.fetch({.method = server::Method::Post,
                                     .target = "/api/v1/stations/enrol",
                                     .headers = {},
                                     .content_type = "application/json",
                                     .body = to_bytes(body)});
    if (!reply) return Refused{unreachable(reply.error())};
    if (reply.value().status != 200) return Refused{refusal(reply.value())};
    return read_reply(as_text(reply.value().body), std::move(keys));
}

}  // namespace probant::candidate
