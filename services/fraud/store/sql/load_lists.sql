-- What is on a list, and what was until lately: a payment is judged as of its own time.
SELECT list, party, key, (extract(epoch FROM expires_at) * 1000000)::bigint
FROM party_list
WHERE ended_at IS NULL AND expires_at > now() - interval '1 hour'
