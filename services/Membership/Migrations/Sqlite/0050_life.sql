-- What happens to members after the admission. A fact that was taken back stays, with the consent to that.
CREATE TABLE member_facts (
    id TEXT NOT NULL PRIMARY KEY,
    member_id TEXT NOT NULL REFERENCES members (id),
    kind TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    state BLOB NOT NULL,
    policy_version TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    superseded_at TEXT NULL,
    consent TEXT NULL
) WITHOUT ROWID;
CREATE INDEX ix_member_facts_member ON member_facts (member_id, valid_from);
