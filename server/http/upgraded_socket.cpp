// SPDX-License-Identifier: EUPL-1.2
#include "server/http/upgraded_socket.h"

#include <utility>

#include <Poco/Net/StreamSocket.h>

#include "crypto/base/ensure.h"

namespace probant::server {

struct UpgradedSocket::Parts {
    Poco::Net::StreamSocket socket;
    Bytes early;
};

UpgradedSocket::UpgradedSocket(const Poco::Net::StreamSocket& socket, Bytes early)
    : parts_(std::make_unique<Parts>(Parts{socket, std::move(early)})) {}

UpgradedSocket::UpgradedSocket(UpgradedSocket&&) noexcept = default;
UpgradedSocket& UpgradedSocket::operator=(UpgradedSocket&&) noexcept = default;
UpgradedSocket::~UpgradedSocket() = default;

Poco::Net::StreamSocket& UpgradedSocket::socket() {
    ENSURE(parts_ != nullptr);
    return parts_->socket;
}

Bytes UpgradedSocket::take_early() {
    ENSURE(parts_ != nullptr);
    return std::exchange(parts_->early, Bytes{});
}

}  // namespace probant::server
