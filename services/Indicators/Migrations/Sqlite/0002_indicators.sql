-- The facts behind the indicators, every version of them, and the counters made of the versions in force.
CREATE TABLE members (
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    organization_id TEXT NOT NULL,
    admitting_organization_id TEXT NOT NULL,
    member_number TEXT NOT NULL,
    admitted_on TEXT NOT NULL,
    official_on TEXT NULL,
    ended_on TEXT NULL,
    recorded_at TEXT NOT NULL,
    superseded_at TEXT NULL,
    PRIMARY KEY (id, position)
) WITHOUT ROWID;
CREATE INDEX ix_members_organization ON members (organization_id, admitted_on, id);
CREATE INDEX ix_members_admitting ON members (admitting_organization_id, admitted_on, id);

CREATE TABLE villages (
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    display_name TEXT NOT NULL,
    commune_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    superseded_at TEXT NULL,
    PRIMARY KEY (id, position)
) WITHOUT ROWID;
CREATE INDEX ix_villages_commune ON villages (commune_id, code, id);

CREATE TABLE village_heads (
    village_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    since TEXT NOT NULL,
    until TEXT NULL,
    member_id TEXT NULL,
    recorded_at TEXT NOT NULL,
    superseded_at TEXT NULL,
    PRIMARY KEY (village_id, position, since)
) WITHOUT ROWID;
CREATE INDEX ix_village_heads_member ON village_heads (member_id, village_id);

CREATE TABLE village_cells (
    village_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    organization_id TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT NULL,
    independent INTEGER NOT NULL,
    recorded_at TEXT NOT NULL,
    superseded_at TEXT NULL,
    PRIMARY KEY (village_id, position, organization_id, since)
) WITHOUT ROWID;
CREATE INDEX ix_village_cells_organization ON village_cells (organization_id, village_id);

CREATE TABLE counters_day (
    node_id TEXT NOT NULL,
    measure INTEGER NOT NULL,
    day TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (node_id, measure, day)
) WITHOUT ROWID;

CREATE TABLE counters_year (
    node_id TEXT NOT NULL,
    measure INTEGER NOT NULL,
    year INTEGER NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (node_id, measure, year)
) WITHOUT ROWID;

-- Facts of a year that were recorded in a later one: what altered an opening number after the fact.
CREATE TABLE opening_ledger (
    node_id TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    admitted_year INTEGER NOT NULL,
    position INTEGER NOT NULL,
    delta INTEGER NOT NULL,
    PRIMARY KEY (node_id, recorded_at, admitted_year, position)
) WITHOUT ROWID;

CREATE INDEX ix_organizations_kind_path ON organizations (kind, path);
