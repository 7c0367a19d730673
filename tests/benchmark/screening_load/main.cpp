// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/load_program.h"
#include "tests/benchmark/screening_load/screening_load.h"

namespace clearway::screening_load {
namespace {

void Tell(const Tally& tally, boost::json::object& printed) {
    printed["clear"] = tally.clear;
    printed["hits"] = tally.hits;
    printed["list_version"] = tally.list_version;
}

}  // namespace
}  // namespace clearway::screening_load

int main(int argc, char** argv) {
    using namespace clearway::screening_load;
    return clearway::benchmark::RunLoadProgram("clearway-screening-load", kUsage,
                                               {argv + 1, static_cast<std::size_t>(argc - 1)},
                                               ParseOptions, Run, Tell);
}
