SELECT break_id, payment_id, reason, expected_currency, expected_minor, actual_currency,
       actual_minor, (extract(epoch FROM detected_at) * 1000000)::bigint,
       (extract(epoch FROM closed_at) * 1000000)::bigint
FROM breaks
WHERE ($1::boolean OR closed_at IS NULL)
  AND (detected_at, break_id)
      < (to_timestamp(0) + $2::bigint * interval '1 microsecond', $3::uuid)
ORDER BY detected_at DESC, break_id DESC
LIMIT $4::bigint
