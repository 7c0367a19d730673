// SPDX-License-Identifier: Apache-2.0
#include "host/program.h"

#include <iomanip>
#include <iostream>

#include "cli/exit_code.h"
#include "host/serve.h"
#include "rpc/process_exit.h"
#include "telemetry/log.h"

namespace clearway::host {
namespace {

constexpr int kOk = 0;
constexpr int kFailed = 1;
constexpr int kWrongUse = 2;

std::string BinaryOf(const Program& program) { return "clearway-" + program.name; }

void PrintSetting(std::ostream& out, const std::string& name, const std::string& text) {
    constexpr std::size_t kColumn = 30;
    out << "  " << name << std::string(name.size() < kColumn ? kColumn - name.size() : 1, ' ')
        << text << '\n';
}

void PrintHelp(std::ostream& out, const Program& program) {
    const auto binary = BinaryOf(program);
    out << binary << ": " << program.purpose << "\n\nUsage: " << binary << " <command>\n"
        << "  serve         run until SIGTERM, then finish what is running and exit\n";
    if (program.migrate) out << "  migrate       bring the database to this program's schema\n";
    for (const auto& command : program.commands)
        out << "  " << std::left << std::setw(13) << command.name << ' ' << command.purpose << '\n';
    out << "  check-config  read every setting, list all faults, open nothing\n"
        << "  help          this text (--help, -h)\n"
        << "  --version     the version\n\nSettings (environment):\n";
    PrintSetting(out, "CLEARWAY_ADMIN_LISTEN",
                 "host:port on loopback for /healthz, /readyz, /metrics");
    PrintSetting(out, "CLEARWAY_LOG_LEVEL", "debug, info, warn or error (info)");
    for (const auto& [name, text] : program.settings) PrintSetting(out, name, text);
    out << "\nExit codes: 0 done, 1 failure, 2 wrong usage or settings"
        << (program.commands.empty() ? ".\n" : "; a command whose --help says others has those.\n");
}

int PrintFaults(const Program& program, const config::Environment& environment) {
    std::cerr << BinaryOf(program) << ": the settings have faults:\n";
    for (const auto& fault : environment.Faults()) std::cerr << "  " << fault << '\n';
    std::cerr << "Run `" << BinaryOf(program) << " --help` for a list of all settings.\n";
    return kWrongUse;
}

log::Level ReadLogLevel(config::Environment& environment) {
    const auto text = environment.Text("CLEARWAY_LOG_LEVEL", "info");
    if (text == "debug") return log::Level::kDebug;
    if (text == "warn") return log::Level::kWarn;
    if (text == "error") return log::Level::kError;
    if (text != "info")
        environment.Fault("CLEARWAY_LOG_LEVEL", "must be debug, info, warn or error");
    return log::Level::kInfo;
}

// The admin port has no TLS and no caller check.
config::HostPort ReadAdminListen(config::Environment& environment) {
    auto listen = environment.Address("CLEARWAY_ADMIN_LISTEN");
    if (!listen.host.empty() && listen.host != "localhost" && listen.host != "::1" &&
        listen.host.rfind("127.", 0) != 0)
        environment.Fault("CLEARWAY_ADMIN_LISTEN", "must be a loopback address");
    return listen;
}

int RunMigrate(const Program& program) {
    config::Environment environment;
    std::vector<std::string> applied;
    try {
        applied = program.migrate(environment);
    } catch (const std::exception& failure) {
        return PrintFailure(BinaryOf(program) + " migrate failed", failure);
    }
    if (!environment.Faults().empty()) return PrintFaults(program, environment);
    for (const auto& name : applied) std::cout << "applied " << name << '\n';
    if (applied.empty()) std::cout << "the schema is up to date\n";
    return kOk;
}

int RunConfigured(const Program& program, bool only_check) {
    config::Environment environment;
    ServeOptions options;
    options.level = ReadLogLevel(environment);
    options.admin_listen = ReadAdminListen(environment);
    options.build = program.configure(environment);
    if (!environment.Faults().empty()) return PrintFaults(program, environment);
    if (only_check) {
        std::cout << "the settings are complete\n";
        return kOk;
    }
    return Serve(program.name, options);
}

int Run(int argc, char** argv, const Program& program) {
    const std::string command = argc == 2 ? argv[1] : "";
    try {
        for (const auto& own : program.commands) {
            if (argc >= 2 && own.name == argv[1])
                return own.run(std::vector<std::string>(argv + 2, argv + argc));
        }
        if (command == "serve") return RunConfigured(program, false);
        if (command == "check-config") return RunConfigured(program, true);
        if (command == "migrate" && program.migrate) return RunMigrate(program);
    } catch (const std::exception& failure) {
        return PrintFailure(BinaryOf(program) + " failed", failure);
    }
    if (command == "help" || command == "--help" || command == "-h") {
        PrintHelp(std::cout, program);
        return kOk;
    }
    if (command == "--version") {
        std::cout << BinaryOf(program) << ' ' << CLEARWAY_VERSION << '\n';
        return kOk;
    }
    std::cerr << BinaryOf(program) << ": one command is needed, and "
              << (argc < 2 ? "there is none" : "this is not one that it knows") << ".\n\n";
    PrintHelp(std::cerr, program);
    return kWrongUse;
}

}  // namespace

int RunProgram(int argc, char** argv, const Program& program) {
    rpc::LeaveCryptoAloneAtExit();
    return cli::ExitCode(BinaryOf(program), Run(argc, argv, program));
}

}  // namespace clearway::host
