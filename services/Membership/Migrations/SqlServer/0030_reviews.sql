-- The yearly review: cycles with their changes of state, reviews, and what they say in free text. The texts lie apart,
-- so that counting never reads them.
CREATE TABLE review_cycles (
    id char(36) NOT NULL CONSTRAINT pk_review_cycles PRIMARY KEY,
    organization_id char(36) NOT NULL REFERENCES organizations (id),
    year int NOT NULL,
    state varchar(16) NOT NULL,
    policy_version nvarchar(64) NOT NULL,
    opened_on date NOT NULL,
    locked_on date NULL,
    report_sent_on date NULL,
    version bigint NOT NULL,
    create_time datetime2(6) NOT NULL,
    update_time datetime2(6) NOT NULL
);
CREATE UNIQUE INDEX ux_review_cycles_year ON review_cycles (organization_id, year);

CREATE TABLE review_cycle_steps (
    cycle_id char(36) NOT NULL REFERENCES review_cycles (id),
    version bigint NOT NULL,
    from_state varchar(16) NOT NULL,
    to_state varchar(16) NOT NULL,
    reason nvarchar(1000) NOT NULL,
    recorded_at datetime2(6) NOT NULL,
    CONSTRAINT pk_review_cycle_steps PRIMARY KEY (cycle_id, version)
);

CREATE TABLE reviews (
    id char(36) NOT NULL CONSTRAINT pk_reviews PRIMARY KEY,
    cycle_id char(36) NOT NULL REFERENCES review_cycles (id),
    subject_kind varchar(16) NOT NULL,
    subject_id char(36) NOT NULL,
    organization_id char(36) NOT NULL REFERENCES organizations (id),
    unit_id char(36) NOT NULL REFERENCES organizations (id),
    task_group varchar(32) COLLATE Latin1_General_BIN2 NOT NULL,
    state varchar(16) NOT NULL,
    filed_on date NOT NULL,
    text_hash char(64) NOT NULL,
    evidence_count int NOT NULL,
    general_tenths int NOT NULL,
    task_tenths int NOT NULL,
    fact_tenths int NULL,
    assigned int NOT NULL,
    done int NOT NULL,
    on_time int NOT NULL,
    beyond int NOT NULL,
    verified_on date NULL,
    verified_general int NULL,
    verified_task int NULL,
    disciplined bit NOT NULL,
    level varchar(16) NULL,
    decided_on date NULL,
    in_favour int NOT NULL,
    voters int NOT NULL,
    version bigint NOT NULL,
    create_time datetime2(6) NOT NULL,
    update_time datetime2(6) NOT NULL
);
CREATE UNIQUE INDEX ux_reviews_subject ON reviews (cycle_id, subject_id);
CREATE INDEX ix_reviews_cycle ON reviews (cycle_id, id);
CREATE INDEX ix_reviews_unit ON reviews (cycle_id, unit_id, subject_kind, text_hash);
CREATE INDEX ix_reviews_group ON reviews (cycle_id, task_group, subject_kind, level);
CREATE INDEX ix_reviews_organization ON reviews (organization_id);

CREATE TABLE review_texts (
    id char(36) NOT NULL CONSTRAINT pk_review_texts PRIMARY KEY,
    self_text nvarchar(4000) NOT NULL,
    evidence nvarchar(4000) NOT NULL,
    opinion nvarchar(4000) NOT NULL,
    note nvarchar(4000) NOT NULL
);

CREATE TABLE reviews_history (
    id char(36) NOT NULL,
    version bigint NOT NULL,
    known_from datetime2(6) NOT NULL,
    known_until datetime2(6) NOT NULL,
    state varbinary(max) NOT NULL,
    CONSTRAINT pk_reviews_history PRIMARY KEY (id, version)
);
