INSERT INTO entries (participant, rail, payment, kind, currency, minor_units, booked_at)
SELECT n.participant, n.rail, n.payment, n.kind, n.currency, n.minor_units,
       'epoch'::timestamptz + $7::bigint * interval '1 microsecond'
FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::bigint[])
         AS n (participant, rail, payment, kind, currency, minor_units)
