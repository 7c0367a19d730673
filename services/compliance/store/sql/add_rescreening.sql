INSERT INTO rescreenings (activation, list_version_id, replaced_id, last_party, started_at, done_at)
VALUES ($1::bigint, $2::uuid, $3::uuid, '00000000-0000-0000-0000-000000000000', $4::timestamptz,
        $5::timestamptz)
