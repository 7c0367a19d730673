// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/store/built_in_list.h"

// The assembler reads the files itself; CMake gives the folder and knows the dependency.
#define CLEARWAY_INCLUDE_BYTES(symbol, file)           \
    asm(".section .rodata\n"                           \
        ".global clearway_" #symbol                    \
        "_begin\n"                                     \
        ".global clearway_" #symbol                    \
        "_end\n"                                       \
        "clearway_" #symbol                            \
        "_begin:\n"                                    \
        ".incbin \"" CLEARWAY_OFAC_FOLDER "/" file     \
        "\"\n"                                         \
        "clearway_" #symbol                            \
        "_end:\n"                                      \
        ".previous\n");                                \
    extern "C" const char clearway_##symbol##_begin[]; \
    extern "C" const char clearway_##symbol##_end[];

CLEARWAY_INCLUDE_BYTES(sdn, "sdn.csv.gz")
CLEARWAY_INCLUDE_BYTES(alt, "alt.csv.gz")
CLEARWAY_INCLUDE_BYTES(comments, "sdn_comments.csv.gz")

namespace clearway::compliance {
namespace {

std::string_view Between(const char* begin, const char* end) {
    return {begin, static_cast<std::size_t>(end - begin)};
}

}  // namespace

std::string_view BuiltInSdn() { return Between(clearway_sdn_begin, clearway_sdn_end); }
std::string_view BuiltInAlt() { return Between(clearway_alt_begin, clearway_alt_end); }
std::string_view BuiltInComments() {
    return Between(clearway_comments_begin, clearway_comments_end);
}

}  // namespace clearway::compliance
