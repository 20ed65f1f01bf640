// SPDX-License-Identifier: EUPL-1.2
#include "center/api/station_refusals.h"

#include "center/api/statuses.h"

namespace probant::center {

using server::Reply;

Reply reply_no_station() {
    return server::problem(
        401,
        "no_station",
        {"Ce poste n’est pas enrôlé, ou ne l’est plus : demandez un code au surveillant et "
         "enrôlez-le.",
         "This station is not enrolled, or no longer: ask the invigilator for a code and enrol "
         "it."});
}

Reply reply_not_enrolled(EnrolmentFault fault) {
    switch (fault) {
        case EnrolmentFault::UnknownCode:
            return server::problem(
                kForbidden,
                "unknown_station_code",
                {"Ce code de poste n’est pas reconnu : il sert une fois, pendant dix minutes. "
                 "Demandez-en un autre au surveillant.",
                 "This station code is not recognised: it is good once, for ten minutes. Ask the "
                 "invigilator for another."});
        case EnrolmentFault::BadRequest:
            return server::problem(
                kUnprocessable,
                "bad_certificate_request",
                {"La demande de certificat du poste ne convient pas : mettez le poste à jour.",
                 "The station’s certificate request does not fit: update the station."});
        case EnrolmentFault::BadProof:
            return server::problem(
                kUnprocessable,
                "bad_proof",
                {"Le poste ne prouve pas que sa clé est la sienne : mettez le poste à jour.",
                 "The station does not prove that its key is its own: update the station."});
    }
    fail_ensure("an enrolment is refused for a reason");
}

Reply reply_too_many_stations() {
    return server::problem(
        kConflict,
        "too_many_station_codes",
        {"Trop de codes de poste attendent : utilisez ceux qui sont affichés, ou attendez dix "
         "minutes.",
         "Too many station codes are waiting: use those that are shown, or wait ten minutes."});
}

Reply reply_no_still() {
    return server::problem(
        kNotFound,
        "no_still",
        {"Cette image n’est plus gardée : elle a été effacée, ou n’est jamais arrivée.",
         "This picture is no longer kept: it was deleted, or never arrived."});
}

Reply reply_no_sitting() {
    return server::problem(
        kConflict,
        "no_sitting",
        {"Personne ne passe de test à ce poste : gardez ce que vous avez mesuré jusqu’à la "
         "prochaine identification.",
         "Nobody sits a test at this station: keep what you measured until the next sign-in."});
}

}  // namespace probant::center
