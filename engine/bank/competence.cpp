// SPDX-License-Identifier: EUPL-1.2
#include "engine/bank/competence.h"

#include "crypto/base/ensure.h"

namespace probant::engine {

Competence Competence::at(std::uint32_t index) {
    ENSURE(index < kCompetences);
    return Competence{index};
}

std::optional<Competence> Competence::parse(std::string_view code) {
    for (std::uint32_t index = 0; index < kCompetences; ++index)
        if (Competence{index}.code() == code) return Competence{index};
    return std::nullopt;
}

std::uint32_t Competence::domain() const {
    std::uint32_t first = 0;
    for (std::uint32_t domain = 0; domain < kDomains; ++domain) {
        first += kDomainSizes.at(domain);
        if (index < first) return domain + 1;
    }
    fail_ensure("a competence is one of sixteen");
}

std::string Competence::code() const {
    std::uint32_t first = 0;
    for (std::uint32_t earlier = 1; earlier < domain(); ++earlier)
        first += kDomainSizes.at(earlier - 1);
    return std::to_string(domain()) + "." + std::to_string(index - first + 1);
}

}  // namespace probant::engine
