-- The anchors of the deadlines there are: the first two steps of the path, or the root itself.
UPDATE deadlines SET anchor = (
    SELECT SUBSTR(o.path, 1, INSTR(o.path, '.') + INSTR(SUBSTR(o.path, INSTR(o.path, '.') + 1), '.')) FROM organizations o
    WHERE o.id = deadlines.organization_id);

CREATE INDEX ix_deadlines_anchor ON deadlines (anchor, closed_on, due_on, id);
CREATE INDEX ix_deadlines_due ON deadlines (closed_on, due_on, id);
