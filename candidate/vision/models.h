// candidate/vision/models.h: the four networks of a station, and how each is trusted.
//
// Role        Opens a network from a folder that deploy/models filled, once its SHA-256 is the one
//             pinned here. What cannot be had is unavailable, with a sentence that says why.
// Invariants  The bytes that were digested are those that are read: a file that changes meanwhile
//             changes nothing. No file, however broken, is an exception.
// Threads     Free functions.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include <opencv2/dnn.hpp>

namespace probant::candidate {

enum class Model { FaceDetector, FaceLandmarks, Identity, Objects };

enum class ModelFault { Absent, Unreadable, OtherDigest, OtherOpenCv };

struct OpenedModel {
    std::optional<cv::dnn::Net> network;
    std::string refusal;  // why there is none, and what to do
    std::optional<ModelFault> fault;
};

[[nodiscard]] std::string_view file_of(Model model);

/// The one that is pinned.
[[nodiscard]] std::string_view sha256_of(Model model);

[[nodiscard]] OpenedModel open_model(const std::filesystem::path& folder, Model model);

}  // namespace probant::candidate
