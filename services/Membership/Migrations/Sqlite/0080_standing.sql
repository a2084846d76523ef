-- A deadline may stand before its term begins, as an extension does, or only since later, as that of a case that opened in
-- the course of its term; and it may become another organisation's turn. NULL: since the term began.
ALTER TABLE deadlines ADD stands_on TEXT NULL;
-- A candidate who goes to another cell stays at the stage. NULL: since valid_from.
ALTER TABLE candidate_stages ADD stage_since TEXT NULL;
