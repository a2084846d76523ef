-- Two records that seem to be one person: by what they are found, what became of the case, and what a merge moved, so that
-- it can be taken back row by row.
ALTER TABLE members ADD merged_into TEXT NULL;
CREATE INDEX ix_members_identity ON members (birth_date, folded_name);

ALTER TABLE duplicate_cases ADD state TEXT NOT NULL DEFAULT 'OPEN';
ALTER TABLE duplicate_cases ADD statement TEXT NULL;
ALTER TABLE duplicate_cases ADD version INTEGER NOT NULL DEFAULT 1;
CREATE INDEX ix_duplicate_cases_first ON duplicate_cases (first_member_id, second_member_id);
CREATE INDEX ix_duplicate_cases_second ON duplicate_cases (second_member_id);

CREATE TABLE duplicate_cursor (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    position INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO duplicate_cursor (id, position) VALUES (1, 0);

CREATE TABLE member_merges (
    id TEXT NOT NULL PRIMARY KEY,
    kept_id TEXT NOT NULL REFERENCES members (id),
    merged_id TEXT NOT NULL REFERENCES members (id),
    kept_version INTEGER NOT NULL,
    statement TEXT NOT NULL,
    state_before TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    undone_at TEXT NULL,
    undo_statement TEXT NULL
) WITHOUT ROWID;
CREATE INDEX ix_member_merges_merged ON member_merges (merged_id);
CREATE INDEX ix_member_merges_kept ON member_merges (kept_id);

CREATE TABLE member_merge_parts (
    merge_id TEXT NOT NULL REFERENCES member_merges (id),
    ordinal INTEGER NOT NULL,
    kind TEXT NOT NULL,
    row_key TEXT NOT NULL,
    day TEXT NULL,
    PRIMARY KEY (merge_id, ordinal)
) WITHOUT ROWID;

CREATE INDEX ix_reviews_subject ON reviews (subject_id);
CREATE INDEX ix_candidates_source_member ON candidates (source_member_id);
