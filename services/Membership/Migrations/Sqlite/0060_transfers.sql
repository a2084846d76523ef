-- Transfers between organisations, and who is held back from them. Why somebody is held back is kept nowhere here.
CREATE TABLE transfers (
    id TEXT NOT NULL PRIMARY KEY,
    member_id TEXT NOT NULL REFERENCES members (id),
    kind TEXT NOT NULL,
    from_id TEXT NOT NULL REFERENCES organizations (id),
    to_id TEXT NULL REFERENCES organizations (id),
    to_cell_id TEXT NULL REFERENCES organizations (id),
    effective_on TEXT NOT NULL,
    until_on TEXT NULL,
    stage TEXT NOT NULL,
    stage_since TEXT NOT NULL,
    introduced_on TEXT NULL,
    fact_id TEXT NULL REFERENCES member_facts (id),
    policy_version TEXT NOT NULL,
    version INTEGER NOT NULL,
    create_time TEXT NOT NULL,
    update_time TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX ix_transfers_from ON transfers (from_id, create_time);
CREATE INDEX ix_transfers_to ON transfers (to_id, create_time);
CREATE INDEX ix_transfers_member ON transfers (member_id, stage);

CREATE TABLE transfer_steps (
    id TEXT NOT NULL PRIMARY KEY,
    transfer_id TEXT NOT NULL REFERENCES transfers (id),
    happened_on TEXT NOT NULL,
    state BLOB NOT NULL,
    recorded_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX ix_transfer_steps_transfer ON transfer_steps (transfer_id);

CREATE TABLE member_holds (
    member_id TEXT NOT NULL PRIMARY KEY REFERENCES members (id),
    recorded_at TEXT NOT NULL
) WITHOUT ROWID;
