UPDATE breaks SET closed_at = to_timestamp(0) + $3::bigint * interval '1 microsecond'
FROM unnest($1::uuid[], $2::bigint[]) AS healed (payment_id, reason)
WHERE breaks.payment_id = healed.payment_id AND breaks.reason = healed.reason
  AND breaks.closed_at IS NULL
RETURNING breaks.break_id, breaks.payment_id, breaks.reason
