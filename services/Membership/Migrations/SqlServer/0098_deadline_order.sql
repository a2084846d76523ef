-- The anchors of the deadlines there are: what stands directly below the root, or the root itself.
UPDATE deadlines SET anchor = (
    SELECT MAX(a.path) FROM organizations o JOIN organizations a ON o.path >= a.path AND o.path < CONCAT(SUBSTRING(a.path, 1, LEN(a.path) - 1), '/')
    WHERE o.id = deadlines.organization_id AND a.path NOT LIKE '%.%.%.');

CREATE INDEX ix_deadlines_anchor ON deadlines (anchor, closed_on, due_on, id);
CREATE INDEX ix_deadlines_due ON deadlines (closed_on, due_on, id);
