// SPDX-License-Identifier: EUPL-1.2
#include "candidate/integrity/address.h"

#include <catch2/catch.hpp>

#include "crypto/base/ensure.h"

namespace probant::candidate::integrity {
namespace {

bool is_inside(std::string_view address, std::string_view network) {
    const auto parsed = address_of(address);
    const auto net = network_of(network);
    ENSURE(parsed && net);
    return is_in(*parsed, *net);
}

}  // namespace

TEST_CASE("An address is in its net up to the last one, and not beyond") {
    CHECK(is_inside("10.1.0.0", "10.1.0.0/22"));
    CHECK(is_inside("10.1.3.255", "10.1.0.0/22"));
    CHECK_FALSE(is_inside("10.1.4.0", "10.1.0.0/22"));
    CHECK(is_inside("2001:db8::9", "2001:db8::/32"));
    CHECK_FALSE(is_inside("2001:db9::9", "2001:db8::/32"));
}

TEST_CASE("A net without bits is one address, and the one of no bits is all of its kind") {
    CHECK(is_inside("10.1.0.1", "10.1.0.1"));
    CHECK_FALSE(is_inside("10.1.0.2", "10.1.0.1"));
    CHECK(is_inside("203.0.113.1", "0.0.0.0/0"));
    CHECK_FALSE(is_inside("2001:db8::9", "0.0.0.0/0"));
}

TEST_CASE("What is no net is none") {
    for (const auto* text :
         {"", "10.1.0.0/33", "10.1.0/8", "centre/8", "2001:db8::/129", "10.1.0.0/"})
        CHECK_FALSE(network_of(text));
}

TEST_CASE("A place is an address and a port, in numbers") {
    CHECK(place_in_network("192.0.2.1:443")->port == 443);
    CHECK(text_of(place_in_network("[2001:db8::1]:80")->address) == "2001:db8::1");
    for (const auto* text : {"192.0.2.1", "centre:443", "192.0.2.1:0", "192.0.2.1:65536", ":443"})
        CHECK_FALSE(place_in_network(text));
}

TEST_CASE("An address of the kernel's routes is the one that people write") {
    REQUIRE(address_of_route("0101A8C0"));
    CHECK(text_of(*address_of_route("0101A8C0")) == "192.168.1.1");
    CHECK_FALSE(address_of_route("0101A8"));
}

TEST_CASE("Only this machine's own addresses are its own") {
    CHECK(is_loopback(*address_of("127.0.0.53")));
    CHECK(is_loopback(*address_of("::1")));
    CHECK_FALSE(is_loopback(*address_of("10.127.0.1")));
    CHECK_FALSE(is_loopback(*address_of("::2")));
}

}  // namespace probant::candidate::integrity
