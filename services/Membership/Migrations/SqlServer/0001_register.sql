-- The register: organisations, villages and members. The current row stands in the main table, earlier ones in
-- *_history with the time from which and until which they were known. Dated facts are interval rows of their own.
CREATE TABLE organizations (
    id char(36) NOT NULL CONSTRAINT pk_organizations PRIMARY KEY,
    parent_id char(36) NULL REFERENCES organizations (id),
    path varchar(400) COLLATE Latin1_General_BIN2 NOT NULL,
    register_id char(36) NOT NULL,
    code varchar(32) COLLATE Latin1_General_BIN2 NOT NULL,
    kind varchar(32) NOT NULL,
    sector varchar(32) NULL,
    display_name nvarchar(255) NOT NULL,
    folded_name nvarchar(255) NOT NULL,
    area_code varchar(8) NULL,
    party_code varchar(24) NULL,
    established_on date NOT NULL,
    dissolved_on date NULL,
    version bigint NOT NULL,
    policy_version nvarchar(64) NOT NULL,
    create_time datetime2(6) NOT NULL,
    update_time datetime2(6) NOT NULL
);
CREATE UNIQUE INDEX ux_organizations_path ON organizations (path);
CREATE UNIQUE INDEX ux_organizations_code ON organizations (code);
CREATE INDEX ix_organizations_parent ON organizations (parent_id);

CREATE TABLE organizations_history (
    id char(36) NOT NULL,
    version bigint NOT NULL,
    known_from datetime2(6) NOT NULL,
    known_until datetime2(6) NOT NULL,
    state varbinary(max) NOT NULL,
    CONSTRAINT pk_organizations_history PRIMARY KEY (id, version)
);

CREATE TABLE numbers (
    name varchar(32) NOT NULL CONSTRAINT pk_numbers PRIMARY KEY,
    value bigint NOT NULL
);
INSERT INTO numbers (name, value) VALUES ('organization', 0);

CREATE TABLE villages (
    id char(36) NOT NULL CONSTRAINT pk_villages PRIMARY KEY,
    commune_id char(36) NOT NULL REFERENCES organizations (id),
    code varchar(32) COLLATE Latin1_General_BIN2 NOT NULL,
    kind varchar(32) NOT NULL,
    display_name nvarchar(255) NOT NULL,
    folded_name nvarchar(255) NOT NULL,
    border bit NOT NULL,
    remote bit NOT NULL,
    version bigint NOT NULL,
    create_time datetime2(6) NOT NULL,
    update_time datetime2(6) NOT NULL
);
CREATE UNIQUE INDEX ux_villages_code ON villages (code);
CREATE INDEX ix_villages_commune ON villages (commune_id, code);

CREATE TABLE villages_history (
    id char(36) NOT NULL,
    version bigint NOT NULL,
    known_from datetime2(6) NOT NULL,
    known_until datetime2(6) NOT NULL,
    state varbinary(max) NOT NULL,
    CONSTRAINT pk_villages_history PRIMARY KEY (id, version)
);

CREATE TABLE members (
    id char(36) NOT NULL CONSTRAINT pk_members PRIMARY KEY,
    organization_id char(36) NOT NULL REFERENCES organizations (id),
    register_id char(36) NOT NULL,
    member_number varchar(32) COLLATE Latin1_General_BIN2 NOT NULL,
    full_name nvarchar(127) NOT NULL,
    sort_key varchar(400) COLLATE Latin1_General_BIN2 NOT NULL,
    folded_name nvarchar(127) COLLATE Latin1_General_BIN2 NOT NULL,
    sex varchar(8) NOT NULL,
    birth_date date NOT NULL,
    ethnicity nvarchar(63) NULL,
    education nvarchar(127) NULL,
    occupation nvarchar(127) NULL,
    admitted_on date NOT NULL,
    ceremony_on date NOT NULL,
    official_on date NULL,
    ended_on date NULL,
    card_last4 char(4) NULL,
    dossier_number nvarchar(16) NULL,
    version bigint NOT NULL,
    create_time datetime2(6) NOT NULL,
    update_time datetime2(6) NOT NULL
);
CREATE UNIQUE INDEX ux_members_number ON members (register_id, member_number);
CREATE INDEX ix_members_organization ON members (organization_id, sort_key, id);
CREATE INDEX ix_members_name ON members (sort_key, id);

CREATE TABLE members_history (
    id char(36) NOT NULL,
    version bigint NOT NULL,
    known_from datetime2(6) NOT NULL,
    known_until datetime2(6) NOT NULL,
    state varbinary(max) NOT NULL,
    CONSTRAINT pk_members_history PRIMARY KEY (id, version)
);

CREATE TABLE memberships (
    id char(36) NOT NULL CONSTRAINT pk_memberships PRIMARY KEY,
    member_id char(36) NOT NULL REFERENCES members (id),
    organization_id char(36) NOT NULL REFERENCES organizations (id),
    valid_from date NOT NULL,
    valid_to date NULL,
    recorded_at datetime2(6) NOT NULL,
    superseded_at datetime2(6) NULL
);
CREATE INDEX ix_memberships_member ON memberships (member_id);
CREATE INDEX ix_memberships_organization ON memberships (organization_id, valid_from);

-- A hash may be held more than once only across scopes; the ordinal makes two racing writers collide.
CREATE TABLE member_cards (
    card_hash char(64) NOT NULL,
    ordinal int NOT NULL,
    member_id char(36) NOT NULL REFERENCES members (id),
    card_cipher varchar(400) NOT NULL,
    hash_key_id varchar(36) NOT NULL,
    recorded_at datetime2(6) NOT NULL,
    superseded_at datetime2(6) NULL,
    CONSTRAINT pk_member_cards PRIMARY KEY (card_hash, ordinal)
);
CREATE INDEX ix_member_cards_member ON member_cards (member_id);

-- A non-member's name lives in one row that can be erased.
CREATE TABLE head_names (
    id char(36) NOT NULL CONSTRAINT pk_head_names PRIMARY KEY,
    display_name nvarchar(255) NULL,
    erased_at datetime2(6) NULL
);

CREATE TABLE village_heads (
    id char(36) NOT NULL CONSTRAINT pk_village_heads PRIMARY KEY,
    village_id char(36) NOT NULL REFERENCES villages (id),
    member_id char(36) NULL REFERENCES members (id),
    name_id char(36) NULL REFERENCES head_names (id),
    valid_from date NOT NULL,
    valid_to date NULL,
    recorded_at datetime2(6) NOT NULL,
    superseded_at datetime2(6) NULL
);
CREATE INDEX ix_village_heads_village ON village_heads (village_id, valid_from);
CREATE INDEX ix_village_heads_member ON village_heads (member_id);

CREATE TABLE village_cells (
    id char(36) NOT NULL CONSTRAINT pk_village_cells PRIMARY KEY,
    village_id char(36) NOT NULL REFERENCES villages (id),
    organization_id char(36) NOT NULL REFERENCES organizations (id),
    independent bit NOT NULL,
    valid_from date NOT NULL,
    valid_to date NULL,
    recorded_at datetime2(6) NOT NULL,
    superseded_at datetime2(6) NULL
);
CREATE INDEX ix_village_cells_village ON village_cells (village_id, valid_from);
CREATE INDEX ix_village_cells_organization ON village_cells (organization_id);

CREATE TABLE duplicate_cases (
    id char(36) NOT NULL CONSTRAINT pk_duplicate_cases PRIMARY KEY,
    organization_id char(36) NOT NULL REFERENCES organizations (id),
    first_member_id char(36) NOT NULL REFERENCES members (id),
    second_member_id char(36) NOT NULL REFERENCES members (id),
    reason varchar(64) NOT NULL,
    policy_version nvarchar(64) NOT NULL,
    create_time datetime2(6) NOT NULL
);
CREATE INDEX ix_duplicate_cases_organization ON duplicate_cases (organization_id, create_time, id);
