-- As old as $1 microseconds by the facts of the partition that is furthest behind; one that stands a
-- week behind the newest has no payments, or is no more.
SELECT payment_id, (extract(epoch FROM reserved_at) * 1000000)::bigint
FROM limit_reservations
WHERE state = 1 AND NOT heard_of
  AND reserved_at < (SELECT min(newest_at)
                     FROM payment_facts_taken
                     WHERE newest_at > (SELECT max(newest_at) - interval '7 days'
                                        FROM payment_facts_taken))
                    - $1::bigint * interval '1 microsecond'
ORDER BY reserved_at
LIMIT $2::bigint
