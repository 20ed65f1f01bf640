// SPDX-License-Identifier: EUPL-1.2
#include "candidate/integrity/elsewhere.h"

#include <Poco/Exception.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/Timespan.h>

#include "candidate/integrity/address.h"

namespace probant::candidate::integrity {
namespace {

bool answers(const Place& place) {
    try {
        Poco::Net::StreamSocket socket;
        socket.connect(Poco::Net::SocketAddress(text_of(place.address), place.port),
                       Poco::Timespan(std::chrono::microseconds(kTryMost).count()));
        return true;
    } catch (const Poco::Exception&) {
        return false;
    }
}

}  // namespace

Elsewhere reach_elsewhere(const std::vector<std::string>& places) {
    Elsewhere elsewhere;
    for (const std::string& text : places) {
        const auto place = place_in_network(text);
        if (!place) continue;
        if (elsewhere.tried == kPlacesMost) break;
        ++elsewhere.tried;
        if (answers(*place)) elsewhere.answered.push_back(text);
    }
    return elsewhere;
}

}  // namespace probant::candidate::integrity
