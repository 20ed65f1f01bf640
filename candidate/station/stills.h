// candidate/station/stills.h: the last half minute of frames, and the one that shows an alert.
//
// Role        An alert names a frame at most kStillReach old; this keeps them, as JPEG, and writes
//             the one that was named. Where no folder was given, nothing is kept.
// Invariants  A still is at most kStillBytesMax long. No frame outlives kStillReach.
// Threads     One thread at a time.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "candidate/vision/pictures.h"
#include "engine/proctoring/alert.h"

namespace probant::candidate::station {

constexpr std::size_t kStillBytesMax = 100'000;

class Stills {
public:
    /// In this folder, under names that begin like the film's.
    Stills(std::filesystem::path folder, const std::string& film);

    void keep(const Frame& frame);

    /// Throws Misuse where the folder cannot be written.
    void save(const engine::ProctoringAlert& alert);

    /// The file written for an alert, as it is called in its folder.
    [[nodiscard]] std::optional<std::string> name_of(const engine::ProctoringAlert& alert) const;

private:
    struct Kept {
        engine::FrameRef frame;
        std::vector<unsigned char> jpeg;
    };

    std::filesystem::path folder_;
    std::string film_;
    std::deque<Kept> kept_;
    std::map<std::uint32_t, std::string> written_;  // by the number of the alert
};

/// The picture as a JPEG that is short enough, scaled down and made coarser until it is.
[[nodiscard]] std::vector<unsigned char> as_still(const cv::Mat& picture);

}  // namespace probant::candidate::station
