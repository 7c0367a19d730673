INSERT INTO scenarios (document) VALUES ($1) RETURNING version
