INSERT INTO rail_files (id, rail, currency, cut_off, number, made_at, message_digest)
VALUES ($1::uuid, $2, $3, $4::timestamptz, $5, $6::timestamptz, $7)
