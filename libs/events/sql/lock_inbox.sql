SELECT topic, partition, lane, position FROM inbox WHERE consumer = $1
ORDER BY topic, partition, lane FOR UPDATE
