-- Nothing when another process went on with it.
UPDATE rescreenings
SET last_party = $3::uuid, parties = parties + $4::bigint, alerts = alerts + $5::bigint,
    done_at = $6::timestamptz
WHERE activation = $1::bigint AND last_party = $2::uuid AND done_at IS NULL
