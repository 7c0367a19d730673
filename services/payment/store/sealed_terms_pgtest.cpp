// SPDX-License-Identifier: Apache-2.0
// What is personal in payments at rest: sealed, opened on read, found by IBAN, gone with its key.
#include "services/payment/store/sealed_terms.h"

#include <gtest/gtest.h>

#include "events/event_store.h"
#include "postgres/row.h"
#include "services/payment/store/payment_store_fixture.h"
#include "services/payment/usecase/peers_test_support.h"

namespace clearway::payment {
namespace {

constexpr char kIban[] = "DE89370400440532013000";

class SealedTermsTest : public PaymentStoreFixture {
protected:
    static Terms ToElsewhere(const std::string& key, const std::string& name = "Erika Muster") {
        Terms terms{.payment_id = core::DerivePaymentId("acme", key),
                    .partner_id = "acme",
                    .debtor = kDebtor,
                    .creditor = {},
                    .amount = Euro(1000),
                    .automatic_capture = false};
        terms.external_creditor = {.name = core::Sensitive(name),
                                   .country = "DE",
                                   .iban = core::Sensitive<std::string>(kIban),
                                   .bic = ""};
        terms.remittance_information = core::Sensitive<std::string>("rent of may");
        terms.created_at = core::FromMicros(1'000'000);
        return terms;
    }
    Result<Outcome> Store(const Terms& terms) {
        return Wait(store_.Apply(Create{terms, Authorised{}, {}}));
    }
    std::string Text(const std::string& statement) {
        postgres::Session session(database_.Url());
        postgres::Transaction transaction(session);
        return postgres::AsText(transaction.exec1(statement)[0]);
    }
    void TakeTokenAway(bool away) {
        keys_.before_wrap = keys_.before_unwrap = [away] {
            if (away)
                throw vault::KeyEncryptionError(vault::KeyEncryptionError::Reason::kNoToken,
                                                "away");
        };
    }
    void Erase(const Terms& terms) {
        const vault::PersonId person(terms.sealed.person);
        vault_.Persons().Erase({&person, 1});
    }
};

TEST_F(SealedTermsTest, NothingPersonalIsInTheTablesAndAllOfItOpens) {
    ASSERT_TRUE(Store(Sealed(ToElsewhere("k"))));
    const auto rows = Text(
                          "SELECT string_agg(p::text || encode(sealed_terms, 'escape') || "
                          "encode(fingerprint, 'escape'), '') FROM payments p") +
                      Text(
                          "SELECT string_agg(e::text || encode(payload, 'escape'), '') "
                          "FROM events e");
    for (const auto secret : {"Erika", "Muster", "DE89", "370400440532013000", "rent of may"})
        EXPECT_EQ(rows.find(secret), std::string::npos) << secret;
    const auto found = **Wait(store_.Find(core::DerivePaymentId("acme", "k")));
    EXPECT_EQ(found.terms.external_creditor, ToElsewhere("k").external_creditor);
    EXPECT_EQ(found.terms.remittance_information.Reveal(), "rent of may");
}

TEST_F(SealedTermsTest, AnOrderThatWasNotSealedIsNotStored) {
    EXPECT_FALSE(Store(*Wait(personal_.Identify(ToElsewhere("k")))));
    EXPECT_EQ(Text("SELECT count(*) FROM payments"), "0");
}

TEST_F(SealedTermsTest, ThePartyTokenIsForEverTheSameAndOfThisTokenOnly) {
    const auto token = Sealed(ToElsewhere("a")).sealed.person;
    keys_.AddSearchKey();
    keys_.AddKey();
    SealedOrders later(vault_);
    EXPECT_EQ(Wait(later.Identify(ToElsewhere("b")))->sealed.person, token);
    vault::MemoryKeys other_keys;
    vault::ServiceVault other_vault(other_keys, database_.Url(), clock_);
    SealedOrders other(other_vault);
    EXPECT_NE(Wait(other.Identify(ToElsewhere("a")))->sealed.person, token);
    EXPECT_NE(Wait(other.Identify(ToElsewhere("a")))->fingerprint,
              Wait(later.Identify(ToElsewhere("a")))->fingerprint);
}

TEST_F(SealedTermsTest, PaymentsAreFoundByIbanAlsoUnderAnOlderSearchKey) {
    ASSERT_TRUE(Store(Sealed(ToElsewhere("old"))));
    keys_.AddSearchKey();
    ASSERT_TRUE(Store(Sealed(ToElsewhere("new"))));
    auto other = ToElsewhere("other");
    other.external_creditor.iban = core::Sensitive<std::string>("NO9386011117947");
    ASSERT_TRUE(Store(Sealed(other)));
    const auto found = Wait(store_.FindByIban({.iban = core::Sensitive<std::string>(kIban)}));
    ASSERT_TRUE(found);
    ASSERT_EQ(found->size(), 2U);
    EXPECT_EQ(found->front().terms.external_creditor.name.Reveal(), "Erika Muster");
    EXPECT_EQ(Text("SELECT count(DISTINCT creditor_iban_hash) FROM payments"), "3");
}

TEST_F(SealedTermsTest, WhatIsErasedIsGoneFromEveryAnswerAndTheChainHolds) {
    const auto order = Sealed(ToElsewhere("k"));
    const auto id = order.payment_id;
    ASSERT_TRUE(Store(order));
    Erase(order);
    const auto found = **Wait(store_.Find(id));
    EXPECT_TRUE(found.terms.erased);
    EXPECT_TRUE(found.terms.external_creditor.name.Empty());
    EXPECT_TRUE(found.terms.remittance_information.Empty());
    EXPECT_EQ(found.terms.amount, Euro(1000));
    // Also from what the writer remembers.
    const auto cancelled =
        Wait(store_.Apply(Cancel{id, "acme", core::Uuid::Random(), core::FromMicros(2), {}}));
    ASSERT_TRUE(cancelled);
    EXPECT_TRUE(cancelled->payment.terms.erased);
    EXPECT_TRUE(cancelled->payment.terms.external_creditor.name.Empty());
    postgres::Session session(database_.Url());
    postgres::Transaction transaction(session);
    const std::vector<core::Uuid> streams{id.value};
    EXPECT_EQ(events::FirstBrokenLink(events::LoadStreams(transaction, streams)), 0);
    // Nothing new is kept of them.
    const auto again = Wait(personal_.Seal(*Wait(personal_.Identify(ToElsewhere("k2")))));
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, ErrorCode::kInvalidArgument);
}

TEST_F(SealedTermsTest, WithoutTheTokenOnlyWhatNeedsAKeyWaits) {
    ASSERT_TRUE(Store(Sealed(ToElsewhere("before"))));
    vault::ServiceVault cold(keys_, database_.Url(), clock_);
    PostgresPaymentStore behind({.name = "cold", .database_url = database_.Url()}, outbox_,
                                readers_, {.encode = EncodeFact, .decode = DecodeFact}, cold);
    TakeTokenAway(true);
    const auto shut = Wait(behind.FindAsCreated(core::DerivePaymentId("acme", "before")));
    ASSERT_FALSE(shut);
    EXPECT_EQ(shut.error().code, ErrorCode::kUnavailable);
    Terms plain{.payment_id = core::DerivePaymentId("acme", "plain"),
                .partner_id = "acme",
                .debtor = kDebtor,
                .creditor = kCreditor,
                .amount = Euro(1)};
    plain.fingerprint = FingerprintOf(plain);
    EXPECT_TRUE(Wait(behind.Apply(Create{plain, Authorised{}, {}})));
    EXPECT_TRUE(Wait(behind.Find(plain.payment_id))->has_value());
    TakeTokenAway(false);
    EXPECT_TRUE(Wait(behind.FindAsCreated(core::DerivePaymentId("acme", "before"))));
}

}  // namespace
}  // namespace clearway::payment
