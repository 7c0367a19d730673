# SPDX-License-Identifier: Apache-2.0
"""Writes a header and a source that hold text files as constants: embed.py TARGET HEADER SOURCE FILE..."""
import pathlib
import sys


def constant(path):
    return "k" + "".join(part.capitalize() for part in path.stem.replace("-", "_").replace(".", "_").split("_"))


def literal(text):
    # Literals over 64 KiB are not portable; pieces are joined by the compiler.
    pieces = [text[i:i + 8000] for i in range(0, len(text), 8000)] or [""]
    return "\n".join(f'R"embedded({piece})embedded"' for piece in pieces)


def main(target, header, source, *names):
    files = sorted(pathlib.Path(name) for name in names)
    texts = [(file, file.read_text(encoding="utf-8")) for file in files]
    pathlib.Path(header).parent.mkdir(parents=True, exist_ok=True)
    declared = "\n".join(f"extern const std::string_view {constant(file)};" for file in files)
    pathlib.Path(header).write_text(f"""#pragma once
#include <array>
#include <string_view>

namespace clearway::embedded::{target} {{
struct File {{
    std::string_view name;
    std::string_view text;
}};
{declared}
extern const std::array<File, {len(files)}> kAll;
}}  // namespace clearway::embedded::{target}
""")
    defined = "\n".join(
        f"constexpr std::string_view {constant(file)}_ = {literal(text)};\n"
        f"const std::string_view {constant(file)} = {constant(file)}_;" for file, text in texts)
    listed = ",\n".join(f'    File{{"{file.stem}", {constant(file)}_}}' for file in files)
    pathlib.Path(source).write_text(f"""#include "embedded/{target}.h"

namespace clearway::embedded::{target} {{
{defined}
const std::array<File, {len(files)}> kAll = {{
{listed}}};
}}  // namespace clearway::embedded::{target}
""")


if __name__ == "__main__":
    main(*sys.argv[1:])
