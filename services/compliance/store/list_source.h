// SPDX-License-Identifier: Apache-2.0
// Where the list comes from: the copy that is built in, or a folder with a newer one. It unpacks
// and reads files; whether they are a list is the domain's judgement.
#pragma once

#include <string>

#include "core/result.h"
#include "services/compliance/domain/list/sanctions_list.h"

namespace clearway::compliance {

inline constexpr char kBuiltInMonth[] = "2021-07";

// Errors: kUnavailable (the built-in copy is broken: a build fault).
core::Result<ListFiles> BuiltInListFiles();

// sdn, alt and sdn_comments, each as .csv or .csv.gz.
// Errors: kUnavailable with the file's name and the reason.
core::Result<ListFiles> ReadListFolder(const std::string& folder);

// One file of such a folder, without its ending. Errors: as above.
core::Result<std::string> ReadListFile(const std::string& folder, const std::string& name);

// Errors: kUnavailable for data that is not whole gzip, or unpacks to more than 256 MiB.
core::Result<std::string> Gunzip(std::string_view packed);

}  // namespace clearway::compliance
