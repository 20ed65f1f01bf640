// SPDX-License-Identifier: EUPL-1.2
#include "crypto/cli/prompt.h"

#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include "crypto/passphrase.h"

namespace probant::crypto::cli {

namespace {

/// The terminal with its echo off, which comes back on however we leave.
class QuietTerminal {
public:
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): POSIX has no other
    QuietTerminal() : number_(::open("/dev/tty", O_RDWR | O_CLOEXEC)) {
        if (number_ < 0 || ::tcgetattr(number_, &before_) != 0) return;
        termios quiet = before_;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ready_ = ::tcsetattr(number_, TCSAFLUSH, &quiet) == 0;
    }

    ~QuietTerminal() {
        if (ready_) ::tcsetattr(number_, TCSAFLUSH, &before_);
        if (number_ >= 0) ::close(number_);
    }

    QuietTerminal(const QuietTerminal&) = delete;
    QuietTerminal& operator=(const QuietTerminal&) = delete;
    QuietTerminal(QuietTerminal&&) = delete;
    QuietTerminal& operator=(QuietTerminal&&) = delete;

    [[nodiscard]] bool ready() const { return ready_; }

    void show(std::string_view text) const {
        const ByteView bytes = as_bytes(text);
        if (::write(number_, bytes.data(), bytes.size()) < 0) {
            throw std::system_error(errno, std::generic_category(), "terminal");
        }
    }

    [[nodiscard]] SecretBytes read_line() const {
        SecretBytes buffer(kPassphraseBytesMax + 1);
        std::size_t held = 0;
        while (held < buffer.size()) {
            const auto place = buffer.fill().subspan(held, 1);
            if (::read(number_, place.data(), 1) != 1 || place.front() == '\n') break;
            ++held;
        }
        return SecretBytes::copy_of(buffer.expose().first(held));
    }

private:
    int number_;
    termios before_{};
    bool ready_{false};
};

SecretBytes asked(const QuietTerminal& terminal, std::string_view question) {
    terminal.show(question);
    SecretBytes typed = terminal.read_line();
    terminal.show("\n");
    return typed;
}

}  // namespace

Result<SecretBytes, std::string> ask_passphrase(bool fresh) {
    const QuietTerminal terminal;
    if (!terminal.ready()) {
        return Refused{
            std::string("no terminal to ask on: give --passphrase-file or --machine-secret")};
    }
    SecretBytes typed = asked(terminal, "Passphrase: ");
    if (!fresh) return typed;
    if (!same_secret(typed, asked(terminal, "The same again: "))) {
        return Refused{std::string("the two passphrases differ: begin again")};
    }
    return typed;
}

}  // namespace probant::crypto::cli
