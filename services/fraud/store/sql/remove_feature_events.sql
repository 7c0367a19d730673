DELETE FROM feature_events WHERE payment_id IN (
    SELECT payment_id FROM feature_events
    WHERE created_at < to_timestamp(0) + $1::bigint * interval '1 microsecond'
    ORDER BY created_at LIMIT $2::bigint)
