// SPDX-License-Identifier: EUPL-1.2
#include "candidate/vision/models.h"

#include <array>
#include <cstddef>
#include <fstream>
#include <iterator>
#include <vector>

#include "crypto/digest.h"

namespace probant::candidate {
namespace {

struct Pinned {
    std::string_view file;
    std::string_view sha256;
};

// By Model. deploy/models pins the same four.
constexpr std::array kPinned{
    Pinned{"mp_face_full.onnx", "bef4fe427722fa44550b5d912902a042c4951beaf80aecb9e42970c33c48aed6"},
    Pinned{"mp_face_landmark.onnx",
           "6c655500ca00a1ad503ecc36be28b965304bef98436a35ce4f4cca15654df81b"},
    Pinned{"fa_recognition.onnx",
           "229b6c4c67cc9417e2922856fade969362515f26beb5ed394b51e72406658e54"},
    Pinned{"nanodet.onnx", "b82453bc6543a729a66a403c27958ca4a08ab3a4cf5e880fca073fefae76eaf5"},
};

// The largest network is 22 MB; whatever is longer than this is none of ours.
constexpr std::uintmax_t kBytesMax = 64U << 20U;

const Pinned& pinned(Model model) {
    return kPinned.at(static_cast<std::size_t>(model));
}

OpenedModel refused(const std::filesystem::path& path, ModelFault fault, std::string_view why) {
    return {
        .network = std::nullopt, .refusal = path.string() + ' ' + std::string(why), .fault = fault};
}

std::optional<std::vector<unsigned char>> content_of(const std::filesystem::path& path) {
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    if (error || size > kBytesMax) return std::nullopt;
    std::ifstream file(path, std::ios::binary);
    std::vector<char> read{std::istreambuf_iterator<char>(file), {}};
    if (read.empty()) return std::nullopt;
    return std::vector<unsigned char>(read.begin(), read.end());
}

}  // namespace

std::string_view file_of(Model model) {
    return pinned(model).file;
}

std::string_view sha256_of(Model model) {
    return pinned(model).sha256;
}

OpenedModel open_model(const std::filesystem::path& folder, Model model) {
    const auto path = folder / pinned(model).file;
    std::error_code error;
    if (!std::filesystem::exists(path, error)) {
        return refused(path, ModelFault::Absent, "is absent: deploy/models makes it");
    }
    const auto content = content_of(path);
    if (!content) {
        return refused(
            path, ModelFault::Unreadable, "cannot be read: deploy/models makes it again");
    }
    if (crypto::sha256(ByteView(*content)).hex() != pinned(model).sha256) {
        return refused(
            path,
            ModelFault::OtherDigest,
            "is refused, its SHA-256 is not the one pinned: deploy/models makes it again");
    }
    try {
        cv::dnn::Net network = cv::dnn::readNetFromONNX(*content);
        network.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
        network.setPreferableTarget(cv::dnn::DNN_TARGET_CPU);
        return {.network = std::move(network), .refusal = {}, .fault = std::nullopt};
    } catch (const cv::Exception&) {
        return refused(path,
                       ModelFault::OtherOpenCv,
                       "cannot be read by this OpenCV: Debian 12's, 4.6, reads it");
    }
}

}  // namespace probant::candidate
