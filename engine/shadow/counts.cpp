// SPDX-License-Identifier: EUPL-1.2
#include "engine/shadow/counts.h"

#include <algorithm>

#include "crypto/base/ensure.h"

namespace probant::engine {

Counts::Counts(const Constraints& constraints, std::size_t tubes)
    : constraints_(&constraints), tubes_(tubes, 0), left_(constraints.length) {
    count_owed();
}

void Counts::set_domain_of(std::uint32_t competence, std::uint32_t domain) {
    if (domain_of_.at(competence) == domain) return;
    domain_of_.at(competence) = domain;
    count_owed();
}

void Counts::add(std::uint32_t competence, std::uint32_t domain, std::uint32_t tube) {
    ENSURE(left_ > 0);
    ++competences_.at(competence);
    ++domains_.at(domain);
    ++tubes_[tube];
    --left_;
    count_owed();
}

bool Counts::has_room(const Offered& entry) const {
    return left_ > 0 && competences_.at(entry.competence) < constraints_->competence.most &&
           domains_.at(entry.domain) < constraints_->domains.at(entry.domain).most &&
           tubes_[entry.tube] < constraints_->tube_most;
}

bool Counts::stays_extendable(const Offered& entry) const {
    if (!has_room(entry)) return false;
    const bool is_owed_by_competence =
        competences_.at(entry.competence) < constraints_->competence.least;
    const bool is_owed = is_owed_by_competence || is_domain_short(entry.domain);
    if (owed_ > left_ - (is_owed ? 0 : 1)) return false;
    // A domain that is nearly full keeps its places for the competences that need them.
    const auto& range = constraints_->domains.at(entry.domain);
    if (range.most == kNoMost || is_owed_by_competence) return true;
    return domains_.at(entry.domain) + 1 + owed_by_competences_.at(entry.domain) <= range.most;
}

void Counts::count_owed() {
    owed_by_competences_.fill(0);
    const auto least = constraints_->competence.least;
    for (std::size_t n = 0; n < kCompetences; ++n) {
        auto& owed = owed_by_competences_.at(domain_of_.at(n));
        owed += least - std::min(least, competences_.at(n));
    }
    owed_ = 0;
    for (std::uint32_t domain = 0; domain < kDomains; ++domain)
        owed_ += std::max(owed_by_competences_.at(domain), shortage(domain));
}

std::uint32_t Counts::shortage(std::uint32_t domain) const {
    const auto least = constraints_->domains.at(domain).least;
    return least - std::min(least, domains_.at(domain));
}

/// Short beyond what its competences are owed: any of its items then serves.
bool Counts::is_domain_short(std::uint32_t domain) const {
    return shortage(domain) > owed_by_competences_.at(domain);
}

}  // namespace probant::engine
