// tests/load/plain_selection.cpp: the plain methods that the engine is measured against.
//
// Role        Gives tests to the same people with the published methods, written as plainly as they
//             are told: maximum information at the EAP, greedy under the blueprint, and item prices
//             (the dual of the linear programme) learned by a subgradient on invented people.
//             Writes the OUT.csv that `probant-engine report` and the bench read.
// Usage       plain_selection BANK.csv SIM.csv RESP.u8 free|balanced CAP SEED OUT.csv   (CAP 1:
// none) Invariants  Tubes and enemies are kept by looking back alone: with a large bank that is
// enough. Threads     main's only.
//
// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iostream>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "engine/adaptive/posterior.h"
#include "engine/cli/bank_table.h"

namespace {

using namespace probant::engine;

constexpr std::size_t kLength = 32;
constexpr std::uint32_t kEach = 2;
constexpr int kBatch = 200;
constexpr int kBatches = 30;

struct Ground {
    cli::BankTable bank{};
    std::vector<std::vector<OnGrid>> logs{};  ///< by item, then right
    bool balanced{};
    double cap{1};
    std::vector<double> price{};
};

struct Sat {
    std::vector<std::size_t> items{};
    Likelihood likelihood{};
};

bool fits(const Ground& ground, const Sat& sat, std::size_t item) {
    const auto& row = ground.bank.items[item];
    std::uint32_t of_competence = 0;
    for (const std::size_t other : sat.items) {
        if (other == item) return false;
        if (!ground.balanced) continue;
        const auto& given = ground.bank.items[other];
        if (given.tube == row.tube) return false;
        if (row.enemy_group && given.enemy_group == row.enemy_group) return false;
        if (given.competence == row.competence) ++of_competence;
    }
    return of_competence < kEach || !ground.balanced;
}

template <class Answer>
Sat sit(const Ground& ground, const Answer& answer) {
    Sat sat;
    while (sat.items.size() < kLength) {
        const double theta = moments(sat.likelihood, 1000).mean;
        std::size_t best = ground.bank.items.size();
        double most = -1e9;
        for (std::size_t item = 0; item < ground.bank.items.size(); ++item) {
            const double gain =
                information(ground.bank.items[item].model, theta) - ground.price[item];
            if (gain <= most || !fits(ground, sat, item)) continue;
            most = gain;
            best = item;
        }
        if (best == ground.bank.items.size()) break;
        sat.items.push_back(best);
        add_answer(sat.likelihood, ground.logs[best][answer(best) ? 1 : 0]);
    }
    return sat;
}

/// Prices rise where an item was in more than its share of a batch, and fall where in fewer.
void learn_prices(Ground& ground, std::uint64_t seed) {
    std::mt19937_64 rng(seed);
    std::normal_distribution<double> normal;
    std::uniform_real_distribution<double> uniform;
    for (int batch = 0; batch < kBatches; ++batch) {
        std::vector<double> rate(ground.price.size(), 0);
        for (int person = 0; person < kBatch; ++person) {
            const double theta = normal(rng);
            const auto sat = sit(ground, [&](std::size_t item) {
                return uniform(rng) <
                       probability(ground.bank.items[item].model, theta, Category{1});
            });
            for (const std::size_t item : sat.items)
                rate[item] += 1.0 / kBatch;
        }
        const double step = 0.35 / (1 + 0.15 * batch) / ground.cap;
        for (std::size_t item = 0; item < rate.size(); ++item) {
            const double moved = ground.price[item] + step * (rate[item] - ground.cap);
            ground.price[item] = std::max(0.0, moved);
        }
    }
}

int run(const std::vector<std::string>& words) {
    Ground ground;
    ground.bank = cli::read_bank_table(words[0]);
    const auto people = cli::read_candidates(words[1]);
    const auto responses =
        cli::read_responses(words[2], people.names.size(), ground.bank.items.size());
    ground.balanced = words[3] == "balanced";
    ground.cap = std::stod(words[4]);
    ground.price.assign(ground.bank.items.size(), 0);
    for (const auto& item : ground.bank.items) {
        ground.logs.push_back({log_likelihood_on_grid(item.model, Category{0}),
                               log_likelihood_on_grid(item.model, Category{1})});
    }
    if (ground.cap < 1) learn_prices(ground, std::stoull(words[5]));
    std::ofstream out(words[6]);
    out.precision(9);
    out << "sim,theta_hat,se,n,cpu_ms,items\n" << std::fixed;
    for (std::size_t person = 0; person < people.names.size(); ++person) {
        const auto sat =
            sit(ground, [&](std::size_t item) { return responses.at(person, item) == 1; });
        const auto score = moments(sat.likelihood, 1000);
        out << people.names[person] << ',' << score.mean << ',' << score.sd << ','
            << sat.items.size() << ",0,";
        for (std::size_t n = 0; n < sat.items.size(); ++n)
            out << (n == 0 ? "" : ";") << sat.items[n];
        out << '\n';
    }
    return out.good() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    const auto given = std::span(argv, static_cast<std::size_t>(argc)).subspan(1);
    const std::vector<std::string> words(given.begin(), given.end());
    if (words.size() != 7) {
        std::cerr
            << "usage: plain_selection BANK.csv SIM.csv RESP.u8 free|balanced CAP SEED OUT.csv\n";
        return 2;
    }
    try {
        return run(words);
    } catch (const std::exception& error) {
        std::cerr << "plain_selection: " << error.what() << '\n';
        return 1;
    }
}
