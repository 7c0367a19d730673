INSERT INTO steps (payment, act, due_at, told, status, reason, minor_units, copies)
SELECT n.payment, n.act, n.due_at, n.told, n.status, n.reason, n.minor_units, n.copies
FROM unnest($1::bigint[], $2::text[], $3::timestamptz[], $4::boolean[], $5::text[], $6::text[],
            $7::bigint[], $8::bigint[])
         WITH ORDINALITY AS n (payment, act, due_at, told, status, reason, minor_units, copies, place)
ORDER BY n.place
