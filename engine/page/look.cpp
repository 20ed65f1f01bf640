// SPDX-License-Identifier: EUPL-1.2
#include "engine/page/look.h"

namespace probant::engine::page {
namespace {

constexpr std::string_view kRules = R"css(
:root {
  --ink: #14212b; --ink-soft: #46545f; --paper: #f6f4ee; --surface: #ffffff; --inset: #fcfbf8;
  --line: #d8d5cb; --line-strong: #767f87; --brand: #0b5561; --focus: #8a5a00;
  --second: #a05a00; --third: #2b4a9b; --alert: #a72314; --alert-wash: #fbe6e2;
  --ok: #1b6538; --ok-wash: #e4f2e8; --info: #2b4a9b; --info-wash: #e6ebf8;
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; }
body { margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: break-word;
  font: 1rem/1.5 "Atkinson Hyperlegible", "Segoe UI", system-ui, sans-serif; }
header, main, footer { max-width: 1280px; margin: 0 auto; padding: 16px 24px; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 8px; text-wrap: balance; }
h2 { font-size: 1.3125rem; line-height: 1.3; margin: 0 0 12px; }
p { margin: 0 0 12px; max-width: 75ch; }
a { color: var(--brand); text-underline-offset: 3px; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
nav ul { display: flex; flex-wrap: wrap; gap: 4px 20px; list-style: none; margin: 0; padding: 0; }
nav a { display: inline-block; padding: 6px 0; }
article + article { margin-top: 48px; padding-top: 32px; border-top: 3px solid var(--brand); }
.lead { color: var(--ink-soft); font-size: 1.0625rem; }
section { background: var(--surface); border: 1px solid var(--line); border-radius: 14px;
  padding: 24px 28px; margin: 20px 0; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 13rem), 1fr));
  gap: 12px; margin: 0 0 16px; }
.facts > div { border: 1px solid var(--line); border-left: 6px solid var(--line-strong);
  border-radius: 10px; padding: 10px 14px; background: var(--inset); }
.facts > .good { border-left-color: var(--ok); }
.facts > .attention { border-left-color: var(--alert); }
.facts dt { color: var(--ink-soft); font-size: .9375rem; }
.facts dd { margin: 0; }
.facts .value { font-size: 1.5rem; font-weight: 700; line-height: 1.3;
  font-variant-numeric: tabular-nums; }
.facts .note { font-size: .875rem; color: var(--ink-soft); }
.notice { border: 1px solid; border-left-width: 6px; border-radius: 10px; padding: 10px 16px;
  max-width: none; }
.notice.information { background: var(--info-wash); color: var(--info); }
.notice.good { background: var(--ok-wash); color: var(--ok); }
.notice.attention { background: var(--alert-wash); color: var(--alert); }
.scroll { overflow-x: auto; margin: 0 0 16px; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .9375rem;
  min-width: min(100%, 22rem); }
caption { text-align: left; font-weight: 700; padding: 4px 0 8px; }
th, td { padding: 6px 12px; border-bottom: 1px solid var(--line); text-align: left;
  vertical-align: top; overflow-wrap: normal; }
thead th { border-bottom: 2px solid var(--line-strong); vertical-align: bottom; }
tbody th { font-weight: 400; }
.number { text-align: right; }
td.number { white-space: nowrap; }
.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 26rem), 1fr));
  gap: 24px 32px; margin: 0 0 16px; }
figure { margin: 0; max-width: 640px; break-inside: avoid; }
figcaption { font-weight: 700; margin-bottom: 4px; }
.chart { display: block; width: 100%; height: auto; background: var(--inset);
  border-radius: 8px; }
.axis-title { color: var(--ink-soft); font-size: .875rem; margin: 4px 0; }
.axis-title.across { text-align: right; }
.chart text { font-size: 14px; fill: var(--ink-soft); font-variant-numeric: tabular-nums; }
.chart .grid { stroke: var(--line); stroke-width: 1; }
section > :last-child { margin-bottom: 0; }
.chart .axis { stroke: var(--line-strong); stroke-width: 1.5; }
.level { stroke: var(--alert); stroke-width: 1.5; stroke-dasharray: 2 5; stroke-linecap: round; }
path { fill: none; stroke-width: 2.5; stroke-linejoin: round; }
.first { stroke: var(--brand); }
.second { stroke: var(--second); stroke-dasharray: 9 5; }
.third { stroke: var(--third); stroke-dasharray: 2 5; stroke-linecap: round; }
.dot { stroke: none; }
.dot.first, .bar.first { fill: var(--brand); fill-opacity: .75; stroke: none; }
.dot.second, .bar.second { fill: var(--second); stroke: none; }
.dot.third, .bar.third { fill: var(--third); stroke: none; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; list-style: none; margin: 4px 0 8px;
  padding: 0; font-size: .9375rem; }
.legend svg { width: 36px; height: 14px; margin-right: 8px; vertical-align: -1px; }
.shows { font-size: .9375rem; color: var(--ink-soft); }
@media (max-width: 640px) {
  header, main, footer { padding: 12px; }
  h1 { font-size: 1.4375rem; }
  section { padding: 16px 14px; border-radius: 10px; }
  .chart text { font-size: 20px; }
  th, td { padding: 6px 8px; }
  thead th.number { min-width: 4.5rem; }
  caption { max-width: calc(100vw - 56px); }
}
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
@media print {
  body { background: #fff; color: #000; font-size: 10pt; }
  nav { display: none; }
  header, main, footer { max-width: none; padding: 0; }
  section { border: 0; padding: 0; margin: 0 0 16pt; }
  h2 { break-after: avoid; }
  tr, .facts > div { break-inside: avoid; }
  thead { display: table-header-group; }
  .scroll { overflow: visible; }
  .charts { grid-template-columns: 1fr 1fr; }
  article + article { break-before: page; border-top: 0; }
}
)css";

}  // namespace

std::string_view style_rules() {
    return kRules;
}

}  // namespace probant::engine::page
