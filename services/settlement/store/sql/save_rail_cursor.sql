-- Readers that begin at once find no row to lock: one of them is told so and decides again.
INSERT INTO rail_cursors (rail, sequence) VALUES ($1, $3::bigint)
ON CONFLICT (rail) DO UPDATE SET sequence = excluded.sequence WHERE rail_cursors.sequence = $2::bigint
RETURNING sequence
