-- Money that is on the suspense accounts. A sum beyond 64 bits is told as the most that there is.
SELECT currency, count(*) AS transfers, least(sum(amount), 9223372036854775807)::bigint AS amount
FROM suspended_transfers
WHERE released_at IS NULL
GROUP BY currency
