UPDATE payments AS p
SET state = n.state, settled_minor = n.settled_minor, reason = n.reason, settled_at = n.settled_at
FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::text[], $5::timestamptz[])
         AS n (number, state, settled_minor, reason, settled_at)
WHERE p.number = n.number
