SELECT rail, currency, timestamptz_send(cut_off) AS cut_off, number, timestamptz_send(made_at) AS made_at,
       message_digest
FROM rail_files
WHERE id = $1::uuid
