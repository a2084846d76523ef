-- Members who come back. The member's row holds the membership of today; what it was before stands here, for the days up to
-- that on which another took its place: a membership that ended, and the time out of the Party after it.
ALTER TABLE members ADD readmitted_on TEXT NULL;
ALTER TABLE members ADD party_age_from TEXT NULL;

CREATE TABLE earlier_memberships (
    comeback_id TEXT NOT NULL PRIMARY KEY REFERENCES member_facts (id),
    member_id TEXT NOT NULL REFERENCES members (id),
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    ended_on TEXT NOT NULL,
    ceremony_on TEXT NOT NULL,
    official_on TEXT NULL,
    readmitted_on TEXT NULL,
    party_age_from TEXT NULL,
    recorded_at TEXT NOT NULL,
    superseded_at TEXT NULL
) WITHOUT ROWID;
CREATE INDEX ix_earlier_memberships_member ON earlier_memberships (member_id, valid_to);

-- As what it counts if the member comes with it from outside of all organisations; null for an admission.
ALTER TABLE presences ADD start_flow TEXT NULL;

ALTER TABLE candidates ADD former_member_id TEXT NULL REFERENCES members (id);
ALTER TABLE candidates ADD departure TEXT NULL;
ALTER TABLE candidates ADD record_cleared_on TEXT NULL;
