-- The organisations as a service keeps them that does not own them.
CREATE TABLE organizations (
    id char(36) NOT NULL CONSTRAINT pk_organizations PRIMARY KEY,
    parent_id char(36) NULL,
    path varchar(400) COLLATE Latin1_General_BIN2 NOT NULL,
    code varchar(32) NOT NULL,
    kind varchar(32) NOT NULL,
    display_name nvarchar(255) NOT NULL,
    established_on date NOT NULL,
    dissolved_on date NULL
);
CREATE UNIQUE INDEX ux_organizations_path ON organizations (path);
CREATE INDEX ix_organizations_parent ON organizations (parent_id);
