UPDATE statement_exceptions
SET state = $2::bigint, contradicted = $3, assignee = $4, proposed_by = $5, approved_by = $6,
    version = $7::bigint, changed_at = to_timestamp(0) + $8::bigint * interval '1 microsecond'
WHERE exception_id = $1::uuid AND version = $7::bigint - 1
