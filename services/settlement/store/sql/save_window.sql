UPDATE settlement_windows
SET state = $3::window_state, version = $4, instructions = $5, announced = $6, digest = $7,
    settled_at = nullif($8, '')::timestamptz
WHERE currency = $1 AND number = $2
