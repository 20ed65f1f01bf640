// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "engine/calibration/calibrate.h"
#include "engine/calibration/linking.h"
#include "engine/cli/bank_table.h"
#include "engine/cli/command.h"
#include "engine/cli/files.h"
#include "engine/cli/item_table.h"
#include "engine/cli/second_order_report.h"
#include "engine/cli/thread_crew.h"

namespace probant::engine::cli {
namespace {

using calibration::Calibration;
using calibration::Shape;
using FixedItems = std::vector<std::optional<ItemModel>>;

constexpr std::size_t kPersonsMost = 2'000'000;
constexpr std::size_t kItemsMost = 100'000;
constexpr std::size_t kNodesLeast = 11;
constexpr std::size_t kNodesMost = 401;

struct CalibrateOptions {
    std::string responses{};
    std::size_t persons{};
    std::size_t items{};
    std::string model{};
    bool likelihood_alone{};
    std::size_t nodes{61};
    std::size_t threads{1};
    std::string fixed{};
    std::string link{"none"};
    std::string bank{};
    std::string out{};
    bool json{};
};

Shape shape_of(const std::string& model) {
    if (model == "grm") return Shape::Graded;
    return model == "3pl" ? Shape::ThreeParameters : Shape::TwoParameters;
}

std::uint32_t best_category(const CalibrateOptions& options,
                            const FixedItems& fixed,
                            std::size_t item) {
    if (!fixed.empty()) {
        const auto& model = fixed[item];
        if (model) return full_credit(*model).value;
    }
    return shape_of(options.model) == Shape::Graded ? kThresholdsMost : 1;
}

void refuse_categories(const CalibrateOptions& options,
                       const FixedItems& fixed,
                       const Responses& responses) {
    for (std::size_t item = 0; item < options.items; ++item) {
        const auto best = best_category(options, fixed, item);
        for (std::size_t person = 0; person < options.persons; ++person) {
            const auto answer = responses.at(person, item);
            if (answer == kNotAdministered || answer <= best) continue;
            throw Misuse(options.responses + ": person " + std::to_string(person) + ", item " +
                         std::to_string(item) + ": " + std::to_string(answer) +
                         " is above this item's best category, " + std::to_string(best));
        }
    }
}

/// Says how far the work is: a bar on a terminal, a line now and then otherwise.
class Teller {
public:
    explicit Teller(std::string work) : work_(std::move(work)) {}

    void operator()(std::size_t cycle, std::size_t most, double log_likelihood) {
        const auto now = std::chrono::steady_clock::now();
        const auto pause = terminal_ ? std::chrono::milliseconds(100) : std::chrono::seconds(5);
        if (now - told_ < pause) return;
        told_ = now;
        const std::string text = work_ + " " + std::to_string(cycle) + " of at most " +
                                 std::to_string(most) + ", log-likelihood " +
                                 std::to_string(log_likelihood);
        if (!terminal_) {
            std::cerr << "calibrate: " << text << '\n';
            return;
        }
        constexpr std::size_t kWidth = 30;
        // EM's cycles are few or many: the bar fills fast at first, and never quite.
        const auto done = kWidth * cycle / (cycle + 20);
        std::cerr << "\r[" << std::string(done, '#') << std::string(kWidth - done, '.') << "] "
                  << text << "\x1b[K" << std::flush;
        drawn_ = true;
    }

    void end() const {
        if (drawn_) std::cerr << "\r\x1b[K" << std::flush;
    }

private:
    std::string work_{};
    bool terminal_{isatty(STDERR_FILENO) != 0};
    bool drawn_{};
    std::chrono::steady_clock::time_point told_{std::chrono::steady_clock::now()};
};

std::string method_of(const CalibrateOptions& options, const Calibration& calibration) {
    std::string method = options.likelihood_alone ? "MML-EM" : "MMAP-EM, empirical priors";
    method += ", Anderson acceleration, " + std::to_string(options.nodes) +
              " nodes on [-6,6]; SE from the observed information, ";
    method +=
        calibration.full_information ? "whole matrix" : "item blocks and the scale they share";
    return method;
}

nlohmann::ordered_json summary_of(const CalibrateOptions& options,
                                  const Calibration& calibration,
                                  double cpu_seconds) {
    nlohmann::ordered_json json{{"logLik", calibration.log_likelihood},
                                {"logPosterior", calibration.log_posterior},
                                {"iterations", calibration.cycles},
                                {"converged", calibration.converged},
                                {"cpu_s", cpu_seconds},
                                {"method", method_of(options, calibration)}};
    json["mean"] = calibration.population.mean;
    json["sd"] = calibration.population.sd;
    return json;
}

void print(const CalibrateOptions& options, const nlohmann::ordered_json& json) {
    if (options.json) {
        std::cout << json.dump() << '\n';
        return;
    }
    for (const auto& [name, value] : json.items()) {
        if (value.is_object()) continue;
        std::cout << name << ' ' << (value.is_string() ? value.get<std::string>() : value.dump())
                  << '\n';
    }
}

/// The items common to both scales that the answers tell something of, as found and as fixed.
struct Anchors {
    std::vector<ItemModel> found{};
    std::vector<ItemModel> fixed{};
};

Anchors anchors_of(const FixedItems& fixed, const Calibration& calibration) {
    Anchors anchors;
    for (std::size_t item = 0; item < fixed.size(); ++item) {
        const auto& found = calibration.items[item];
        const auto& model = fixed[item];
        if (!model || found.flag == calibration::ItemFlag::Few) continue;
        // Other categories than the answers': not the same item.
        if (full_credit(found.model) != full_credit(*model)) continue;
        anchors.found.push_back(found.model);
        anchors.fixed.push_back(*model);
    }
    return anchors;
}

/// What was calibrated freely, put on the scale of the fixed items; these keep their parameters.
void move_along(const calibration::Link& link, const FixedItems& fixed, Calibration& calibration) {
    for (std::size_t item = 0; item < fixed.size(); ++item) {
        auto& moved = calibration.items[item];
        moved = calibration::linked(moved, link);
        const auto& model = fixed[item];
        if (!model) continue;
        moved.model = *model;
        moved.errors = {};
        moved.flag = calibration::ItemFlag::Ok;
    }
    calibration.population = {.mean = link.shift, .sd = link.scale};
}

bool is_silent(const Responses& responses) {
    return std::ranges::all_of(responses.bytes(),
                               [](std::uint8_t answer) { return answer == kNotAdministered; });
}

int refuse(const std::string& file, const std::string& why) {
    std::cerr << "probant-engine: " << file << ": " << why << '\n';
    return kRefused;
}

calibration::Calibration calibrated(const calibration::Request& request,
                                    const CalibrateOptions& options) {
    Teller teller("cycle");
    auto calibration =
        calibration::calibrate(request, thread_crew(options.threads), std::ref(teller));
    teller.end();
    return calibration;
}

/// Priors draw the slopes of items with few answers together, and the deviations seem smaller than
/// they are (docs/MEASURING.md): they are told from the likelihood alone. Floors of guessing cannot
/// be.
calibration::SecondOrder second_order_of(calibration::Request request,
                                         const std::vector<Competence>& competences,
                                         const Calibration& calibration,
                                         const CalibrateOptions& options) {
    const bool again = request.priors && request.shape != Shape::ThreeParameters;
    request.priors = request.priors && !again;
    const auto& base = again ? calibrated(request, options) : calibration;
    Teller teller("second order, iteration");
    auto found = calibration::second_order({.answers = request.answers,
                                            .items = placed_items(competences, base),
                                            .population = base.population},
                                           thread_crew(options.threads),
                                           std::ref(teller));
    teller.end();
    return found;
}

/// Puts what was calibrated on the scale of the fixed items. Nothing when they do not tell of it.
std::optional<calibration::Link> linked_to(const FixedItems& fixed, Calibration& calibration) {
    const Anchors anchors = anchors_of(fixed, calibration);
    if (anchors.found.empty()) return std::nullopt;
    const auto link = calibration::stocking_lord(anchors.found, anchors.fixed);
    move_along(link, fixed, calibration);
    return link;
}

void stretch(std::optional<calibration::SecondOrder>& found, double scale) {
    if (!found || !found->deviations) return;
    auto& deviations = *found->deviations;
    deviations.domain_sd *= scale;
    deviations.competence_sd *= scale;
    if (deviations.domain_error) *deviations.domain_error *= scale;
    if (deviations.competence_error) *deviations.competence_error *= scale;
}

int run(const CalibrateOptions& options) {
    const bool links = options.link == "sl";
    if (links && options.fixed.empty()) throw Misuse("--link: needs --fixed, the scale to link to");
    const auto fixed =
        options.fixed.empty() ? FixedItems{} : read_fixed_items(options.fixed, options.items);
    const auto competences = options.bank.empty() ? std::vector<Competence>{}
                                                  : read_competences(options.bank, options.items);
    const auto responses = read_responses(options.responses, options.persons, options.items);
    refuse_categories(options, fixed, responses);
    if (is_silent(responses)) return refuse(options.responses, "nobody answered anything");
    const calibration::Request request{.answers = responses.bytes(),
                                       .items = options.items,
                                       .shape = shape_of(options.model),
                                       .priors = !options.likelihood_alone,
                                       .nodes = options.nodes,
                                       .fixed = links ? FixedItems{} : fixed};
    const std::clock_t start = std::clock();
    auto calibration = calibrated(request, options);
    const double cpu_seconds =
        static_cast<double>(std::clock() - start) / static_cast<double>(CLOCKS_PER_SEC);
    auto summary = summary_of(options, calibration, cpu_seconds);
    std::optional<calibration::SecondOrder> second;
    if (!competences.empty()) second = second_order_of(request, competences, calibration, options);
    if (links) {
        const auto link = linked_to(fixed, calibration);
        if (!link) return refuse(options.fixed, "no item of it is answered enough to link with");
        stretch(second, link->scale);
        summary["A"] = link->scale;
        summary["B"] = link->shift;
        summary["mean"] = link->shift;
        summary["sd"] = link->scale;
    }
    if (second) summary["secondOrder"] = second_order_json(*second);
    write_aside(options.out, item_table(calibration.items));
    print(options, summary);
    if (second && !options.json) std::cout << "secondOrder " << second_order_line(*second) << '\n';
    return kDone;
}

}  // namespace

Run register_calibrate(CLI::App& command) {
    const auto options = std::make_shared<CalibrateOptions>();
    command.add_option("--responses", options->responses, "X.u8, the answers")->required();
    command.add_option("--persons", options->persons, "Rows of X.u8")
        ->required()
        ->check(CLI::Range(std::size_t{1}, kPersonsMost));
    command.add_option("--items", options->items, "Columns of X.u8")
        ->required()
        ->check(CLI::Range(std::size_t{1}, kItemsMost));
    command.add_option("--model", options->model, "2pl, 3pl or grm")
        ->required()
        ->check(CLI::IsMember({"2pl", "3pl", "grm"}));
    command.add_flag("--ml", options->likelihood_alone, "No priors: the likelihood alone");
    command.add_option("--nodes", options->nodes, "Nodes of the quadrature, on [-6, 6]")
        ->check(CLI::Range(kNodesLeast, kNodesMost));
    command.add_option("--threads", options->threads, "At once; the result is the same")
        ->check(CLI::Range(std::size_t{1}, kThreadsMost));
    command.add_option("--fixed", options->fixed, "ITEMS.csv, items that keep their parameters");
    command
        .add_option("--link", options->link, "sl: calibrate freely, then link to the fixed items")
        ->check(CLI::IsMember({"none", "sl"}));
    command.add_option(
        "--bank", options->bank, "BANK.csv: how far competences and domains stray, for the rules");
    command.add_option("--out", options->out, "ITEMS.csv, one row an item")->required();
    command.add_flag("--json", options->json, "One JSON object on standard output");
    return [options] { return run(*options); };
}

}  // namespace probant::engine::cli
