-- The facts behind the indicators, every version of them, and the counters made of the versions in force.
-- Organisations go by a number here, the feed position that brought them: shorter than an id in every key.
CREATE TABLE nodes (
    node bigint NOT NULL,
    position bigint NOT NULL,
    id char(36) NOT NULL,
    path varchar(400) COLLATE Latin1_General_BIN2 NOT NULL,
    kind varchar(32) NOT NULL,
    established_on date NOT NULL,
    dissolved_on date NULL,
    recorded_at datetime2(6) NOT NULL,
    superseded_at datetime2(6) NULL,
    CONSTRAINT pk_nodes PRIMARY KEY (node, position)
);
CREATE INDEX ix_nodes_id ON nodes (id);
CREATE INDEX ix_nodes_path ON nodes (path);
CREATE INDEX ix_nodes_kind ON nodes (kind, path);

-- A version is one event's, so its position is its key: versions are only ever added at the end.
CREATE TABLE members (
    position bigint NOT NULL CONSTRAINT pk_members PRIMARY KEY,
    id char(36) NOT NULL,
    organization bigint NOT NULL,
    admitting bigint NOT NULL,
    member_number varchar(32) NOT NULL,
    admitted_on date NOT NULL,
    official_on date NULL,
    ended_on date NULL,
    recorded_at datetime2(6) NOT NULL,
    superseded_at datetime2(6) NULL
);
CREATE INDEX ix_members_id ON members (id);
CREATE INDEX ix_members_organization ON members (organization, admitted_on, position);
CREATE INDEX ix_members_admitting ON members (admitting, admitted_on, position);

CREATE TABLE villages (
    id char(36) NOT NULL,
    position bigint NOT NULL,
    code varchar(32) COLLATE Latin1_General_BIN2 NOT NULL,
    display_name nvarchar(127) NOT NULL,
    commune bigint NOT NULL,
    kind varchar(32) NOT NULL,
    recorded_at datetime2(6) NOT NULL,
    superseded_at datetime2(6) NULL,
    CONSTRAINT pk_villages PRIMARY KEY (id, position)
);
CREATE INDEX ix_villages_code ON villages (code, id);
CREATE INDEX ix_villages_commune ON villages (commune, code, id);

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
    organization bigint NOT NULL,
    since date NOT NULL,
    until date NULL,
    independent bit NOT NULL,
    recorded_at datetime2(6) NOT NULL,
    superseded_at datetime2(6) NULL,
    CONSTRAINT pk_village_cells PRIMARY KEY (village_id, position, organization, since)
);
CREATE INDEX ix_village_cells_organization ON village_cells (organization, village_id);

-- What begins to count and what ceases to, kept apart: a row that both made zero could not be told from none.
CREATE TABLE counters_day (
    node bigint NOT NULL,
    measure int NOT NULL,
    day date NOT NULL,
    begun bigint NOT NULL,
    ceased bigint NOT NULL,
    CONSTRAINT pk_counters_day PRIMARY KEY (node, measure, day)
);

CREATE TABLE counters_year (
    node bigint NOT NULL,
    measure int NOT NULL,
    year int NOT NULL,
    begun bigint NOT NULL,
    ceased bigint NOT NULL,
    CONSTRAINT pk_counters_year PRIMARY KEY (node, measure, year)
);

-- Facts of a year that were recorded in a later one: what altered an opening number after the fact.
CREATE TABLE opening_ledger (
    node bigint NOT NULL,
    recorded_at datetime2(6) NOT NULL,
    year int NOT NULL,
    begun bigint NOT NULL,
    ceased bigint NOT NULL,
    CONSTRAINT pk_opening_ledger PRIMARY KEY (node, recorded_at, year)
);

-- From when on each commune is expected to report and has: what is counted of it above it.
CREATE TABLE reporting (
    node bigint NOT NULL CONSTRAINT pk_reporting PRIMARY KEY,
    since date NOT NULL,
    until date NULL,
    villages_since date NULL,
    members_since date NULL
);
