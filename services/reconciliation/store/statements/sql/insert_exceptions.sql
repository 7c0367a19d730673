INSERT INTO statement_exceptions (exception_id, account_id, class, line_id, expectation_id, payment_id,
    currency, value_day, debit_nostro, adjust_minor, suggestion, state, contradicted, assignee,
    proposed_by, approved_by, version, opened_at, changed_at, other_side, second_currency,
    second_minor, contradiction)
SELECT exception_id, account_id, class, line_id, expectation_id, payment_id, currency,
       date '1970-01-01' + value_day::integer, debit_nostro, adjust_minor, suggestion, state, false,
       '', '', '', version, opened_at, opened_at, other_side, second_currency, second_minor,
       ''
FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::text[],
            $8::bigint[], $9::boolean[], $10::bigint[], $11::text[], $12::bigint[], $13::bigint[],
            $14::timestamptz[], $15::bigint[], $16::text[], $17::bigint[])
     AS u(exception_id, account_id, class, line_id, expectation_id, payment_id, currency, value_day,
          debit_nostro, adjust_minor, suggestion, state, version, opened_at, other_side,
          second_currency, second_minor)
