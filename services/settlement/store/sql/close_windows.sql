-- Only what is open still: another process may have closed it.
UPDATE settlement_windows AS target
SET state = 'closed', closed_at = w.closed_at, version = w.version
FROM unnest($1::text[], $2::bigint[], $3::timestamptz[], $4::bigint[])
         AS w (currency, number, closed_at, version)
WHERE target.currency = w.currency AND target.number = w.number AND target.state = 'open'
RETURNING true
