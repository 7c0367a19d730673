// SPDX-License-Identifier: Apache-2.0
// Parties, banks, accounts and remittance: the same in every message.
#include "iso20022/fields/field_reader.h"
#include "iso20022/fields/field_writer.h"

namespace clearway::iso20022 {

template <class F>
void Describe(F& fields, Held<F, PostalAddress>& address) {
    fields.Text("Dept", address.department);
    fields.Text("SubDept", address.sub_department);
    fields.Text("StrtNm", address.street);
    fields.Text("BldgNb", address.building_number);
    fields.Text("BldgNm", address.building_name);
    fields.Text("Flr", address.floor);
    fields.Text("PstBx", address.post_box);
    fields.Text("Room", address.room);
    fields.Text("PstCd", address.post_code);
    fields.Text("TwnNm", address.town);
    fields.Text("TwnLctnNm", address.town_location);
    fields.Text("DstrctNm", address.district);
    fields.Text("CtrySubDvsn", address.region);
    fields.Country("Ctry", address.country);
    fields.Texts("AdrLine", address.lines);
}

template <class F>
void Describe(F& fields, Held<F, OtherId>& other) {
    fields.Text("Id", other.id);
    fields.CodeOrOther("SchmeNm", other.scheme);
    fields.Text("Issr", other.issuer);
}

template <class F>
void Describe(F& fields, Held<F, Birth>& birth) {
    fields.Day("BirthDt", birth.day);
    fields.Text("PrvcOfBirth", birth.province);
    fields.Text("CityOfBirth", birth.city);
    fields.Country("CtryOfBirth", birth.country);
}

template <class F>
void Describe(F& fields, Held<F, Party>& party) {
    fields.Text("Nm", party.name);
    fields.Group("PstlAdr", party.address);
    fields.Inside("Id", [&](F& id) {
        id.Inside("OrgId", [&](F& organisation) {
            organisation.Bic({"AnyBIC", "BICOrBEI"}, party.bic);
            organisation.Lei("LEI", party.lei);
            organisation.Groups("Othr", party.organisation_ids);
        });
        id.Inside("PrvtId", [&](F& person) {
            person.Group("DtAndPlcOfBirth", party.birth);
            person.Groups("Othr", party.private_ids);
        });
    });
    fields.Country("CtryOfRes", party.country_of_residence);
}

template <class F>
void Describe(F& fields, Held<F, Agent>& agent) {
    fields.Inside("FinInstnId", [&](F& institution) {
        institution.Bic({"BICFI", "BIC"}, agent.bic);
        institution.Inside("ClrSysMmbId", [&](F& member) {
            member.CodeOrOther("ClrSysId", agent.clearing_system);
            member.Text("MmbId", agent.member_id);
        });
        institution.Lei("LEI", agent.lei);
        institution.Text("Nm", agent.name);
        institution.Group("PstlAdr", agent.address);
        institution.Group("Othr", agent.other);
    });
    fields.Inside("BrnchId", [&](F& branch) { branch.Text("Id", agent.branch_id); });
}

template <class F>
void Describe(F& fields, Held<F, Account>& account) {
    fields.Inside("Id", [&](F& id) {
        id.Iban("IBAN", account.iban);
        id.Group("Othr", account.other);
    });
    fields.CodeOrOther("Tp", account.type);
    fields.Currency("Ccy", account.currency);
    fields.Text("Nm", account.name);
    fields.Group("Ownr", account.owner);
    fields.Group("Svcr", account.servicer);
}

template <class F>
void Describe(F& fields, Held<F, ReferredDocument>& document) {
    fields.Inside("Tp", [&](F& type) { type.CodeOrOther("CdOrPrtry", document.type); });
    fields.Text("Nb", document.number);
    fields.Day("RltdDt", document.date);
}

template <class F>
void Describe(F& fields, Held<F, StructuredRemittance>& remittance) {
    fields.Groups("RfrdDocInf", remittance.documents);
    fields.Inside("RfrdDocAmt", [&](F& amounts) {
        amounts.Amount("DuePyblAmt", remittance.due_amount);
        amounts.Amount("CdtNoteAmt", remittance.credit_note_amount);
        amounts.Amount("RmtdAmt", remittance.remitted_amount);
    });
    fields.Inside("CdtrRefInf", [&](F& reference) {
        reference.Inside("Tp", [&](F& type) {
            type.CodeOrOther("CdOrPrtry", remittance.reference_type);
            type.Text("Issr", remittance.reference_issuer);
        });
        reference.Text("Ref", remittance.reference);
    });
    fields.Texts("AddtlRmtInf", remittance.additional);
}

template <class F>
void Describe(F& fields, Held<F, Remittance>& remittance) {
    fields.Texts("Ustrd", remittance.unstructured);
    // pacs.009 has the first only; nobody writes the second there.
    fields.Groups("Strd", remittance.structured);
}

CLEARWAY_PARTIES_FIELDS(CLEARWAY_MAKE_BOTH)

}  // namespace clearway::iso20022
