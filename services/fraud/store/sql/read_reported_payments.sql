SELECT payment_id FROM feature_log WHERE kind = 2 AND sequence <= $1::bigint
