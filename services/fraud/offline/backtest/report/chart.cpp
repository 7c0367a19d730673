// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/offline/backtest/report/chart.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "services/fraud/offline/backtest/report/text.h"

namespace clearway::fraud {

namespace {

constexpr double kWidth = 520, kHeight = 300;
constexpr double kLeft = 62, kRight = 508, kTop = 10, kBottom = 254;

std::string Pixel(double value) { return Fixed(value, 1); }

std::string Attribute(const char* name, double value) {
    return std::string(" ") + name + "=\"" + Pixel(value) + "\"";
}

std::string LineBetween(const char* css, double x1, double y1, double x2, double y2) {
    return std::string("<line class=\"") + css + "\"" + Attribute("x1", x1) + Attribute("y1", y1) +
           Attribute("x2", x2) + Attribute("y2", y2) + "/>";
}

std::string TextAt(const char* css, double x, double y, const std::string& text,
                   const std::string& more = "") {
    return std::string("<text class=\"") + css + "\"" + Attribute("x", x) + Attribute("y", y) +
           more + ">" + Escape(text) + "</text>";
}

}  // namespace

double RoundUp(double value) {
    const auto power = std::pow(10, std::floor(std::log10(value)));
    for (const double step : {1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0}) {
        if (step * power >= value) return step * power;
    }
    return 10 * power;
}

Axis CountAxis(std::string label, double highest) {
    Axis axis{
        .label = std::move(label), .low = 0, .high = RoundUp(std::max(highest, 5.0)), .ticks = {}};
    for (int i = 0; i <= 5; ++i) {
        const auto at = axis.high * i / 5;
        if (at == std::floor(at))
            axis.ticks.push_back({at, Grouped(static_cast<std::int64_t>(at))});
    }
    return axis;
}

Axis ShareAxis(std::string label) {
    Axis axis{.label = std::move(label), .low = 0, .high = 1, .ticks = {}};
    for (int i = 0; i <= 5; ++i) axis.ticks.push_back({i / 5.0, Fixed(i / 5.0, 1)});
    return axis;
}

Chart::Chart(std::string title, Axis x, Axis y)
    : title_(std::move(title)), x_(std::move(x)), y_(std::move(y)) {}

double Chart::X(double value) const {
    const auto share = std::clamp((value - x_.low) / (x_.high - x_.low), 0.0, 1.0);
    return kLeft + share * (kRight - kLeft);
}

double Chart::Y(double value) const {
    const auto share = std::clamp((value - y_.low) / (y_.high - y_.low), 0.0, 1.0);
    return kBottom - share * (kBottom - kTop);
}

std::string Chart::Path(std::span<const Point> points) const {
    std::string path;
    for (const auto& point : points)
        path += (path.empty() ? "M" : "L") + Pixel(X(point.x)) + " " + Pixel(Y(point.y));
    // A line to itself has a round end: one point alone is seen.
    if (points.size() == 1) path += "h0";
    return path;
}

void Chart::AddLegend(const char* css, const std::string& legend) {
    if (!legend.empty())
        legend_ += std::string("<span class=\"entry\"><span class=\"key ") + css + "\"></span>" +
                   Escape(legend) + "</span> ";
}

void Chart::Line(const char* css, const std::string& legend, std::span<const Point> points) {
    AddLegend(css, legend);
    if (!points.empty())
        shapes_ += std::string("<path class=\"line ") + css + "\" d=\"" + Path(points) + "\"/>";
}

void Chart::Area(const char* css, const std::string& legend, std::span<const Point> points) {
    AddLegend(css, legend);
    if (points.empty()) return;
    const auto floor = Pixel(kBottom);
    shapes_ += std::string("<path class=\"area ") + css + "\" d=\"" + Path(points) + "L" +
               Pixel(X(points.back().x)) + " " + floor + "L" + Pixel(X(points.front().x)) + " " +
               floor + "Z\"/>";
}

void Chart::Dots(const char* css, const std::string& legend, std::span<const Dot> dots) {
    AddLegend(css, legend);
    for (const auto& dot : dots) {
        const auto x = X(dot.at.x);
        shapes_ += std::string("<g class=\"dot ") + css + "\">" +
                   LineBetween("whisker", x, Y(dot.low), x, Y(dot.high)) + "<circle" +
                   Attribute("cx", x) + Attribute("cy", Y(dot.at.y)) + " r=\"4\"><title>" +
                   Escape(dot.hint) + "</title></circle></g>";
    }
}

std::string Chart::Frame() const {
    std::string frame;
    for (const auto& tick : y_.ticks) {
        frame += LineBetween("grid", kLeft, Y(tick.at), kRight, Y(tick.at));
        frame += TextAt("tick end", kLeft - 7, Y(tick.at) + 4, tick.text);
    }
    for (const auto& tick : x_.ticks) {
        frame += LineBetween("axis", X(tick.at), kBottom, X(tick.at), kBottom + 4);
        frame += TextAt("tick middle", X(tick.at), kBottom + 18, tick.text);
    }
    frame += LineBetween("axis", kLeft, kBottom, kRight, kBottom);
    frame += TextAt("label middle", (kLeft + kRight) / 2, kHeight - 6, x_.label);
    const auto middle = (kTop + kBottom) / 2;
    frame += TextAt("label middle", 14, middle, y_.label,
                    " transform=\"rotate(-90 14 " + Pixel(middle) + ")\"");
    return frame;
}

std::string Chart::Html() const {
    return "<figure><figcaption><b>" + Escape(title_) + "</b><span class=\"legend\">" + legend_ +
           "</span></figcaption><svg viewBox=\"0 0 " + Pixel(kWidth) + " " + Pixel(kHeight) +
           "\" role=\"img\" aria-label=\"" + Escape(title_) + "\">" + Frame() + shapes_ +
           "</svg></figure>\n";
}

}  // namespace clearway::fraud
