// SPDX-License-Identifier: EUPL-1.2
#include "engine/calibration/estimated.h"

namespace probant::engine::calibration {

Scores::Scores(const Estimated& estimated) {
    lay_out(estimated);
    Point point;  // NOLINT(cppcoreguidelines-pro-type-member-init): evaluate() writes what is read
    for (const EstimatedItem& item : estimated.items) {
        const auto row = estimated.answers.first_row(item.item);
        for (std::size_t node = 0; node < estimated.nodes.size(); ++node) {
            evaluate(item.form, item.parameters, estimated.nodes[node], point);
            for (std::size_t k = 0; k < item.form.categories; ++k) {
                for (std::size_t n = 0; n < item.form.parameters(); ++n)
                    table_.at(firsts_[row + k] + n, node) = point.at(k).score.at(n);
            }
        }
    }
}

void Scores::lay_out(const Estimated& estimated) {
    places_.assign(estimated.answers.items(), std::nullopt);
    firsts_.assign(estimated.answers.rows(), 0);
    std::size_t rows = 0;
    for (std::size_t place = 0; place < estimated.items.size(); ++place) {
        const EstimatedItem& item = estimated.items[place];
        places_[item.item] = place;
        offsets_.push_back(size_);
        size_ += item.form.parameters();
        for (std::size_t k = 0; k < item.form.categories; ++k) {
            firsts_[estimated.answers.first_row(item.item) + k] = rows;
            rows += item.form.parameters();
        }
    }
    table_ = NodeRows(rows, blocks_for(estimated.nodes.size()));
}

}  // namespace probant::engine::calibration
