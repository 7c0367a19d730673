-- New entries, and the end of known ones. A party's rows come in the order of their versions, so that
-- one has ended when the next begins.
INSERT INTO party_list (list, party, key, version, reason, added_by, added_at, expires_at, ended_at,
                        ended_by, ended_version)
SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::uuid[], $4::bigint[], $5::text[], $6::text[],
                     $7::timestamptz[], $8::timestamptz[], $9::timestamptz[], $10::text[],
                     $11::bigint[])
ON CONFLICT (list, party, key, version) DO UPDATE
SET ended_at = excluded.ended_at, ended_by = excluded.ended_by,
    ended_version = excluded.ended_version
