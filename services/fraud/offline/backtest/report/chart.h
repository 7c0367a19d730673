// SPDX-License-Identifier: Apache-2.0
// A chart as an HTML figure with inline SVG. It knows shapes and axes, not what they show; colours
// come from CSS classes (report/style). All text is escaped here.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace clearway::fraud {

struct Point {
    double x;
    double y;
};

struct Tick {
    double at;
    std::string text;
};

// Linear; for another scale hand in transformed values and ticks that say what they were.
struct Axis {
    std::string label;
    double low;
    double high;  // above low
    std::vector<Tick> ticks;
};

// A round number not below `value` (above 0), for the end of an axis, and five ticks up to it.
double RoundUp(double value);
Axis CountAxis(std::string label, double highest);
Axis ShareAxis(std::string label);

class Chart {
public:
    Chart(std::string title, Axis x, Axis y);

    // What lies outside of the axes is drawn at their ends. `css`: a class name of ours; an empty
    // legend has no entry.
    void Line(const char* css, const std::string& legend, std::span<const Point> points);
    void Area(const char* css, const std::string& legend, std::span<const Point> points);
    // A dot with a bar from low to high.
    struct Dot {
        Point at;
        double low;
        double high;
        std::string hint;  // shown where the pointer rests
    };
    void Dots(const char* css, const std::string& legend, std::span<const Dot> dots);

    std::string Html() const;

private:
    double X(double value) const;
    double Y(double value) const;
    std::string Path(std::span<const Point> points) const;
    void AddLegend(const char* css, const std::string& legend);
    std::string Frame() const;

    std::string title_;
    Axis x_;
    Axis y_;
    std::string legend_;
    std::string shapes_;
};

}  // namespace clearway::fraud
