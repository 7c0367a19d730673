-- Door and times stay those of the first submission.
INSERT INTO door_attempts AS known (participant, rail, message_id, door, times, submissions)
VALUES ($1, $2, $3, $4, $5, 1)
ON CONFLICT (participant, rail, message_id) DO UPDATE SET submissions = known.submissions + 1
RETURNING door, times, submissions
