-- Some terms give somebody the time to act: when they are over there is nothing to do any more.
ALTER TABLE deadlines ADD lapses INTEGER NOT NULL DEFAULT 0;

-- Complaints about the deletion of a name, one after the other, each with what came of it.
CREATE TABLE complaints (
    id TEXT NOT NULL PRIMARY KEY,
    fact_id TEXT NOT NULL REFERENCES member_facts (id),
    level TEXT NOT NULL,
    received_on TEXT NOT NULL,
    filed_on TEXT NOT NULL,
    outcome TEXT NOT NULL,
    settled_on TEXT NULL,
    document TEXT NULL,
    recorded_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX ix_complaints_fact ON complaints (fact_id, filed_on, id);

-- The votes that did not carry a proposed deletion.
ALTER TABLE deletion_proposals ADD votes BLOB NULL;
ALTER TABLE deletion_proposals ADD document TEXT NULL;
