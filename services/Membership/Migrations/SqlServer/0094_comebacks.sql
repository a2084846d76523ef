-- Members who come back. The member's row holds the membership of today; what it was before stands here, for the days up to
-- that on which another took its place: a membership that ended, and the time out of the Party after it.
ALTER TABLE members ADD readmitted_on date NULL;
ALTER TABLE members ADD party_age_from date NULL;

CREATE TABLE earlier_memberships (
    comeback_id char(36) NOT NULL CONSTRAINT pk_earlier_memberships PRIMARY KEY REFERENCES member_facts (id),
    member_id char(36) NOT NULL REFERENCES members (id),
    valid_from date NOT NULL,
    valid_to date NOT NULL,
    ended_on date NOT NULL,
    ceremony_on date NOT NULL,
    official_on date NULL,
    readmitted_on date NULL,
    party_age_from date NULL,
    recorded_at datetime2(6) NOT NULL,
    superseded_at datetime2(6) NULL
);
CREATE INDEX ix_earlier_memberships_member ON earlier_memberships (member_id, valid_to);

-- As what it counts if the member comes with it from outside of all organisations; null for an admission.
ALTER TABLE presences ADD start_flow varchar(32) NULL;

ALTER TABLE candidates ADD former_member_id char(36) NULL REFERENCES members (id);
ALTER TABLE candidates ADD departure varchar(24) NULL;
ALTER TABLE candidates ADD record_cleared_on date NULL;
