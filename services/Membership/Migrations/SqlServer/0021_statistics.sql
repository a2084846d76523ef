-- What statistics count: where each member is from when to when, with what he is counted by, as of a position of the
-- service's own feed. An open interval ends at the end of time.
CREATE TABLE presences (
    organization_id char(36) NOT NULL,
    valid_from date NOT NULL,
    id char(36) NOT NULL,
    member_id char(36) NOT NULL,
    valid_to date NOT NULL,
    official_on date NOT NULL,
    admitted_on date NOT NULL,
    end_flow varchar(32) NOT NULL,
    sex varchar(16) NOT NULL,
    birth_year int NOT NULL,
    ethnicity nvarchar(63) NULL,
    education nvarchar(127) NULL,
    sector varchar(32) NULL,
    CONSTRAINT pk_presences PRIMARY KEY (organization_id, valid_from, id)
);
CREATE INDEX ix_presences_member ON presences (member_id);

-- What changes below a root of the tree on a day (grain 1) and in a year (grain 0): a JSON object of figures.
CREATE TABLE statistics_counts (
    root varchar(24) COLLATE Latin1_General_BIN2 NOT NULL,
    grain int NOT NULL,
    since date NOT NULL,
    figures nvarchar(max) NOT NULL,
    CONSTRAINT pk_statistics_counts PRIMARY KEY (root, grain, since)
);

CREATE TABLE statistics_cursor (
    id int NOT NULL CONSTRAINT pk_statistics_cursor PRIMARY KEY,
    position bigint NOT NULL,
    CONSTRAINT ck_statistics_cursor CHECK (id = 1)
);
INSERT INTO statistics_cursor (id, position) VALUES (1, 0);
