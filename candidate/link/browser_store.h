// candidate/link/browser_store.h: where the kiosk's browser finds the station's certificate.
//
// Role        Puts key, certificate and authorities into the NSS database of the kiosk's user, with
//             Debian's certutil and pk12util: the browser then shows the certificate by itself.
// Invariants  The key passes through a folder that only we read and that is gone afterwards. What a
//             former enrolment left under the same names is taken out first.
// Threads     Free functions; they start programs and wait for them.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "crypto/base/result.h"
#include "crypto/base/secret.h"
#include "server/base/sentence.h"

namespace probant::candidate {

/// The database below this home: ~/.pki/nssdb where it exists, else ~/.local/share/pki/nssdb. A
/// folder that is a database itself is taken as it is.
[[nodiscard]] std::filesystem::path database_below(const std::filesystem::path& home);

/// Are the two programs there?
[[nodiscard]] Result<bool, server::Sentence> find_store_programs();

struct StoreContent {
    std::string_view certificate_pem;
    const SecretBytes& key_pem;
    std::string_view stations_authority_pem;
    std::filesystem::path centre_authority;  ///< believed as the centre's
};

/// Makes the database where there is none.
[[nodiscard]] Result<bool, server::Sentence> fill_store(const std::filesystem::path& home,
                                                        const StoreContent& content);

}  // namespace probant::candidate
