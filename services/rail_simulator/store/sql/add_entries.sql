INSERT INTO entries (participant, rail, payment, kind, currency, minor_units, booked_at)
SELECT n.participant, n.rail, n.payment, n.kind, n.currency, n.minor_units, n.booked_at
FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::bigint[],
            $7::timestamptz[])
         AS n (participant, rail, payment, kind, currency, minor_units, booked_at)
