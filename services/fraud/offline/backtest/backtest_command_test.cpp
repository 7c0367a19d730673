// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/offline/backtest/backtest_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "services/fraud/domain/attempt.h"
#include "services/fraud/features/feature_table.h"
#include "services/fraud/model/model_fixture.h"
#include "services/fraud/model/signature_text.h"
#include "services/fraud/usecase/log_fixture.h"

namespace clearway::fraud {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
namespace json = boost::json;

// Reviews what is over 100 and declines what is over 300.
constexpr char kPolicy[] = R"({"id": "by_amount", "version": "1", "rules": [
{"id": "large", "mode": "enforce", "when": "amount > 100", "outcome": "review",
 "reason_code": "LARGE", "message": "A <large> one & more.", "iso_code": "FRAD"},
{"id": "huge", "mode": "enforce", "when": "amount > 300", "outcome": "decline",
 "reason_code": "HUGE", "message": "A huge one.", "iso_code": "FRAD"}]})";
constexpr char kColumns[] = "tx_id,tx_datetime,customer_id,terminal_id,amount,fraud\n";

class BacktestCommandTest : public testing::Test {
protected:
    BacktestCommandTest() {
        folder_.Write("policy.json", kPolicy);
        // The period has a small and a large fraud, a huge fraud of a known customer, and two
        // honest payments, one of them large.
        folder_.Write("in.csv", std::string(kColumns) +
                                    "1,2025-03-01T10:00:00,ann,t1,500,1\n"
                                    "2,2025-03-02T10:00:00,bob,t1,20,0\n"
                                    "3,2025-03-10T00:00:00,bob,t1,20.50,0\n"
                                    "4,2025-03-10T11:00:00,cy,t2,150.25,1\n"
                                    "5,2025-03-11T11:00:00,ann,t2,400,1\n"
                                    "6,2025-03-11T12:00:00,dan,t2,30,1\n"
                                    "7,2025-03-11T23:59:59,eve,t2,120,0\n"
                                    "8,2025-03-12T00:00:00,eve,t2,999,1\n");
    }

    int Run(std::vector<std::string> more, const std::string& from = "2025-03-10",
            const std::string& to = "2025-03-12") {
        std::vector<std::string> words{"--transactions", Path("in.csv"), "--from", from, "--to", to,
                                       "--out",          Path("r.html")};
        words.insert(words.end(), more.begin(), more.end());
        return RunWords(words);
    }
    int RunWords(const std::vector<std::string>& words) {
        testing::internal::CaptureStdout();
        testing::internal::CaptureStderr();
        const auto code = RunBacktest(words, source_);
        out_ = testing::internal::GetCapturedStdout();
        err_ = testing::internal::GetCapturedStderr();
        return code;
    }
    std::string Path(std::string_view name) const { return folder_ / name; }
    std::string Report() const { return TextOf(folder_ / "r.html"); }

    // A folder with the small model of testdata, signed for the engine's features.
    void WriteModel() {
        const auto key = crypto::PrivateKey::Generate();
        const auto hash = FeatureTable::Default().HashOf(Expected().features).value();
        const auto manifest = With(ManifestOf(BoosterOfTestdata()), "hash-of-five", hash);
        folder_.Write("manifest.json", manifest);
        folder_.Write("model.ubj", BoosterOfTestdata());
        folder_.Write("manifest.sig", SignatureToText(key.Sign(manifest)));
        folder_.Write("public.pem", key.Public().ToPem());
    }

    TemporaryFolder folder_;
    LogSource source_{.fault = "set where the log is", .open = nullptr};
    std::string out_;
    std::string err_;
};

TEST_F(BacktestCommandTest, ComparesAPolicyWithTheBuiltInOne) {
    ASSERT_EQ(Run({"--policy", Path("policy.json"), "--json"}), 0) << err_;
    const auto all = json::parse(out_).as_object();
    EXPECT_EQ(all.at("payments"), 5);
    EXPECT_EQ(all.at("frauds"), 3);
    EXPECT_EQ(all.at("history"), 2);
    EXPECT_EQ(all.at("fraud_amount_scaled"), 5'802'500);
    const auto& active = all.at("active").as_object();
    EXPECT_EQ(active.at("policy_version"), "baseline/3");
    EXPECT_EQ(active.at("not_approved"), 0);
    EXPECT_FALSE(active.contains("not_approved_precision"));
    EXPECT_EQ(active.at("not_approved_recall"), 0.0);
    EXPECT_EQ(active.at("fraud_missed_scaled"), 5'802'500);
    const auto& candidate = all.at("candidate").as_object();
    EXPECT_EQ(candidate.at("policy_version"), "by_amount/1");
    EXPECT_EQ(candidate.at("model_version"), "none");
    EXPECT_EQ(candidate.at("not_approved"), 3);
    EXPECT_DOUBLE_EQ(candidate.at("not_approved_precision").as_double(), 2.0 / 3);
    EXPECT_DOUBLE_EQ(candidate.at("not_approved_recall").as_double(), 2.0 / 3);
    EXPECT_EQ(candidate.at("declined"), 1);
    EXPECT_EQ(candidate.at("declined_precision"), 1.0);
    EXPECT_EQ(candidate.at("fraud_stopped_scaled"), 5'502'500);
    EXPECT_EQ(candidate.at("fraud_missed_scaled"), 300'000);
    EXPECT_EQ(candidate.at("honest_blocked_scaled"), 1'200'000);
    EXPECT_EQ(candidate.at("alerts_a_day"), 1.5);
    // Severity ranks: a decline, then two reviews (one fraud), then two approvals (one fraud).
    EXPECT_NEAR(candidate.at("average_precision").as_double(), (1 + 2.0 / 3 + 3.0 / 5) / 3, 1e-12);
    EXPECT_EQ(all.at("outcomes").at("approve").at("review"), 2);
    EXPECT_EQ(all.at("outcomes").at("approve").at("decline"), 1);
    EXPECT_EQ(all.at("changes").at("newly_stopped_fraud").at("payments"), 2);
    EXPECT_EQ(all.at("changes").at("newly_stopped_honest").at("amount_scaled"), 1'200'000);
    EXPECT_EQ(all.at("days").as_array().size(), 2U);

    const auto report = Report();
    EXPECT_THAT(report, HasSubstr("A &lt;large&gt; one &amp; more."));
    EXPECT_THAT(report, HasSubstr(EntityKeyOf("customer cy").ToString()));
    for (const auto* raw : {">ann<", ">cy<", "t2", "customer cy"})
        EXPECT_THAT(report, Not(HasSubstr(raw)));
    EXPECT_THAT(err_, HasSubstr("Only 8 whole days of history"));
}

TEST_F(BacktestCommandTest, LeavesOutWhoIsKnownToBeDefrauded) {
    // The label of ann's fraud of 1 March is known from 9 March on.
    ASSERT_EQ(Run({"--policy", Path("policy.json"), "--exclude-known", "10", "--json"}), 0);
    EXPECT_EQ(json::parse(out_).at("payments"), 4);
    EXPECT_EQ(json::parse(out_).at("left_out"), 1);
    ASSERT_EQ(
        Run({"--policy", Path("policy.json"), "--exclude-known", "10", "--warm-up", "0", "--json"}),
        0);
    EXPECT_EQ(json::parse(out_).at("left_out"), 1) << "known without being counted";
    ASSERT_EQ(Run({"--policy", Path("policy.json"), "--exclude-known", "8", "--json"}), 0);
    EXPECT_EQ(json::parse(out_).at("payments"), 5) << "1 March is nine days before the period";
    ASSERT_EQ(Run({"--policy", Path("policy.json"), "--exclude-known", "20", "--json"},
                  "2025-03-08", "2025-03-12"),
              0);
    EXPECT_EQ(json::parse(out_).at("left_out"), 1);
}

TEST_F(BacktestCommandTest, WarmsUpWithTheHistoryThatIsAskedFor) {
    ASSERT_EQ(Run({"--policy", Path("policy.json"), "--warm-up", "8", "--json"}), 0);
    EXPECT_EQ(json::parse(out_).at("history"), 1);
    ASSERT_EQ(Run({"--policy", Path("policy.json"), "--warm-up", "0", "--json"}), 0);
    EXPECT_EQ(json::parse(out_).at("history"), 0);
    EXPECT_EQ(json::parse(out_).at("payments"), 5);
}

TEST_F(BacktestCommandTest, FeaturesSeeTheHistoryAndNotTheFuture) {
    folder_.Write("known.json", R"({"id": "known", "version": "1", "rules": [
{"id": "known", "mode": "enforce", "when": "payer_count_30d > 1", "outcome": "review",
 "reason_code": "KNOWN", "message": "Paid before.", "iso_code": "FRAD"}]})");
    ASSERT_EQ(Run({"--policy", Path("known.json"), "--json"}), 0) << err_;
    EXPECT_EQ(json::parse(out_).at("candidate").at("not_approved"), 2) << "bob and ann, not eve";
    ASSERT_EQ(Run({"--policy", Path("known.json"), "--json", "--warm-up", "0"}), 0);
    EXPECT_EQ(json::parse(out_).at("candidate").at("not_approved"), 0);
}

TEST_F(BacktestCommandTest, ReplaysTheFeatureLog) {
    source_ = {
        .fault = "", .open = [] {
            auto log = std::make_unique<FakeLog>();
            const auto add = [&](LogEntry::Kind kind, int payment, std::int64_t euros,
                                 const char* at) {
                log->entries.push_back(
                    {.sequence = static_cast<std::int64_t>(++log->visible),
                     .kind = kind,
                     .attempt = {.payment_id = core::PaymentId(
                                     EntityKeyOf("payment " + std::to_string(payment))),
                                 .payer = EntityKeyOf("ann"),
                                 .payee = EntityKeyOf("shop"),
                                 .device = std::nullopt,
                                 .amount = core::Money(*core::Currency::Parse("EUR"), euros * 100),
                                 .created_at = *core::ParseRfc3339(at)}});
            };
            add(LogEntry::Kind::kAttempt, 1, 20, "2025-03-10T10:00:00Z");
            add(LogEntry::Kind::kAttempt, 2, 400, "2025-03-10T11:00:00Z");
            add(LogEntry::Kind::kAttempt, 3, 120, "2025-03-11T11:00:00Z");
            add(LogEntry::Kind::kReport, 2, 400, "2025-03-10T11:00:00Z");
            return log;
        }};
    ASSERT_EQ(RunWords({"--history", "--from", "2025-03-10", "--to", "2025-03-12", "--out",
                        Path("r.html"), "--policy", Path("policy.json"), "--json"}),
              0)
        << err_;
    const auto all = json::parse(out_);
    EXPECT_EQ(all.at("payments"), 3);
    EXPECT_EQ(all.at("frauds"), 1);
    EXPECT_EQ(all.at("candidate").at("fraud_stopped_scaled"), 4'000'000);
    EXPECT_THAT(Report(), HasSubstr("3 payments of the feature log"));
    EXPECT_THAT(Report(), HasSubstr("payment " + EntityKeyOf("payment 2").ToString()));
}

TEST_F(BacktestCommandTest, ScoresWithASignedModelAndExplainsExamples) {
    WriteModel();
    ASSERT_EQ(Run({"--policy", Path("policy.json"), "--model", folder_.Path(), "--key",
                   Path("public.pem"), "--json"}),
              0)
        << err_;
    const auto all = json::parse(out_);
    EXPECT_EQ(all.at("active").at("model_version"), "none");
    EXPECT_EQ(all.at("candidate").at("model_version"), "small/2025-03.1");
    EXPECT_GT(all.at("candidate").at("average_precision").as_double(), 0);
    EXPECT_THAT(Report(), HasSubstr(", score "));
    EXPECT_THAT(Report(), HasSubstr("<small>"));
    EXPECT_THAT(Report(), HasSubstr("<b>Calibration ("));

    // The candidate has the active one's model unless it brings its own.
    ASSERT_EQ(Run({"--policy", Path("policy.json"), "--active-model", folder_.Path(), "--key",
                   Path("public.pem"), "--json"}),
              0);
    EXPECT_EQ(json::parse(out_).at("candidate").at("roc_auc"),
              json::parse(out_).at("active").at("roc_auc"));
}

TEST_F(BacktestCommandTest, APeriodWithoutPaymentsOrFraudHasNoFigures) {
    ASSERT_EQ(Run({"--policy", Path("policy.json"), "--json"}, "2025-04-01", "2025-04-02"), 0);
    EXPECT_THAT(err_, HasSubstr("no payment from 2025-04-01"));
    EXPECT_THAT(err_, HasSubstr("from 2025-03-01 to 2025-03-12"));
    auto side = json::parse(out_).at("candidate").as_object();
    for (const auto* key : {"not_approved_precision", "not_approved_recall", "average_precision",
                            "roc_auc", "card_precision_100", "alerts_a_day"})
        EXPECT_FALSE(side.contains(key)) << key;
    EXPECT_EQ(side.at("fraud_stopped_scaled"), 0);
    EXPECT_THAT(Report(), HasSubstr("no payment from"));
    EXPECT_THAT(Report(), Not(HasSubstr("nan")));

    ASSERT_EQ(Run({"--policy", Path("policy.json"), "--json"}, "2025-03-02", "2025-03-03"), 0);
    EXPECT_THAT(err_, HasSubstr("No payment of the period is labelled as fraud"));
    side = json::parse(out_).at("candidate").as_object();
    for (const auto* key : {"not_approved_recall", "average_precision", "roc_auc"})
        EXPECT_FALSE(side.contains(key)) << key;
    EXPECT_EQ(side.at("alerts_a_day"), 0.0);
    EXPECT_THAT(Report(), Not(HasSubstr("nan")));
}

TEST_F(BacktestCommandTest, ARuleThatFailsIsCountedAndTold) {
    folder_.Write("policy.json", R"({"id": "broken", "version": "1", "rules": [
{"id": "zero", "mode": "enforce", "when": "1 / (amount - 30) > 5", "outcome": "decline",
 "reason_code": "ZERO", "message": "Divides.", "iso_code": "FRAD"}]})");
    ASSERT_EQ(Run({"--policy", Path("policy.json"), "--json"}), 0);
    EXPECT_EQ(json::parse(out_).at("candidate").at("rule_failures"), 1);
    EXPECT_EQ(json::parse(out_).at("outcomes").at("approve").at("review"), 1);
    EXPECT_THAT(err_, HasSubstr("could not be evaluated on 1 payment:"));
}

TEST_F(BacktestCommandTest, NamesWhatIsBrokenAndLeavesNoReport) {
    const auto policy = Path("policy.json");
    folder_.Write("bad.json", "{\"id\": 5}");
    EXPECT_EQ(Run({"--policy", Path("bad.json")}), 1);
    EXPECT_THAT(err_, HasSubstr("--policy " + Path("bad.json") + ": id"));
    folder_.Write("unknown.json", With(kPolicy, "amount > 300", "amuont > 300"));
    EXPECT_EQ(Run({"--policy", policy, "--active-policy", Path("unknown.json")}), 1);
    EXPECT_THAT(err_, HasSubstr("--active-policy " + Path("unknown.json") + ": rules[1]"));
    EXPECT_THAT(err_, HasSubstr("unknown name 'amuont'"));
    EXPECT_EQ(Run({"--policy", Path("none.json")}), 1);
    EXPECT_THAT(err_, HasSubstr("none.json: is no file"));

    EXPECT_EQ(Run({"--model", Path("none"), "--key", Path("none.pem")}), 1);
    EXPECT_THAT(err_, HasSubstr("--key " + Path("none.pem") + ": must be a file with an Ed25519"));
    WriteModel();
    folder_.Write("manifest.json", TextOf(folder_ / "manifest.json") + " ");
    EXPECT_EQ(Run({"--model", folder_.Path(), "--key", Path("public.pem")}), 1);
    EXPECT_THAT(err_, HasSubstr("--model " + folder_.Path().string() + ": manifest.sig"));

    EXPECT_EQ(RunWords({"--transactions", Path("none.csv"), "--from", "2025-03-10", "--to",
                        "2025-03-12", "--out", Path("r.html"), "--policy", policy}),
              1);
    EXPECT_THAT(err_, HasSubstr("none.csv"));
    folder_.Write("in.csv", "tx_id,tx_datetime,customer_id,terminal_id,amount\n");
    EXPECT_EQ(Run({"--policy", policy}), 1);
    EXPECT_THAT(err_, HasSubstr("there is no column fraud"));
    EXPECT_EQ(RunWords({"--transactions", Path("in.csv"), "--from", "2025-03-10", "--to",
                        "2025-03-12", "--out", Path("none/r.html"), "--policy", policy}),
              1);
    EXPECT_THAT(err_, HasSubstr("none/r.html: cannot be written"));
    EXPECT_FALSE(std::filesystem::exists(folder_ / "r.html"));
}

TEST_F(BacktestCommandTest, SaysHowItIsUsed) {
    EXPECT_EQ(RunWords({"--help"}), 0);
    EXPECT_THAT(out_, StartsWith("Usage: clearway-fraud backtest"));
    EXPECT_EQ(RunWords({}), 2);
    EXPECT_THAT(err_, HasSubstr("give --transactions FILE or --history, and not both"));
    EXPECT_EQ(Run({}), 2);
    EXPECT_THAT(err_, HasSubstr("nothing to try"));
    EXPECT_EQ(Run({"--history"}), 2);
    EXPECT_THAT(err_, HasSubstr("and not both"));
    EXPECT_EQ(RunWords({"--history"}), 2);
    EXPECT_THAT(err_, HasSubstr("set where the log is"));
    EXPECT_EQ(Run({"--model", folder_.Path()}), 2);
    EXPECT_THAT(err_, HasSubstr("needs --key"));
    const auto policy = Path("policy.json");
    EXPECT_EQ(Run({"--policy", policy, "--warm-up", "-1"}), 2);
    EXPECT_EQ(Run({"--policy", policy, "--frob"}), 2);
    EXPECT_EQ(Run({"--policy", policy}, "2025-03-12", "2025-03-12"), 2);
    EXPECT_THAT(err_, HasSubstr("--to must be after --from"));
    for (const auto* day : {"2025-3-1", "2025-02-30", "yesterday", "1999-01-01", "2025-03-10T00"})
        EXPECT_EQ(Run({"--policy", policy}, day), 2) << day;
}

}  // namespace
}  // namespace clearway::fraud
