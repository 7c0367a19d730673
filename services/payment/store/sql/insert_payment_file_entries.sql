INSERT INTO payment_file_entries (file_id, position, batch, batch_id, instruction_id, end_to_end_id,
                                  currency, amount_minor, due_at, payment_id, state, reason_code,
                                  reason_text, changed_at)
SELECT $1::uuid, *, $14::timestamptz FROM unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[],
                         $8::bigint[], $9::timestamptz[], $10::uuid[], $11::bigint[], $12::text[],
                         $13::text[])
