UPDATE checks SET due_since = judged.due_since,
                  matched = judged.matched,
                  reconciled = judged.reconciled,
                  stream_version = judged.stream_version
FROM unnest($1::uuid[], $2::timestamptz[], $3::boolean[], $4::boolean[], $5::bigint[])
     AS judged (payment_id, due_since, matched, reconciled, stream_version)
WHERE checks.payment_id = judged.payment_id
