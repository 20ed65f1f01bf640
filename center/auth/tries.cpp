// SPDX-License-Identifier: EUPL-1.2
#include "center/auth/tries.h"

namespace probant::center {
namespace {

/// An address holds no line feed, so that two pairs never have one spelling.
std::string account_there(const std::string& address, const std::string& account) {
    return address + "\n" + account;
}

}  // namespace

std::int64_t Tries::wrong_code(const std::string& address, std::int64_t now_ms) {
    if (wrong_codes_.take(address, now_ms)) return 0;
    return wrong_codes_.wait_ms(address, now_ms);
}

std::int64_t Tries::take_password(const std::string& address,
                                  const std::string& account,
                                  std::int64_t now_ms) {
    const auto there = account_there(address, account);
    const bool known = known_.wait_ms(there, now_ms) > 0;
    if (!known && !by_address_.take(address, now_ms)) return by_address_.wait_ms(address, now_ms);
    if (by_account_there_.take(there, now_ms)) return 0;
    if (!known) by_address_.give_back(address, now_ms);
    return by_account_there_.wait_ms(there, now_ms);
}

void Tries::right_password(const std::string& address,
                           const std::string& account,
                           std::int64_t taken_ms) {
    const auto there = account_there(address, account);
    untried_password(address, account, taken_ms);
    known_.take(there, taken_ms);
}

void Tries::untried_password(const std::string& address,
                             const std::string& account,
                             std::int64_t taken_ms) {
    const auto there = account_there(address, account);
    const bool known = known_.wait_ms(there, taken_ms) > 0;
    by_account_there_.give_back(there, taken_ms);
    if (!known) by_address_.give_back(address, taken_ms);
}

Tries::Turn::Turn(Tries& tries)
    : tries_(tries), has_come_(tries.in_hand_.fetch_add(1) < kPasswordsInHandMax) {}

Tries::Turn::~Turn() {
    tries_.in_hand_.fetch_sub(1);
}

}  // namespace probant::center
