-- The first word stays.
UPDATE rail_conflicts
SET resolved_at = coalesce(resolved_at, $2::timestamptz), resolved_by = coalesce(resolved_by, $3),
    note = coalesce(note, $4)
WHERE id = $1::uuid
