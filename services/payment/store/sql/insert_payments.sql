INSERT INTO payments (payment_id, partner_id, fingerprint, status, version, debtor, creditor,
                      creditor_name, creditor_country, creditor_iban, creditor_bic, currency,
                      amount_minor, captured_minor, end_to_end_id, remittance, automatic_capture,
                      device_id, terminal_id, reasons, degradations, capture_command,
                      cancel_command, created_at, updated_at)
SELECT * FROM unnest($1::uuid[], $2::text[], $3::bytea[], $4::bigint[], $5::bigint[], $6::uuid[],
                     $7::uuid[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[],
                     $13::bigint[], $14::bigint[], $15::text[], $16::text[], $17::boolean[],
                     $18::text[], $19::text[], $20::text[], $21::text[], $22::uuid[], $23::uuid[],
                     $24::timestamptz[], $25::timestamptz[])
