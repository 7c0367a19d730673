// SPDX-License-Identifier: Apache-2.0
// Another validator, where this machine has one. Not linked by the service.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "embedded/iso20022_schemas.h"
#include "services/settlement/rails/rail.h"

namespace clearway::settlement::rails::messages::testing {

inline bool HasXmllint() { return std::system("xmllint --version > /dev/null 2>&1") == 0; }

inline void ExpectValidToXmllint(const Message& message) {
    namespace files = std::filesystem;
    const auto folder =
        files::temp_directory_path() / ("clearway-rail-" + core::Uuid::Random().ToString());
    files::create_directory(folder);
    const auto put = [&](const char* name, std::string_view text) {
        std::ofstream(folder / name, std::ios::binary) << text;
        return (folder / name).string();
    };
    const auto& schemas = embedded::iso20022_schemas::kAll;
    const auto schema =
        std::ranges::find(schemas, message.type, &embedded::iso20022_schemas::File::name);
    ASSERT_NE(schema, std::end(schemas));
    const auto command = "xmllint --nonet --noout --schema " + put("schema.xsd", schema->text) +
                         " " + put("message.xml", message.content.Reveal()) + " 2>&1";
    EXPECT_EQ(std::system(command.c_str()), 0) << message.type;
    files::remove_all(folder);
}

}  // namespace clearway::settlement::rails::messages::testing
