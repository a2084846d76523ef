-- The organisations as a service keeps them that does not own them.
CREATE TABLE organizations (
    id TEXT NOT NULL PRIMARY KEY,
    parent_id TEXT NULL,
    path TEXT NOT NULL,
    code TEXT NOT NULL,
    kind TEXT NOT NULL,
    display_name TEXT NOT NULL,
    established_on TEXT NOT NULL,
    dissolved_on TEXT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX ux_organizations_path ON organizations (path);
CREATE INDEX ix_organizations_parent ON organizations (parent_id);
