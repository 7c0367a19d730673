// SPDX-License-Identifier: Apache-2.0
// What people write into the free text of a payment: phrases of several languages with references,
// and now and then a name. For tests only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/compliance/domain/screening/ordinary_names.h"

namespace clearway::compliance {

inline constexpr std::string_view kTextStock[] = {
    "Invoice 2026-#",
    "Rent for March 2026, flat #",
    "Salary May 2026 employee #",
    "Order # from the web shop, thank you",
    "Happy birthday and all the best from your family",
    "Loan repayment instalment # of 48",
    "Dinner on Saturday with Alex and the others",
    "School fees spring term pupil #",
    "Consulting services April, general trading advice",
    "Membership international chamber of commerce #",
    "Deposit for the holiday house on the island, June 5 to 19",
    "Charity run for the children's hospital, team #",
    "Refund of ticket # Iran Air cancelled flight",
    "Visa fee embassy of Cuba appointment #",
    "Travel guide Syria Lebanon Jordan second hand book",
    "Car parts golden star trading company order #",
    "Bank of China branch transfer reference #",
    "Rechnung Nr. # vom 12.03.2026, Kundennummer 4711",
    "Miete April Wohnung # einschließlich Nebenkosten",
    "Danke für das schöne Abendessen, liebe Grüße",
    "Beitrag Sportverein Abteilung Handball Mitglied #",
    "Anzahlung Küche Auftrag # Möbelhaus Nord",
    "Facture # du 3 avril, merci beaucoup",
    "Loyer de mai, appartement # rue de la Paix",
    "Cotisation annuelle association des parents #",
    "Factura # servicios de limpieza marzo",
    "Alquiler de mayo piso # calle Mayor",
    "Pago de la cena del viernes con los amigos",
    "Fattura # per consulenza aprile, grazie mille",
    "Affitto maggio appartamento # via Roma",
    "Factuur # voor levering bloemen",
    "Huur mei woning # Amsterdam",
    "Faktura # za usługi transportowe",
    "Czynsz za maj mieszkanie #",
    "Kira bedeli mayıs daire #",
    "Pagamento fatura # de abril, obrigado",
    "Оплата по счёту # от 3 апреля",
    "Аренда квартиры за май #",
    "فاتورة رقم # لشهر أبريل",
    "发票 # 四月 咨询费",
    "家賃 5月 #号室",
};

// Every third one names a person: `names` in turn.
inline std::vector<std::string> OrdinaryTexts(std::size_t count) {
    const auto names = OrdinaryNames(count / 3 + 1);
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < count; ++i) {
        std::string text(kTextStock[i % std::size(kTextStock)]);
        if (const auto at = text.find('#'); at != std::string::npos)
            text.replace(at, 1, std::to_string(10'000 + i * 7919 % 89'989));
        if (i % 3 == 0) text += ", " + names[i / 3];
        texts.push_back(std::move(text));
    }
    return texts;
}

}  // namespace clearway::compliance
