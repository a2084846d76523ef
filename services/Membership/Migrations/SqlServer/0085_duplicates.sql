-- Two records that seem to be one person: by what they are found, what became of the case, and what a merge moved, so that
-- it can be taken back row by row.
ALTER TABLE members ADD merged_into char(36) NULL;
CREATE INDEX ix_members_identity ON members (birth_date, folded_name);

ALTER TABLE duplicate_cases ADD state varchar(16) NOT NULL CONSTRAINT df_duplicate_cases_state DEFAULT 'OPEN';
ALTER TABLE duplicate_cases ADD statement nvarchar(255) NULL;
ALTER TABLE duplicate_cases ADD version bigint NOT NULL CONSTRAINT df_duplicate_cases_version DEFAULT 1;
CREATE INDEX ix_duplicate_cases_first ON duplicate_cases (first_member_id, second_member_id);
CREATE INDEX ix_duplicate_cases_second ON duplicate_cases (second_member_id);

CREATE TABLE duplicate_cursor (
    id int NOT NULL CONSTRAINT pk_duplicate_cursor PRIMARY KEY CONSTRAINT ck_duplicate_cursor_id CHECK (id = 1),
    position bigint NOT NULL
);
INSERT INTO duplicate_cursor (id, position) VALUES (1, 0);

CREATE TABLE member_merges (
    id char(36) NOT NULL CONSTRAINT pk_member_merges PRIMARY KEY,
    kept_id char(36) NOT NULL REFERENCES members (id),
    merged_id char(36) NOT NULL REFERENCES members (id),
    kept_version bigint NOT NULL,
    statement nvarchar(255) NOT NULL,
    state_before nvarchar(max) NOT NULL,
    recorded_at datetime2(6) NOT NULL,
    undone_at datetime2(6) NULL,
    undo_statement nvarchar(255) NULL
);
CREATE INDEX ix_member_merges_merged ON member_merges (merged_id);
CREATE INDEX ix_member_merges_kept ON member_merges (kept_id);

CREATE TABLE member_merge_parts (
    merge_id char(36) NOT NULL REFERENCES member_merges (id),
    ordinal int NOT NULL,
    kind varchar(32) NOT NULL,
    row_key nvarchar(100) NOT NULL,
    day date NULL,
    CONSTRAINT pk_member_merge_parts PRIMARY KEY (merge_id, ordinal)
);

CREATE INDEX ix_reviews_subject ON reviews (subject_id);
CREATE INDEX ix_candidates_source_member ON candidates (source_member_id);
