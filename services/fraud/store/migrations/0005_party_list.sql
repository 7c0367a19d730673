-- The block and allow lists with their history: an entry ends, and stays. A party has one open entry on
-- a list. Keys are accounts, tokens or digests; nothing here names a person.
CREATE TABLE party_list (
    list          smallint    NOT NULL CHECK (list IN (1, 2)),      -- ListKind
    party         smallint    NOT NULL CHECK (party IN (1, 2, 3)),  -- PartyKind
    key           uuid        NOT NULL,
    version       integer     NOT NULL CHECK (version > 0),         -- of the fact that listed it
    reason        text        NOT NULL,
    added_by      text        NOT NULL,
    added_at      timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL,
    ended_at      timestamptz,
    ended_by      text        NOT NULL DEFAULT '',
    ended_version integer     NOT NULL DEFAULT 0,
    PRIMARY KEY (list, party, key, version),
    CHECK (expires_at > added_at AND expires_at <= added_at + interval '1827 days'),
    CHECK (ended_at >= added_at)
);
CREATE UNIQUE INDEX party_list_open ON party_list (list, party, key) WHERE ended_at IS NULL;
CREATE INDEX party_list_newest ON party_list (added_at, key);
