// SPDX-License-Identifier: EUPL-1.2
#include "candidate/vision/face_reference.h"

#include <catch2/catch.hpp>

using namespace probant;
using candidate::Descriptor;
using candidate::FaceReference;
using candidate::kReferencePictures;

namespace {

Descriptor face(float value) {
    Descriptor descriptor{};
    descriptor.fill(value);
    return descriptor;
}

// Of one person: their distances from each other are small.
void show(FaceReference& reference, float person, std::size_t pictures) {
    for (std::size_t picture = 0; picture < pictures; ++picture)
        reference.add(face(person + 0.001F * static_cast<float>(picture)));
}

}  // namespace

TEST_CASE("Five pictures of one person make the reference, their middle, and four do not") {
    FaceReference reference;
    reference.begin();
    show(reference, 0, kReferencePictures - 1);
    CHECK_FALSE(reference.taken());
    show(reference, 0, 1);

    REQUIRE(reference.taken());
    CHECK(reference.taken()->front() == Approx(0.001F));
    CHECK_FALSE(reference.is_being_taken());
}

TEST_CASE("Pictures of two people make none, and the taking begins again") {
    FaceReference reference;
    reference.begin();
    show(reference, 0, 3);
    show(reference, 1, 2);
    CHECK_FALSE(reference.taken());
    CHECK(reference.is_being_taken());

    show(reference, 1, kReferencePictures);
    REQUIRE(reference.taken());
    CHECK(reference.taken()->front() == Approx(1.002F));
}

TEST_CASE("Nothing is taken that nobody began, and what was taken stays as it is") {
    FaceReference reference;
    show(reference, 0, 2 * kReferencePictures);
    CHECK_FALSE(reference.taken());

    reference.begin();
    show(reference, 0, kReferencePictures);
    const auto taken = reference.taken();
    show(reference, 1, 2 * kReferencePictures);
    CHECK(reference.taken() == taken);
}

TEST_CASE("What is forgotten is gone, with the pictures before it") {
    FaceReference reference;
    reference.begin();
    show(reference, 0, 4);
    reference.forget();
    CHECK_FALSE(reference.is_being_taken());
    reference.begin();
    show(reference, 1, 4);
    CHECK_FALSE(reference.taken());
    show(reference, 1, 1);
    REQUIRE(reference.taken());
    CHECK(reference.taken()->front() > 0.9F);
}

TEST_CASE(
    "Pictures that somebody chose are the reference at once, and none of them changes nothing") {
    FaceReference reference;
    reference.set({face(0.2F)});
    REQUIRE(reference.taken());
    reference.set({});
    CHECK(reference.taken()->front() == 0.2F);
}
