UPDATE statement_exceptions
SET state = $2::bigint, contradicted = $3, assignee = $4, proposed_by = $5, approved_by = $6,
    version = $7::bigint, changed_at = to_timestamp(0) + $8::bigint * interval '1 microsecond',
    currency = $9, value_day = date '1970-01-01' + $10::bigint::integer, debit_nostro = $11,
    adjust_minor = $12::bigint, suggestion = $13, other_side = $14::bigint,
    second_currency = $15, second_minor = $16::bigint, nostro_id = $17::uuid, other_id = $18::uuid,
    second_nostro_id = $19::uuid, second_other_id = $20::uuid, contradiction = $21
WHERE exception_id = $1::uuid AND version = $7::bigint - 1
