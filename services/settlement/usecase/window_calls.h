// SPDX-License-Identifier: Apache-2.0
// Operators' calls on windows and participants. Never: SQL, messages of the API.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "rpc/call_context.h"
#include "services/settlement/usecase/ports.h"
#include "services/settlement/usecase/window_ports.h"

namespace clearway::settlement::usecase {

// Told when there is something to settle.
using WindowNotice = std::function<void()>;

// Errors: kInvalidArgument (no window of this number yet), and those of LedgerWriter::Submit.
async::Task<core::Result<WindowReply>> CloseWindow(LedgerWriter& ledger,
                                                   const rpc::CallContext& call, WindowKey key,
                                                   const WindowNotice& notice);

struct WindowPage {
    std::vector<Settling> windows;
    std::string next_page_token;
};
// Errors: kInvalidArgument (page_size, page_token), and those of WindowReader.
async::Task<core::Result<WindowPage>> ListWindows(WindowReader& reader, std::string currency,
                                                  int page_size, std::string page_token);

struct WindowDetails {
    Settling settling;
    std::vector<NetPosition> positions;
    std::vector<StoredInstruction> instructions;
    std::string next_page_token;  // of the instructions
};
// Errors: kNotFound, kInvalidArgument (page_size, page_token), and those of WindowReader.
async::Task<core::Result<WindowDetails>> GetWindow(WindowReader& reader, WindowKey key,
                                                   int page_size, std::string page_token);

struct FlowPage {
    std::vector<Flow> flows;
    std::string next_page_token;
};
// Of a window that is not there: none. Errors: kInvalidArgument (page_size, page_token), and those
// of WindowReader.
async::Task<core::Result<FlowPage>> ListFlows(WindowReader& reader, WindowKey key, int page_size,
                                              std::string page_token);

struct ParticipantPage {
    std::vector<Participant> participants;
    std::string next_page_token;
};
// Errors: kInvalidArgument (page_size, page_token), and those of WindowReader.
async::Task<core::Result<ParticipantPage>> ListParticipants(WindowReader& reader,
                                                            std::string currency, int page_size,
                                                            std::string page_token);

// What an operator asks to change of what is agreed with a participant, or the settlement agent.
struct ParticipantOrder {
    ParticipantKey key;
    bool is_agent = false;
    TermsChange terms = {};
};
// Errors: kInvalidArgument, and those of LedgerWriter::Submit.
async::Task<core::Result<Participant>> SetParticipant(LedgerWriter& ledger,
                                                      const rpc::CallContext& call,
                                                      ParticipantOrder order);

// Of an instruction that was carried out elsewhere. False: it was confirmed before. Errors: those
// of WindowDesk::Submit.
async::Task<core::Result<bool>> ConfirmInstruction(WindowDesk& desk, const rpc::CallContext& call,
                                                   WindowKey key, core::Uuid instruction,
                                                   const WindowNotice& notice);

}  // namespace clearway::settlement::usecase
