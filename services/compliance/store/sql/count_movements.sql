UPDATE movement_count SET known = known + $1::bigint RETURNING known
