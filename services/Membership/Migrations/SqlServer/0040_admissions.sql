-- Candidates: the case, its dated steps and stages hold ids and kinds; the person's values stand in one row that can be erased.
CREATE TABLE candidates (
    id char(36) NOT NULL CONSTRAINT pk_candidates PRIMARY KEY,
    organization_id char(36) NOT NULL REFERENCES organizations (id),
    village_id char(36) NULL REFERENCES villages (id),
    member_id char(36) NULL REFERENCES members (id),
    source varchar(24) NOT NULL,
    source_member_id char(36) NULL REFERENCES members (id),
    consented_on date NOT NULL,
    stage varchar(24) NOT NULL,
    stage_since date NOT NULL,
    policy_version nvarchar(64) NOT NULL,
    version bigint NOT NULL,
    create_time datetime2(6) NOT NULL,
    update_time datetime2(6) NOT NULL
);
CREATE INDEX ix_candidates_organization ON candidates (organization_id, stage, stage_since, id);
CREATE INDEX ix_candidates_village ON candidates (village_id);
CREATE INDEX ix_candidates_member ON candidates (member_id);

CREATE TABLE candidate_persons (
    candidate_id char(36) NOT NULL CONSTRAINT pk_candidate_persons PRIMARY KEY REFERENCES candidates (id),
    full_name nvarchar(127) NULL,
    sex varchar(8) NULL,
    birth_date date NULL,
    ethnicity nvarchar(63) NULL,
    schooling varchar(24) NULL,
    areas varchar(100) NULL,
    respected bit NULL,
    occupation nvarchar(127) NULL,
    erased_at datetime2(6) NULL
);

CREATE TABLE candidate_steps (
    id char(36) NOT NULL CONSTRAINT pk_candidate_steps PRIMARY KEY,
    candidate_id char(36) NOT NULL REFERENCES candidates (id),
    kind varchar(24) NOT NULL,
    happened_on date NOT NULL,
    state varbinary(max) NOT NULL,
    recorded_at datetime2(6) NOT NULL
);
CREATE INDEX ix_candidate_steps_candidate ON candidate_steps (candidate_id, recorded_at, id);

-- Where a candidate stood on any day, and with which cell. The last one ends at the end of time.
CREATE TABLE candidate_stages (
    id char(36) NOT NULL CONSTRAINT pk_candidate_stages PRIMARY KEY,
    candidate_id char(36) NOT NULL REFERENCES candidates (id),
    organization_id char(36) NOT NULL REFERENCES organizations (id),
    stage varchar(24) NOT NULL,
    valid_from date NOT NULL,
    valid_to date NOT NULL,
    recorded_at datetime2(6) NOT NULL
);
CREATE INDEX ix_candidate_stages_organization ON candidate_stages (organization_id, valid_to);
CREATE INDEX ix_candidate_stages_candidate ON candidate_stages (candidate_id, valid_to);
