// server/base/descriptor.h: a file descriptor that closes itself.
//
// Role     Owns what epoll and eventfd give; throws std::system_error when they give nothing.
// Threads  A value with one owner.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cerrno>
#include <system_error>

#include <unistd.h>

namespace probant::server {

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {
        if (number_ < 0) throw std::system_error(errno, std::generic_category(), "descriptor");
    }

    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    Descriptor(Descriptor&&) = delete;
    Descriptor& operator=(Descriptor&&) = delete;

    ~Descriptor() { ::close(number_); }

    [[nodiscard]] int number() const { return number_; }

private:
    int number_;
};

}  // namespace probant::server
