UPDATE releases SET stage = $3::bigint, approved_by = $4::text[], activated_at = $5::timestamptz
WHERE kind = $1::bigint AND version = $2::text
