-- Badges that were awarded. One recorded by mistake is taken back with a consent.
CREATE TABLE badge_awards (
    id TEXT NOT NULL PRIMARY KEY,
    member_id TEXT NOT NULL REFERENCES members (id),
    level INTEGER NOT NULL,
    awarded_on TEXT NOT NULL,
    decision TEXT NOT NULL,
    early_ground TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    superseded_at TEXT NULL,
    consent TEXT NULL
) WITHOUT ROWID;
CREATE INDEX ix_badge_awards_member ON badge_awards (member_id, level);
