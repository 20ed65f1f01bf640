// server/observe/metrics.h: counters, gauges and histograms in Prometheus' text form.
//
// Role        What is counted is declared once at start and kept as a reference; text() is what a
//             /metrics route answers.
// Invariants  Names and labels are words of the source: no id and no person becomes a label.
// Threads     Any: declaring takes a lock, counting does not.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

#include "server/observe/log.h"

namespace prometheus {
class Counter;
class Gauge;
class Histogram;
}  // namespace prometheus

namespace probant::server {

class Counter {
public:
    explicit Counter(prometheus::Counter& inside) : inside_(&inside) {}

    void add(double amount = 1.0) const;

private:
    prometheus::Counter* inside_;
};

class Gauge {
public:
    explicit Gauge(prometheus::Gauge& inside) : inside_(&inside) {}

    void set(double value) const;

private:
    prometheus::Gauge* inside_;
};

class Histogram {
public:
    explicit Histogram(prometheus::Histogram& inside) : inside_(&inside) {}

    void observe(double value) const;

private:
    prometheus::Histogram* inside_;
};

/// Seconds, from a journal append on a good disk to a reply nobody waits for any more.
[[nodiscard]] const std::vector<double>& latency_bounds();

struct Label {
    std::string_view name;  ///< literals, or a route's pattern
    std::string_view value;
};

class Metrics {
public:
    Metrics();
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;
    Metrics(Metrics&&) = delete;
    Metrics& operator=(Metrics&&) = delete;
    ~Metrics();

    // The same name and labels give the same one again.
    [[nodiscard]] Counter counter(Word name, Word help, std::initializer_list<Label> labels = {});
    [[nodiscard]] Gauge gauge(Word name, Word help, std::initializer_list<Label> labels = {});
    [[nodiscard]] Histogram histogram(Word name,
                                      Word help,
                                      const std::vector<double>& bounds,
                                      std::initializer_list<Label> labels = {});

    /// "text/plain; version=0.0.4"
    [[nodiscard]] std::string text() const;

private:
    class Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace probant::server
