-- What the end of a membership cut short, and until when it would have lasted: the end may be taken back.
ALTER TABLE member_facts ADD cut_by TEXT NULL;
ALTER TABLE member_facts ADD cut_from TEXT NULL;
