-- The facts behind the indicators, every version of them, and the counters made of the versions in force.
CREATE TABLE members (
    id char(36) NOT NULL,
    position bigint NOT NULL,
    organization_id char(36) NOT NULL,
    admitting_organization_id char(36) NOT NULL,
    member_number varchar(32) NOT NULL,
    admitted_on date NOT NULL,
    official_on date NULL,
    ended_on date NULL,
    recorded_at datetime2(6) NOT NULL,
    superseded_at datetime2(6) NULL,
    CONSTRAINT pk_members PRIMARY KEY (id, position)
);
CREATE INDEX ix_members_organization ON members (organization_id, admitted_on, id);
CREATE INDEX ix_members_admitting ON members (admitting_organization_id, admitted_on, id);

CREATE TABLE villages (
    id char(36) NOT NULL,
    position bigint NOT NULL,
    code varchar(32) NOT NULL,
    display_name nvarchar(127) NOT NULL,
    commune_id char(36) NOT NULL,
    kind varchar(32) NOT NULL,
    recorded_at datetime2(6) NOT NULL,
    superseded_at datetime2(6) NULL,
    CONSTRAINT pk_villages PRIMARY KEY (id, position)
);
CREATE INDEX ix_villages_commune ON villages (commune_id, code, id);

CREATE TABLE village_heads (
    village_id char(36) NOT NULL,
    position bigint NOT NULL,
    since date NOT NULL,
    until date NULL,
    member_id char(36) NULL,
    recorded_at datetime2(6) NOT NULL,
    superseded_at datetime2(6) NULL,
    CONSTRAINT pk_village_heads PRIMARY KEY (village_id, position, since)
);
CREATE INDEX ix_village_heads_member ON village_heads (member_id, village_id);

CREATE TABLE village_cells (
    village_id char(36) NOT NULL,
    position bigint NOT NULL,
    organization_id char(36) NOT NULL,
    since date NOT NULL,
    until date NULL,
    independent bit NOT NULL,
    recorded_at datetime2(6) NOT NULL,
    superseded_at datetime2(6) NULL,
    CONSTRAINT pk_village_cells PRIMARY KEY (village_id, position, organization_id, since)
);
CREATE INDEX ix_village_cells_organization ON village_cells (organization_id, village_id);

CREATE TABLE counters_day (
    node_id char(36) NOT NULL,
    measure int NOT NULL,
    day date NOT NULL,
    n bigint NOT NULL,
    CONSTRAINT pk_counters_day PRIMARY KEY (node_id, measure, day)
);

CREATE TABLE counters_year (
    node_id char(36) NOT NULL,
    measure int NOT NULL,
    year int NOT NULL,
    n bigint NOT NULL,
    CONSTRAINT pk_counters_year PRIMARY KEY (node_id, measure, year)
);

-- Facts of a year that were recorded in a later one: what altered an opening number after the fact.
CREATE TABLE opening_ledger (
    node_id char(36) NOT NULL,
    recorded_at datetime2(6) NOT NULL,
    admitted_year int NOT NULL,
    position bigint NOT NULL,
    delta bigint NOT NULL,
    CONSTRAINT pk_opening_ledger PRIMARY KEY (node_id, recorded_at, admitted_year, position)
);

CREATE INDEX ix_organizations_kind_path ON organizations (kind, path);
