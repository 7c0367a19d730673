SELECT coalesce(sum(CASE kind WHEN 'return' THEN minor_units ELSE -minor_units END), 0)::bigint
FROM entries
WHERE participant = $1 AND rail = $2 AND currency = $3
  AND booked_at < 'epoch'::timestamptz + $4::bigint * interval '1 microsecond'
