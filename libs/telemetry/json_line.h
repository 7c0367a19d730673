// SPDX-License-Identifier: Apache-2.0
// Writes one log line as JSON into a buffer of the caller, which is reused so that a line costs no
// allocation. Every text is redacted here; whatever bytes come in, valid UTF-8 JSON comes out.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "telemetry/log.h"

namespace clearway::log {

struct LineHead {
    std::chrono::system_clock::time_point time;
    Level level;
    std::string_view service;
    std::string_view message;
};

// Replaces what `line` holds; the line ends in a newline.
void WriteJsonLine(std::string& line, const LineHead& head, Fields fields);

}  // namespace clearway::log
