// SPDX-License-Identifier: Apache-2.0
#include <ostream>

#include "cli/arguments.h"
#include "services/payment/offline/file_commands.h"

namespace clearway::payment {
namespace {

constexpr char kHelp[] =
    R"(Usage: clearway-payment report-file FILE_ID --partner NAME

Writes the pain.002 of a payment file to standard output: what GET /v1/payment-files/{file_id}/report
answers, for files of any size.

  --partner NAME  whose file it is

CLEARWAY_DATABASE_URL, CLEARWAY_KAFKA_BROKERS and the settings of the token are those of the service.

Exit codes: 0 done, 1 there is no such file, or a failure, 2 wrong usage.
)";

}  // namespace

int RunReportFile(std::span<const std::string> words, const std::function<FilePlace()>& place,
                  std::ostream& out, std::ostream& faults) {
    const auto id = words.empty() ? std::nullopt : PaymentFileId::Parse(words.front());
    auto arguments = cli::ReadArguments(id ? words.subspan(1) : words, {"--partner"}, {});
    if (arguments.help) {
        out << kHelp;
        return 0;
    }
    if (arguments.fault.empty() && !id) arguments.fault = "FILE_ID is missing";
    if (arguments.fault.empty() && arguments.Text("--partner").empty())
        arguments.fault = "--partner is missing";
    if (!arguments.fault.empty()) {
        faults << "clearway-payment report-file: " << arguments.fault << "\n\n" << kHelp;
        return 2;
    }
    try {
        FileDesk desk(place());
        const auto report = desk.Report(arguments.Text("--partner"), *id);
        if (report) {
            out << *report;
            return 0;
        }
        faults << "report-file: " << report.error().Detail() << '\n';
    } catch (const std::exception& failure) {
        faults << "report-file: " << failure.what() << '\n';
    }
    return 1;
}

}  // namespace clearway::payment
