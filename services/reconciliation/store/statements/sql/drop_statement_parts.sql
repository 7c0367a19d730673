DELETE FROM statement_parts
WHERE sha256 = $1 OR received_at < to_timestamp(0) + $2::bigint * interval '1 microsecond'
