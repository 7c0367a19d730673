INSERT INTO dead_letters (consumer, topic, partition, "offset", type, payload, reason)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT DO NOTHING
