-- Transfers between organisations, and who is held back from them. Why somebody is held back is kept nowhere here.
CREATE TABLE transfers (
    id char(36) NOT NULL CONSTRAINT pk_transfers PRIMARY KEY,
    member_id char(36) NOT NULL REFERENCES members (id),
    kind varchar(24) NOT NULL,
    from_id char(36) NOT NULL REFERENCES organizations (id),
    to_id char(36) NULL REFERENCES organizations (id),
    to_cell_id char(36) NULL REFERENCES organizations (id),
    effective_on date NOT NULL,
    until_on date NULL,
    stage varchar(24) NOT NULL,
    stage_since date NOT NULL,
    introduced_on date NULL,
    fact_id char(36) NULL REFERENCES member_facts (id),
    policy_version nvarchar(64) NOT NULL,
    version bigint NOT NULL,
    create_time datetime2(6) NOT NULL,
    update_time datetime2(6) NOT NULL
);
CREATE INDEX ix_transfers_from ON transfers (from_id, create_time);
CREATE INDEX ix_transfers_to ON transfers (to_id, create_time);
CREATE INDEX ix_transfers_member ON transfers (member_id, stage);

CREATE TABLE transfer_steps (
    id char(36) NOT NULL CONSTRAINT pk_transfer_steps PRIMARY KEY,
    transfer_id char(36) NOT NULL REFERENCES transfers (id),
    happened_on date NOT NULL,
    state varbinary(max) NOT NULL,
    recorded_at datetime2(6) NOT NULL
);
CREATE INDEX ix_transfer_steps_transfer ON transfer_steps (transfer_id);

CREATE TABLE member_holds (
    member_id char(36) NOT NULL CONSTRAINT pk_member_holds PRIMARY KEY REFERENCES members (id),
    recorded_at datetime2(6) NOT NULL
);
