INSERT INTO statement_lines (line_id, file_id, place, position, account_id, currency, amount_minor,
                             value_day, booked_day, uetr, end_to_end_id, instruction_id, reference,
                             bank_id, words, code, reversal)
SELECT line_id, $1::uuid, place, position, account_id, currency, amount_minor,
       date '1970-01-01' + value_day::integer, date '1970-01-01' + booked_day::integer, uetr,
       end_to_end_id, instruction_id, reference, bank_id, words, code, reversal
FROM unnest($2::uuid[], $3::bigint[], $4::bigint[], $5::uuid[], $6::text[], $7::bigint[],
            $8::bigint[], $9::bigint[], $10::text[], $11::text[], $12::text[], $13::text[],
            $14::text[], $15::text[], $16::text[], $17::boolean[])
     AS u(line_id, place, position, account_id, currency, amount_minor, value_day, booked_day, uetr,
          end_to_end_id, instruction_id, reference, bank_id, words, code, reversal)
-- A line that is settled for good stays as it was read.
ON CONFLICT DO NOTHING
