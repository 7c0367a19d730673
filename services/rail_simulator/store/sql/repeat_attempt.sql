UPDATE door_attempts SET submissions = submissions + 1
WHERE participant = $1 AND rail = $2 AND message_id = $3
RETURNING door, times, submissions
