SELECT newest.*
FROM unnest($1::bigint[], $2::bigint[], $3::uuid[]) AS asked (list, party, key)
CROSS JOIN LATERAL (
    SELECT list, party, key, version, reason, added_by,
           (extract(epoch FROM added_at) * 1000000)::bigint,
           (extract(epoch FROM expires_at) * 1000000)::bigint,
           (extract(epoch FROM ended_at) * 1000000)::bigint, ended_by, ended_version
    FROM party_list
    WHERE list = asked.list AND party = asked.party AND key = asked.key
    ORDER BY version DESC
    LIMIT 1) AS newest
