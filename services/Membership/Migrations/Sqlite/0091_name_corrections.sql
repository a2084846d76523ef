-- By what a name was corrected; the old one stays in the member's history.
CREATE TABLE name_corrections (
    member_id TEXT NOT NULL REFERENCES members (id),
    version INTEGER NOT NULL,
    document TEXT NOT NULL,
    consent TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (member_id, version)
) WITHOUT ROWID;
