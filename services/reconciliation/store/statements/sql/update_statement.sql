UPDATE statements SET aside = $3, waits = $4, let_through = $5, used = $6
WHERE file_id = $1::uuid AND place = $2::bigint
