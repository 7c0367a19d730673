INSERT INTO payments (participant, rail, message_id, message_name, instruction_id, end_to_end_id,
                      transaction_id, uetr, currency, minor_units, creditor_name, creditor_iban,
                      rule, silent, deaf, notifies, recall_refusal, state, settled_minor, reason)
SELECT n.participant, n.rail, n.message_id, n.message_name, n.instruction_id, n.end_to_end_id,
       n.transaction_id, n.uetr, n.currency, n.minor_units, n.creditor_name, n.creditor_iban,
       n.rule, n.silent, n.deaf, n.notifies, n.recall_refusal, 'pending', 0, ''
FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
            $8::text[], $9::text[], $10::bigint[], $11::text[], $12::text[], $13::text[],
            $14::boolean[], $15::boolean[], $16::boolean[], $17::text[])
         WITH ORDINALITY AS n (participant, rail, message_id, message_name, instruction_id,
                               end_to_end_id, transaction_id, uetr, currency, minor_units,
                               creditor_name, creditor_iban, rule, silent, deaf, notifies,
                               recall_refusal, place)
ORDER BY n.place
RETURNING participant, rail, transaction_id, number
