-- Some terms give somebody the time to act: when they are over there is nothing to do any more.
ALTER TABLE deadlines ADD lapses bit NOT NULL CONSTRAINT df_deadlines_lapses DEFAULT 0;

-- Complaints about the deletion of a name, one after the other, each with what came of it.
CREATE TABLE complaints (
    id char(36) NOT NULL CONSTRAINT pk_complaints PRIMARY KEY,
    fact_id char(36) NOT NULL REFERENCES member_facts (id),
    level varchar(24) NOT NULL,
    received_on date NOT NULL,
    filed_on date NOT NULL,
    outcome varchar(16) NOT NULL,
    settled_on date NULL,
    document nvarchar(63) NULL,
    recorded_at datetime2(6) NOT NULL
);
CREATE INDEX ix_complaints_fact ON complaints (fact_id, filed_on, id);

-- The votes that did not carry a proposed deletion.
ALTER TABLE deletion_proposals ADD votes varbinary(max) NULL;
ALTER TABLE deletion_proposals ADD document nvarchar(63) NULL;
