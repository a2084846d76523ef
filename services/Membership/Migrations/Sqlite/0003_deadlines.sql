-- What is due, by when and whose turn it is. An open deadline is closed at the end of time, so that one range finds
-- what was open on any day.
CREATE TABLE deadlines (
    id TEXT NOT NULL PRIMARY KEY,
    case_name TEXT NOT NULL,
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    member_id TEXT NULL REFERENCES members (id),
    rule_id TEXT NOT NULL,
    clause TEXT NOT NULL,
    policy_version TEXT NOT NULL,
    start_event TEXT NOT NULL,
    started_on TEXT NOT NULL,
    term TEXT NOT NULL,
    due_on TEXT NOT NULL,
    uncertain INTEGER NOT NULL,
    blocks INTEGER NOT NULL,
    closed_on TEXT NOT NULL,
    outcome TEXT NOT NULL,
    notice INTEGER NOT NULL,
    recorded_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX ix_deadlines_organization ON deadlines (organization_id, closed_on, due_on, id);
CREATE INDEX ix_deadlines_case ON deadlines (case_name, closed_on);
CREATE INDEX ix_deadlines_member ON deadlines (member_id, closed_on);
CREATE INDEX ix_deadlines_notice ON deadlines (outcome, notice, due_on);
