// SPDX-License-Identifier: EUPL-1.2
#include "server/observe/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace probant::server {
namespace {

prometheus::Labels labels_of(std::initializer_list<Label> labels) {
    prometheus::Labels all;
    for (const auto& label : labels)
        all.emplace(std::string(label.name), std::string(label.value));
    return all;
}

}  // namespace

class Metrics::Inside {
public:
    prometheus::Registry registry;
};

void Counter::add(double amount) const {
    inside_->Increment(amount);
}

void Gauge::set(double value) const {
    inside_->Set(value);
}

void Histogram::observe(double value) const {
    inside_->Observe(value);
}

const std::vector<double>& latency_bounds() {
    static const std::vector<double> bounds{
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0};
    return bounds;
}

Metrics::Metrics() : inside_(std::make_unique<Inside>()) {}

Metrics::~Metrics() = default;

Counter Metrics::counter(Word name, Word help, std::initializer_list<Label> labels) {
    auto& family = prometheus::BuildCounter()
                       .Name(std::string(name.text()))
                       .Help(std::string(help.text()))
                       .Register(inside_->registry);
    return Counter(family.Add(labels_of(labels)));
}

Gauge Metrics::gauge(Word name, Word help, std::initializer_list<Label> labels) {
    auto& family = prometheus::BuildGauge()
                       .Name(std::string(name.text()))
                       .Help(std::string(help.text()))
                       .Register(inside_->registry);
    return Gauge(family.Add(labels_of(labels)));
}

Histogram Metrics::histogram(Word name,
                             Word help,
                             const std::vector<double>& bounds,
                             std::initializer_list<Label> labels) {
    auto& family = prometheus::BuildHistogram()
                       .Name(std::string(name.text()))
                       .Help(std::string(help.text()))
                       .Register(inside_->registry);
    return Histogram(family.Add(labels_of(labels), bounds));
}

std::string Metrics::text() const {
    return prometheus::TextSerializer().Serialize(inside_->registry.Collect());
}

}  // namespace probant::server
