// SPDX-License-Identifier: EUPL-1.2
#include "candidate/integrity/elsewhere.h"

#include <string>

#include <Poco/Net/ServerSocket.h>
#include <catch2/catch.hpp>

namespace probant::candidate::integrity {
namespace {

std::string place_of_socket(const Poco::Net::ServerSocket& socket) {
    return "127.0.0.1:" + std::to_string(socket.address().port());
}

}  // namespace

TEST_CASE("A place that answers is told, one that refuses is not") {
    const Poco::Net::ServerSocket open(Poco::Net::SocketAddress("127.0.0.1", 0));
    Poco::Net::ServerSocket closed(Poco::Net::SocketAddress("127.0.0.1", 0));
    const std::string answers = place_of_socket(open);
    const std::string refuses = place_of_socket(closed);
    closed.close();

    const Elsewhere elsewhere = reach_elsewhere({answers, refuses});

    CHECK(elsewhere.tried == 2);
    CHECK(elsewhere.answered == std::vector<std::string>{answers});
}

TEST_CASE("What is no address is not tried, nor are more places than a look has time for") {
    CHECK(reach_elsewhere({"example.org:443", "127.0.0.1"}).tried == 0);
    const std::string refuses = "127.0.0.1:1";
    CHECK(reach_elsewhere({refuses, refuses, refuses, refuses}).tried == kPlacesMost);
}

}  // namespace probant::candidate::integrity
