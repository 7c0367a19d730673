SELECT topic, partition, position FROM inbox WHERE consumer = $1 AND lane = -1
