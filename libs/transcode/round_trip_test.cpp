// SPDX-License-Identifier: Apache-2.0
// Random messages of every public type survive the way to JSON and back, and damaged JSON never
// does more than be refused. The seed is fixed, so a failure repeats.
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <google/protobuf/timestamp.pb.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include <random>

#include "clearway/compliance/v1/compliance_service.pb.h"
#include "clearway/payment/v1/payment_file_service.pb.h"
#include "clearway/payment/v1/payment_service.pb.h"
#include "clearway/settlement/v1/settlement_service.pb.h"
#include "transcode/json_reader.h"
#include "transcode/json_writer.h"

namespace clearway::transcode {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

class Generator {
public:
    explicit Generator(std::uint32_t seed) : random_(seed) {}

    int Below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(random_); }
    std::uint64_t Bits() { return std::uniform_int_distribution<std::uint64_t>()(random_); }

    std::string Text() {
        static const std::vector<std::string> kPieces = {"a",
                                                         "Z",
                                                         "9",
                                                         " ",
                                                         "\"",
                                                         "\\",
                                                         "/",
                                                         "\n",
                                                         "\t",
                                                         "\x01",
                                                         "\x1f",
                                                         "\x7f",
                                                         "<",
                                                         "\xc3\xbc",
                                                         "\xe2\x82\xac",
                                                         "\xf0\x9f\x98\x80",
                                                         "\xe2\x80\xa8",
                                                         "\xef\xbf\xbf",
                                                         "{",
                                                         "null"};
        std::string text;
        for (int i = 1 + Below(12); i > 0; --i) {
            text += kPieces[static_cast<std::size_t>(Below(static_cast<int>(kPieces.size())))];
        }
        return text;
    }

    void Fill(Message& message) {
        const Descriptor* type = message.GetDescriptor();
        if (type == google::protobuf::Timestamp::descriptor()) return FillTime(message);
        for (int i = 0; i < type->field_count(); ++i) {
            if (Below(4) == 0) continue;
            const FieldDescriptor& field = *type->field(i);
            for (int n = field.is_repeated() ? Below(4) : 1; n > 0; --n) Set(message, field);
        }
    }

private:
    void FillTime(Message& message) {
        google::protobuf::Timestamp time;
        time.set_seconds(static_cast<std::int64_t>(Bits() % 315'537'897'600ull) - 62'135'596'800);
        time.set_nanos(Below(2) == 0 ? 0 : Below(1'000'000'000));
        message.CopyFrom(time);
    }

    void Set(Message& message, const FieldDescriptor& field) {
        const auto* to = message.GetReflection();
        const bool add = field.is_repeated();
        if (field.is_map()) {
            Message* entry = to->AddMessage(&message, &field);
            const auto* in = entry->GetReflection();
            // Each key once: a map with a key twice is not what the sender can have meant.
            in->SetString(entry, field.message_type()->map_key(),
                          Text() + std::to_string(++serial_));
            in->SetString(entry, field.message_type()->map_value(), Text());
            return;
        }
        switch (field.cpp_type()) {
            case FieldDescriptor::CPPTYPE_STRING:
                return add ? to->AddString(&message, &field, Text())
                           : to->SetString(&message, &field, Text());
            case FieldDescriptor::CPPTYPE_INT32:
                return to->SetInt32(&message, &field, static_cast<std::int32_t>(Bits()));
            case FieldDescriptor::CPPTYPE_INT64:
                return to->SetInt64(&message, &field, static_cast<std::int64_t>(Bits()));
            case FieldDescriptor::CPPTYPE_BOOL: return to->SetBool(&message, &field, Below(2) == 0);
            case FieldDescriptor::CPPTYPE_ENUM: {
                const int value = 1 + Below(field.enum_type()->value_count() - 1);
                return add ? to->AddEnumValue(&message, &field, value)
                           : to->SetEnumValue(&message, &field, value);
            }
            case FieldDescriptor::CPPTYPE_MESSAGE:
                return Fill(add ? *to->AddMessage(&message, &field)
                                : *to->MutableMessage(&message, &field));
            case FieldDescriptor::CPPTYPE_UINT32:
            case FieldDescriptor::CPPTYPE_UINT64:
            case FieldDescriptor::CPPTYPE_DOUBLE:
            case FieldDescriptor::CPPTYPE_FLOAT:
                FAIL() << "no public message has " << field.full_name();
        }
    }

    std::mt19937 random_;
    int serial_ = 0;
};

std::vector<const Message*> PublicMessages() {
    std::vector<const Message*> prototypes;
    for (const auto* file : {payment::v1::Payment::descriptor()->file(),
                             payment::v1::PaymentFile::descriptor()->file(),
                             settlement::v1::Account::descriptor()->file(),
                             compliance::v1::Case::descriptor()->file()}) {
        for (int i = 0; i < file->message_type_count(); ++i) {
            auto* factory = google::protobuf::MessageFactory::generated_factory();
            prototypes.push_back(factory->GetPrototype(file->message_type(i)));
        }
    }
    return prototypes;
}

TEST(RoundTrip, RandomMessagesComeBackEqual) {
    Generator generator(20'240'229);
    for (const Message* prototype : PublicMessages()) {
        for (int round = 0; round < 50; ++round) {
            const std::unique_ptr<Message> sent(prototype->New());
            const std::unique_ptr<Message> read(prototype->New());
            generator.Fill(*sent);
            std::string json;
            AppendJson(*sent, json);
            const auto result = ReadJson(json, *read);
            ASSERT_TRUE(result) << json << ": " << result.error().detail;
            ASSERT_TRUE(google::protobuf::util::MessageDifferencer::Equals(*sent, *read)) << json;
        }
    }
}

TEST(RoundTrip, EveryPrefixOfAMessageIsRefused) {
    Generator generator(7);
    payment::v1::Payment payment;
    generator.Fill(payment);
    std::string json;
    AppendJson(payment, json);
    for (std::size_t length = 0; length < json.size(); ++length) {
        payment::v1::Payment read;
        ASSERT_FALSE(ReadJson(json.substr(0, length), read)) << length;
    }
}

// What is accepted after damage must be a message that can be written and read again.
TEST(RoundTrip, DamagedJsonIsRefusedOrReadAsWritten) {
    Generator generator(11);
    int refused = 0;
    for (int round = 0; round < 5'000; ++round) {
        payment::v1::Payment payment;
        generator.Fill(payment);
        std::string json;
        AppendJson(payment, json);
        for (int n = 1 + generator.Below(3); n > 0; --n) {
            const int at = generator.Below(static_cast<int>(json.size()));
            json[static_cast<std::size_t>(at)] = static_cast<char>(generator.Below(256));
        }
        payment::v1::Payment read;
        if (!ReadJson(json, read)) {
            ++refused;
            continue;
        }
        std::string again;
        AppendJson(read, again);
        payment::v1::Payment reread;
        ASSERT_TRUE(ReadJson(again, reread)) << again;
        ASSERT_TRUE(google::protobuf::util::MessageDifferencer::Equals(read, reread)) << again;
    }
    EXPECT_GT(refused, 2'500);
}

}  // namespace
}  // namespace clearway::transcode
