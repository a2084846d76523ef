-- Dated acts on the tree: who took part, who and what moved, and how the organisations stood until then.
CREATE TABLE organization_acts (
    id char(36) NOT NULL CONSTRAINT pk_organization_acts PRIMARY KEY,
    organization_id char(36) NOT NULL REFERENCES organizations (id),
    kind varchar(32) NOT NULL,
    effective_on date NOT NULL,
    document_number nvarchar(63) NOT NULL,
    policy_version nvarchar(64) NOT NULL,
    member_count int NOT NULL,
    organization_count int NOT NULL,
    village_count int NOT NULL,
    recorded_at datetime2(6) NOT NULL
);
CREATE INDEX ix_organization_acts_organization ON organization_acts (organization_id);

CREATE TABLE organization_act_parts (
    act_id char(36) NOT NULL REFERENCES organization_acts (id),
    ordinal int NOT NULL,
    organization_id char(36) NOT NULL REFERENCES organizations (id),
    role varchar(32) NOT NULL,
    code varchar(32) COLLATE Latin1_General_BIN2 NOT NULL,
    display_name nvarchar(255) NOT NULL,
    CONSTRAINT pk_organization_act_parts PRIMARY KEY (act_id, ordinal)
);
CREATE INDEX ix_organization_act_parts_organization ON organization_act_parts (organization_id);

CREATE TABLE organization_act_moves (
    act_id char(36) NOT NULL REFERENCES organization_acts (id),
    ordinal int NOT NULL,
    kind varchar(32) NOT NULL,
    subject_id char(36) NOT NULL,
    code varchar(32) COLLATE Latin1_General_BIN2 NOT NULL,
    from_id char(36) NOT NULL REFERENCES organizations (id),
    to_id char(36) NOT NULL REFERENCES organizations (id),
    to_code varchar(32) COLLATE Latin1_General_BIN2 NOT NULL,
    independent bit NOT NULL,
    CONSTRAINT pk_organization_act_moves PRIMARY KEY (act_id, ordinal)
);

-- How an organisation stood until an act gave it another parent or name. Its dates before that are its own.
CREATE TABLE organization_terms (
    id char(36) NOT NULL CONSTRAINT pk_organization_terms PRIMARY KEY,
    organization_id char(36) NOT NULL REFERENCES organizations (id),
    parent_id char(36) NOT NULL REFERENCES organizations (id),
    display_name nvarchar(255) NOT NULL,
    valid_to date NOT NULL,
    act_id char(36) NOT NULL REFERENCES organization_acts (id),
    recorded_at datetime2(6) NOT NULL
);
CREATE INDEX ix_organization_terms_organization ON organization_terms (organization_id, valid_to);
CREATE INDEX ix_organization_terms_parent ON organization_terms (parent_id, valid_to);
CREATE INDEX ix_organization_terms_day ON organization_terms (valid_to);
