// SPDX-License-Identifier: EUPL-1.2
#include "engine/calibration/expectation.h"

#include <algorithm>

#include "engine/math/elementary.h"

namespace probant::engine::calibration {
namespace {

// A node e^-60 less likely than the best one adds nothing that a double of the sum could hold.
constexpr double kLeastLog = -60;

/// ln of the joint density of a pattern and each node becomes its posterior; gives ln of the sum.
double normalise(NodeRows& posteriors, std::size_t pattern, double frequency) {
    double most = posteriors.block(pattern, 0)[0];
    for (std::size_t block = 0; block < posteriors.blocks(); ++block) {
        for (const double log : posteriors.block(pattern, block))
            most = std::max(most, log);
    }
    double sum = 0;
    for (std::size_t block = 0; block < posteriors.blocks(); ++block) {
        for (double& value : posteriors.block(pattern, block)) {
            const double log = value - most;
            value = log < kLeastLog ? 0 : math::exp(log);
            sum += value;
        }
    }
    const double scale = frequency / sum;
    for (std::size_t block = 0; block < posteriors.blocks(); ++block) {
        for (double& value : posteriors.block(pattern, block))
            value *= scale;
    }
    return most + math::log(sum);
}

struct Chunk {
    double log_likelihood{};
    std::vector<Lanes> mass{};
};

Chunk weigh(const Answers& answers,
            const NodeRows& log_probabilities,
            const std::vector<Lanes>& log_weights,
            std::size_t chunk,
            NodeRows& posteriors) {
    const std::size_t first = chunk * kChunk;
    const std::size_t end = std::min(first + kChunk, answers.patterns());
    add_answers(answers,
                {.table = log_probabilities, .start = log_weights, .reach = nullptr},
                chunk,
                posteriors);
    Chunk weighed{.log_likelihood = 0, .mass = std::vector<Lanes>(posteriors.blocks())};
    for (std::size_t pattern = first; pattern < end; ++pattern) {
        const double frequency = answers.frequency(pattern);
        weighed.log_likelihood += frequency * normalise(posteriors, pattern, frequency);
        for (std::size_t block = 0; block < posteriors.blocks(); ++block) {
            for (std::size_t lane = 0; lane < kLanes; ++lane)
                weighed.mass[block].at(lane) += posteriors.block(pattern, block).at(lane);
        }
    }
    return weighed;
}

}  // namespace

Expected room_for(const Answers& answers, std::size_t blocks) {
    return {.log_likelihood = 0,
            .counts = NodeRows(answers.rows(), blocks),
            .posteriors = NodeRows(answers.patterns(), blocks),
            .mass = std::vector<Lanes>(blocks),
            .reach = Reach(answers.chunks(), blocks)};
}

void expect(const Answers& answers,
            const NodeRows& log_probabilities,
            const std::vector<Lanes>& log_weights,
            const Crew& crew,
            Expected& expected) {
    std::vector<Chunk> chunks(answers.chunks());
    crew(chunks.size(), [&](std::size_t chunk) {
        chunks[chunk] = weigh(answers, log_probabilities, log_weights, chunk, expected.posteriors);
    });
    expected.log_likelihood = 0;
    for (auto& lanes : expected.mass)
        lanes.fill(0);
    for (std::size_t chunk = 0; chunk < chunks.size(); ++chunk) {
        expected.log_likelihood += chunks[chunk].log_likelihood;
        for (std::size_t block = 0; block < expected.mass.size(); ++block) {
            const Lanes& mass = chunks[chunk].mass[block];
            for (std::size_t lane = 0; lane < kLanes; ++lane)
                expected.mass[block].at(lane) += mass.at(lane);
            const bool any = std::ranges::any_of(mass, [](double here) { return here > 0; });
            expected.reach.set(chunk, block, any);
        }
    }
    add_patterns(answers, expected.posteriors, expected.reach, crew, expected.counts);
}

}  // namespace probant::engine::calibration
