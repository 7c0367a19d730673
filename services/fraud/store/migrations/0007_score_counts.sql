-- The score that an attempt was decided on, and the model's; null: it was decided without one.
ALTER TABLE feature_log ADD COLUMN score         smallint CHECK (score BETWEEN 0 AND 1000),
                        ADD COLUMN model_version text,
                        ADD CHECK ((score IS NULL) = (model_version IS NULL));

-- Of the payments that came on a day (UTC) and got a score of a model: how many there were, and how many
-- were reported as fraud since. Counted with the entries of the log, so that nobody has to read it again.
CREATE TABLE score_counts (
    model_version text     NOT NULL,
    day           date     NOT NULL,
    score         smallint NOT NULL CHECK (score BETWEEN 0 AND 1000),
    payments      bigint   NOT NULL CHECK (payments > 0),
    reported      bigint   NOT NULL DEFAULT 0 CHECK (reported BETWEEN 0 AND payments),
    PRIMARY KEY (model_version, day, score)
) WITH (fillfactor = 70);  -- the rows of today change with each batch
