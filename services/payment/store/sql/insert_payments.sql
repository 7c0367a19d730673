INSERT INTO payments (payment_id, partner_id, fingerprint, status, version, debtor, creditor,
                      creditor_country, creditor_bic, person, sealed_terms, creditor_iban_hash,
                      creditor_iban_key, currency, amount_minor, captured_minor, end_to_end_id,
                      automatic_capture, device_id, terminal_id, reasons, degradations,
                      capture_command, cancel_command, created_at, updated_at)
SELECT * FROM unnest($1::uuid[], $2::text[], $3::bytea[], $4::bigint[], $5::bigint[], $6::uuid[],
                     $7::uuid[], $8::text[], $9::text[], $10::uuid[], $11::bytea[], $12::bytea[],
                     $13::text[], $14::text[], $15::bigint[], $16::bigint[], $17::text[],
                     $18::boolean[], $19::text[], $20::text[], $21::text[], $22::text[],
                     $23::uuid[], $24::uuid[], $25::timestamptz[], $26::timestamptz[])
