-- One after the other, in the order of the activations.
SELECT activation, list_version_id, replaced_id, last_party, parties, alerts
FROM rescreenings
WHERE done_at IS NULL
ORDER BY activation
LIMIT 1
