SELECT party_id, partner_id, status, tier
FROM parties
WHERE party_id = ANY($1::uuid[])
ORDER BY party_id
FOR NO KEY UPDATE
