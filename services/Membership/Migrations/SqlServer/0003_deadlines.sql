-- What is due, by when and whose turn it is. An open deadline is closed at the end of time, so that one range finds
-- what was open on any day.
CREATE TABLE deadlines (
    id char(36) NOT NULL CONSTRAINT pk_deadlines PRIMARY KEY,
    case_name varchar(80) NOT NULL,
    organization_id char(36) NOT NULL REFERENCES organizations (id),
    member_id char(36) NULL REFERENCES members (id),
    rule_id varchar(16) NOT NULL,
    clause nvarchar(200) NOT NULL,
    policy_version nvarchar(64) NOT NULL,
    start_event varchar(32) NOT NULL,
    started_on date NOT NULL,
    term varchar(16) NOT NULL,
    due_on date NOT NULL,
    uncertain bit NOT NULL,
    blocks bit NOT NULL,
    closed_on date NOT NULL,
    outcome varchar(16) NOT NULL,
    notice int NOT NULL,
    recorded_at datetime2(6) NOT NULL
);
CREATE INDEX ix_deadlines_organization ON deadlines (organization_id, closed_on, due_on, id);
CREATE INDEX ix_deadlines_case ON deadlines (case_name, closed_on);
CREATE INDEX ix_deadlines_member ON deadlines (member_id, closed_on);
CREATE INDEX ix_deadlines_notice ON deadlines (outcome, notice, due_on);
