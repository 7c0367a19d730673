// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <set>

#include "core/clock.h"
#include "core/country.h"
#include "core/digest.h"
#include "core/error_catalogue.h"
#include "core/ids.h"
#include "core/money.h"
#include "core/page_token.h"

namespace clearway::core {
namespace {

Currency Of(std::string_view code) { return *Currency::Parse(code); }

struct AmountRow {
    std::string_view currency;
    std::string_view value;
    std::int64_t minor;  // 0: refused
};

TEST(Money, ReadsExactlyTheAmountsThatTheCurrencyAllows) {
    const AmountRow rows[] = {
        {"EUR", "12.34", 1234},
        {"EUR", "12.3", 1230},
        {"EUR", "12", 1200},
        {"EUR", "0.01", 1},
        {"EUR", "9999999999999999.99", 999999999999999999},
        {"EUR", "99999999999999999", 0},
        {"EUR", "1.234", 0},
        {"EUR", "0", 0},
        {"EUR", "0.00", 0},
        {"EUR", "-1", 0},
        {"EUR", "+1", 0},
        {"EUR", "1e2", 0},
        {"EUR", "1.", 0},
        {"EUR", ".5", 0},
        {"EUR", "", 0},
        {"EUR", " 1", 0},
        {"EUR", "01", 0},
        {"EUR", "1,00", 0},
        {"EUR", "NaN", 0},
        {"EUR", "\xD9\xA1", 0},
        {"EUR", "1.2.3", 0},
        {"JPY", "1", 1},
        {"JPY", "1.5", 0},
        {"JPY", "1.0", 0},
        {"BHD", "1.234", 1234},
        {"BHD", "1.2345", 0},
        {"CLF", "1.2345", 12345},
        {"JPY", "999999999999999999", 999999999999999999},
        {"JPY", "1000000000000000000", 0},
        {"XAU", "1", 0},
        {"eur", "1", 0},
        {"EURO", "1", 0},
    };
    for (const auto& row : rows) {
        const auto money = ParseAmount(row.currency, row.value, "amount");
        EXPECT_EQ(money.has_value(), row.minor != 0) << row.currency << " " << row.value;
        if (money) {
            EXPECT_EQ(money->MinorUnits(), row.minor) << row.currency << " " << row.value;
        }
    }
}

TEST(Money, NamesTheFaultyFieldAndNeverItsValue) {
    const auto value = ParseAmount("EUR", "secret", "amount");
    ASSERT_FALSE(value);
    EXPECT_EQ(value.error().code, ErrorCode::kInvalidAmount);
    EXPECT_EQ(value.error().field_errors.at(0).field, "amount.value");
    EXPECT_EQ(value.error().detail.find("secret"), std::string::npos);
    const auto currency = ParseAmount("ZZZ", "1", "amount");
    ASSERT_FALSE(currency);
    EXPECT_EQ(currency.error().code, ErrorCode::kUnknownCurrency);
}

TEST(Money, WritesWithExactlyTheCurrencysDigits) {
    EXPECT_EQ(FormatDecimal(Money(Of("EUR"), 1234)), "12.34");
    EXPECT_EQ(FormatDecimal(Money(Of("EUR"), 5)), "0.05");
    EXPECT_EQ(FormatDecimal(Money(Of("EUR"), -5)), "-0.05");
    EXPECT_EQ(FormatDecimal(Money(Of("JPY"), 7)), "7");
    EXPECT_EQ(FormatDecimal(Money(Of("BHD"), 1)), "0.001");
    EXPECT_EQ(FormatDecimal(Money(Of("EUR"), INT64_MIN)), "-92233720368547758.08");
}

TEST(Money, SumsAreCheckedForOverflowAndCurrency) {
    EXPECT_FALSE(Add(Money(Of("EUR"), INT64_MAX), Money(Of("EUR"), 1)));
    EXPECT_FALSE(Subtract(Money(Of("EUR"), INT64_MIN), Money(Of("EUR"), 1)));
    EXPECT_FALSE(Add(Money(Of("EUR"), 1), Money(Of("USD"), 1)));
    EXPECT_EQ(Add(Money(Of("EUR"), 1), Money(Of("EUR"), 2))->MinorUnits(), 3);
}

TEST(Currency, HasTheWholeListWithItsExponents) {
    EXPECT_GE(AllCurrencies().size(), 165U);
    EXPECT_EQ(Of("EUR").Exponent(), 2);
    EXPECT_EQ(Of("JPY").Exponent(), 0);
    EXPECT_EQ(Of("KWD").Exponent(), 3);
    EXPECT_EQ(Of("UYW").Exponent(), 4);
    for (const auto code : {"XXX", "XTS", "XAU", "XDR", "", "EU", "DEM"})
        EXPECT_FALSE(Currency::Parse(code)) << code;
}

TEST(Country, KnowsTheCodesOfTheList) {
    EXPECT_TRUE(IsCountryCode("DE"));
    EXPECT_TRUE(IsCountryCode("XK"));
    for (const auto code : {"de", "UK", "ZZ", "", "DEU"}) EXPECT_FALSE(IsCountryCode(code)) << code;
}

TEST(Uuid, DerivesTheIdsThatTheStandardGives) {
    // RFC 9562, appendix A.4: UUIDv5 of "www.example.com" in the DNS namespace.
    const auto dns = *Uuid::Parse("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
    EXPECT_EQ(Uuid::Derive(dns, "www.example.com").ToString(),
              "2ed6657d-e927-568b-95e1-2665a8aea6a2");
}

TEST(Uuid, ReadsOnlyTheCanonicalForm) {
    const auto id = Uuid::Random();
    EXPECT_EQ(Uuid::Parse(id.ToString()), id);
    for (const auto text :
         {"", "x", "6ba7b8109dad11d180b400c04fd430c8", "6ba7b810-9dad-11d1-80b4-00c04fd430cg",
          "{6ba7b810-9dad-11d1-80b4-00c04fd430c8}"})
        EXPECT_FALSE(Uuid::Parse(text)) << text;
}

TEST(Ids, OfDifferentPartnersNeverMeet) {
    EXPECT_EQ(DerivePaymentId("acme", "1"), DerivePaymentId("acme", "1"));
    EXPECT_NE(DerivePaymentId("acme", "1"), DerivePaymentId("globex", "1"));
    EXPECT_NE(DerivePaymentId("a", "bc"), DerivePaymentId("ab", "c"));
    const auto payment = DerivePaymentId("acme", "1");
    const std::set<Uuid> derived{payment.value, DeriveHoldId(payment).value,
                                 DeriveTransferId(payment).value, DeriveCaseId(payment).value};
    EXPECT_EQ(derived.size(), 4U);
}

TEST(Clock, TimeTextGoesThereAndBack) {
    const auto time = FromMicros(1'772'366'400'123'456);
    EXPECT_EQ(FormatRfc3339(time), "2026-03-01T12:00:00.123456Z");
    EXPECT_EQ(ParseRfc3339("2026-03-01T12:00:00.123456Z"), time);
    EXPECT_EQ(ParseRfc3339("2026-03-01T13:30:00.123456+01:30"), time);
    EXPECT_EQ(FormatRfc3339(FromMicros(0)), "1970-01-01T00:00:00Z");
    EXPECT_EQ(FormatRfc3339(FromMicros(-1)), "1969-12-31T23:59:59.999999Z");
}

TEST(Clock, RefusesWhatIsNoTime) {
    for (const auto text :
         {"", "2026-03-01", "2026-02-30T00:00:00Z", "2026-03-01T24:00:00Z", "2026-03-01T00:00:00",
          "2026-03-01T00:00:00.Z", "2026-03-01 00:00:00 Z", "2026-03-01T00:00:00Zx",
          "2026-03-01T00:00:00+25:00", "2026-13-01T00:00:00Z"})
        EXPECT_FALSE(ParseRfc3339(text)) << text;
}

TEST(PageToken, GoesThereAndBack) {
    const PagePosition position{FromMicros(1'772'366'400'123'456), Uuid::Random()};
    EXPECT_EQ(**ReadPageToken(EncodePageToken(position)), position);
    const PagePosition last{FromMicros(253'402'300'799'999'999), Uuid()};
    EXPECT_EQ(**ReadPageToken(EncodePageToken(last)), last);
    EXPECT_EQ(ReadPageToken("").value(), std::nullopt);
}

TEST(PageToken, RefusesForeignTextAndTimesOutOfRange) {
    const std::string id = ".6ba7b810-9dad-11d1-80b4-00c04fd430c8";
    const auto beyond_9999 = EncodePageToken({FromMicros(253'402'300'800'000'000), Uuid()});
    for (const auto& text : {std::string("."), std::string("1"), "zz" + id, std::string("1.x"), id,
                             "-1" + id, "7fffffffffffffff" + id, "ffffffffffffffff" + id,
                             "10000000000000000" + id, beyond_9999, "1" + id + "0"}) {
        const auto position = ReadPageToken(text);
        ASSERT_FALSE(position) << text;
        EXPECT_EQ(position.error().code, ErrorCode::kInvalidArgument);
        EXPECT_EQ(position.error().field_errors.at(0).field, "page_token");
    }
}

TEST(ErrorCatalogue, EveryCodeIsFoundByItsName) {
    for (const auto& row : AllErrors()) {
        EXPECT_EQ(ParseErrorCode(row.name), row.code);
        EXPECT_FALSE(row.title.empty());
    }
    EXPECT_FALSE(ParseErrorCode("no_such_code"));
}

TEST(Digest, MatchesTheStandardsExample) {
    EXPECT_EQ(ToHex(Sha256("abc")),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    Sha256Stream pieces;
    pieces.Add("a");
    pieces.Add("");
    pieces.Add("bc");
    EXPECT_EQ(pieces.Finish(), Sha256("abc"));
}

}  // namespace
}  // namespace clearway::core
