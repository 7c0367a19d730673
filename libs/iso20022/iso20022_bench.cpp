// SPDX-License-Identifier: Apache-2.0
// What messages cost: a pacs.008 read and written, and a long camt.053.
// Usage: iso20022_bench [rounds [megabytes]].
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>

#include "iso20022/example_messages.h"
#include "iso20022/message_reader.h"
#include "iso20022/message_writer.h"

namespace clearway::iso20022 {
namespace {

template <class Work>
double Seconds(Work work) {
    const auto begun = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

template <class Work>
void Print(const char* what, int rounds, Work work) {
    work();  // schemas are compiled
    const auto seconds = Seconds([&] {
        for (int i = 0; i < rounds; ++i) work();
    });
    std::printf("%-40s %8.1f us\n", what, seconds * 1e6 / rounds);
}

void BenchPayment(int rounds) {
    const auto parts = ExampleMessage(MessageKind::kPacs008);
    const auto text = *WriteMessage(MessageKind::kPacs008, parts);
    std::printf("pacs.008.001.08, one transfer, %zu bytes\n", text.size());
    Print("  read, validated", rounds, [&] {
        if (!ReadWholeMessage(text).result.IsValid()) std::abort();
    });
    Print("  read, not validated", rounds, [&] {
        if (!ReadWholeMessage(text, {.validate = false}).result.IsValid()) std::abort();
    });
    Print("  written, validated", rounds, [&] {
        if (!WriteMessage(MessageKind::kPacs008, parts)) std::abort();
    });
    Print("  written, not validated", rounds, [&] {
        xml::Writer out;
        Findings findings;
        FieldWriter fields(out, MessageKind::kPacs008, findings, false);
        for (const auto& part : parts)
            std::visit([&](const auto& held) { fields.Group("Part", held); }, part);
        if (out.TakeSoFar().empty()) std::abort();
    });
}

void BenchStatement(std::size_t megabytes) {
    const auto path = std::filesystem::temp_directory_path() /
                      ("iso20022_bench." + std::to_string(std::time(nullptr)) + ".xml");
    const auto entry_bytes = std::size_t{1'370};  // of an example, as it is written
    const auto entries = (megabytes << 20) / entry_bytes;
    std::ofstream file(path, std::ios::binary);
    const auto written = Seconds([&] {
        MessageWriter writer(MessageKind::kCamt053, [&](std::string_view piece) {
            file.write(piece.data(), static_cast<std::streamsize>(piece.size()));
        });
        bool good = writer.Put(ExampleMessage(MessageKind::kCamt053)[0]);
        good = good && writer.Put(ExampleStatement(entries));
        for (std::size_t i = 0; i < entries; ++i) good = good && writer.Put(ExampleEntry(i));
        good = good && writer.Put(StatementEnd{}) && writer.Finish();
        if (!good) std::abort();
    });
    file.close();
    const auto size = static_cast<double>(std::filesystem::file_size(path)) / (1 << 20);
    std::printf("camt.053.001.08, %zu entries, %.0f MiB\n", entries, size);
    std::printf("  %-38s %8.1f MiB/s\n", "written, validated", size / written);
    for (const bool validate : {true, false}) {
        std::ifstream again(path, std::ios::binary);
        const auto source = [&](std::span<char> room) -> std::optional<std::size_t> {
            again.read(room.data(), static_cast<std::streamsize>(room.size()));
            return static_cast<std::size_t>(again.gcount());
        };
        std::size_t seen = 0;
        const auto read = Seconds([&] {
            const auto result = ReadMessage(
                source, [&](Part&& part) { seen += std::holds_alternative<Entry>(part) ? 1 : 0; },
                {.validate = validate});
            if (!result.IsValid() || seen != entries) std::abort();
        });
        std::printf("  %-38s %8.1f MiB/s\n", validate ? "read, validated" : "read, not validated",
                    size / read);
    }
    std::filesystem::remove(path);
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::printf("  %-38s %8ld MiB\n", "largest resident size", usage.ru_maxrss / 1024);
}

}  // namespace
}  // namespace clearway::iso20022

int main(int argc, char** argv) {
    clearway::iso20022::BenchPayment(argc > 1 ? std::atoi(argv[1]) : 2'000);
    clearway::iso20022::BenchStatement(argc > 2 ? std::stoul(argv[2]) : 200);
}
