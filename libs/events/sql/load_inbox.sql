SELECT topic, partition, lane, position FROM inbox WHERE consumer = $1
