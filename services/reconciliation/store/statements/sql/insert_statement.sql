INSERT INTO statements (file_id, place, name, kind, account_id, currency, day, opening_minor,
                        closing_minor, number, page, last_page, faults, aside, waits, let_through,
                        used)
VALUES ($1::uuid, $2::bigint, $3, $4::bigint, nullif($5, '')::uuid, $6,
        date '1970-01-01' + $7::integer, $8::bigint, $9::bigint, $10::bigint, $11::bigint, $12,
        $13::text[], $14, $15, $16, $17)
