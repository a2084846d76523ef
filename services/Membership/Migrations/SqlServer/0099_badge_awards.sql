-- Badges that were awarded. One recorded by mistake is taken back with a consent.
CREATE TABLE badge_awards (
    id char(36) NOT NULL CONSTRAINT pk_badge_awards PRIMARY KEY,
    member_id char(36) NOT NULL REFERENCES members (id),
    level int NOT NULL,
    awarded_on date NOT NULL,
    decision nvarchar(63) NOT NULL,
    early_ground varchar(32) NOT NULL,
    recorded_at datetime2(6) NOT NULL,
    superseded_at datetime2(6) NULL,
    consent nvarchar(63) NULL
);
CREATE INDEX ix_badge_awards_member ON badge_awards (member_id, level);
