-- One after the other, in the order of the activations; of those that began by $1.
SELECT activation, list_version_id, replaced_id, last_party, parties, alerts
FROM rescreenings
WHERE done_at IS NULL AND started_at <= $1::timestamptz
ORDER BY activation
LIMIT 1
