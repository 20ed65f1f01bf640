// SPDX-License-Identifier: EUPL-1.2
#include "candidate/vision/models.h"

#include <filesystem>
#include <fstream>
#include <string>

#include <catch2/catch.hpp>

#include "candidate/vision/pipeline.h"

using namespace probant::candidate;

namespace {

class Folder {
public:
    Folder() {
        std::string name =
            (std::filesystem::temp_directory_path() / "probant-models-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        path_ = name;
    }

    Folder(const Folder&) = delete;
    Folder(Folder&&) = delete;
    Folder& operator=(const Folder&) = delete;
    Folder& operator=(Folder&&) = delete;

    ~Folder() { std::filesystem::remove_all(path_); }

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

    void write(Model model, const std::string& content) const {
        std::ofstream(path_ / file_of(model), std::ios::binary) << content;
    }

private:
    std::filesystem::path path_;
};

}  // namespace

TEST_CASE("A network that is absent is unavailable, and the sentence says what makes it") {
    const Folder folder;

    const auto opened = open_model(folder.path(), Model::FaceDetector);

    CHECK_FALSE(opened.network);
    CHECK_THAT(opened.refusal, Catch::Contains("mp_face_full.onnx is absent"));
    CHECK_THAT(opened.refusal, Catch::Contains("deploy/models"));
}

TEST_CASE("A network that is not the one pinned is refused by name, and is never read") {
    const Folder folder;
    for (const auto model :
         {Model::FaceDetector, Model::FaceLandmarks, Model::Identity, Model::Objects}) {
        folder.write(model, "not at all a network");

        const auto opened = open_model(folder.path(), model);

        CHECK_FALSE(opened.network);
        CHECK_THAT(opened.refusal, Catch::Contains(std::string(file_of(model)) + " is refused"));
        CHECK_THAT(opened.refusal, Catch::Contains("SHA-256"));
    }
}

TEST_CASE("One changed byte of a real network makes it refused") {
    const Folder folder;
    const auto real = std::filesystem::path(PROBANT_TEST_MODELS) / file_of(Model::FaceDetector);
    if (!std::filesystem::exists(real)) {
        WARN("build/models is absent, skipped");
        return;
    }
    std::ifstream file(real, std::ios::binary);
    std::string content{std::istreambuf_iterator<char>(file), {}};
    folder.write(Model::FaceDetector, content);
    REQUIRE(open_model(folder.path(), Model::FaceDetector).network);
    content.at(content.size() / 2) = static_cast<char>(content.at(content.size() / 2) ^ 1);

    folder.write(Model::FaceDetector, content);

    CHECK_FALSE(open_model(folder.path(), Model::FaceDetector).network);
}

TEST_CASE("An empty file and a folder in the place of a network are refused") {
    const Folder folder;
    folder.write(Model::Objects, "");
    std::filesystem::create_directory(folder.path() / file_of(Model::Identity));

    CHECK_FALSE(open_model(folder.path(), Model::Objects).network);
    CHECK_FALSE(open_model(folder.path(), Model::Identity).network);
}

TEST_CASE("Without networks there is still a detector, and each thing that is missing is named") {
    const Folder folder;

    const auto networks = open_networks(folder.path(), /*with_identity=*/true);

    CHECK(networks.detector != nullptr);
    CHECK(networks.unavailable.size() == 4);
    CHECK_FALSE(networks.identity);
}

TEST_CASE("The network of identity is not even looked for while its switch is off") {
    const Folder folder;
    folder.write(Model::Identity, "not at all a network");

    CHECK(open_networks(folder.path(), /*with_identity=*/false).unavailable.size() == 3);
}
