UPDATE breaks SET closed_at = to_timestamp(0) + $2::bigint * interval '1 microsecond'
WHERE break_id = ANY ($1::uuid[])
