INSERT INTO rail_transfers (id, payment_id, partner_id, debtor, currency, amount, creditor_country,
                            created_at, state, recall, rail, rule, attempts, enquiries,
                            message_digest, due_at, reason_code, reason_text, return_id, version,
                            recalls, proposal, proposal_reason, proposed_by, cut_off, file_id,
                            file_made_at, file_position, enquiries_before, lane)
SELECT *
FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::bigint[], $7::text[],
            $8::timestamptz[], $9::bigint[], $10::bigint[], $11::text[], $12::text[], $13::bigint[],
            $14::bigint[], $15::bytea[], $16::timestamptz[], $17::text[], $18::text[], $19::text[],
            $20::bigint[], $21::bigint[],
            $22::bigint[], $23::text[], $24::text[], $25::timestamptz[], $26::uuid[],
            $27::timestamptz[], $28::bigint[], $29::bigint[], $30::text[])
