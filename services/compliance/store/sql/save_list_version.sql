INSERT INTO list_versions (list_version_id, source, format, version, date, checksum, content_digest,
                           entries, names, refused, report, state, imported_by, imported_at,
                           approved_by, override_reason, activated_by, activated_at, activation,
                           replaced_id, facts)
VALUES ($1::uuid, $2::text, $3::text, $4::text, $5::text, ($6::bytea[])[1], ($6::bytea[])[2],
        $7::bigint, $8::bigint, $9::bigint, $10::jsonb, $11::bigint, $12::text, $13::timestamptz,
        $14::text, $15::text, $16::text, $17::timestamptz, $18::bigint, $19::uuid, $20::bigint)
ON CONFLICT (list_version_id) DO UPDATE
SET state = excluded.state, approved_by = excluded.approved_by,
    override_reason = excluded.override_reason, activated_by = excluded.activated_by,
    activated_at = excluded.activated_at, activation = excluded.activation,
    replaced_id = excluded.replaced_id, facts = excluded.facts
