-- The words of members' names in Vietnamese name order, for all below an anchor: what stands directly below the root of a tree.
-- A page merges the beginnings of ranges, one for each anchor and word, whatever the size of the sub-tree. The empty word is
-- in every name, so that a list without a search is such a page as well.
CREATE TABLE member_names (
    anchor TEXT NOT NULL,
    word TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    member_id TEXT NOT NULL REFERENCES members (id),
    PRIMARY KEY (anchor, word, sort_key, member_id)
) WITHOUT ROWID;

INSERT INTO name_words (word) VALUES ('');

INSERT INTO member_names (anchor, word, sort_key, member_id)
SELECT DISTINCT a.path, w.value, m.sort_key, m.id
FROM members m JOIN organizations o ON o.id = m.organization_id
    JOIN organizations a ON o.path >= a.path AND o.path < CONCAT(SUBSTRING(a.path, 1, LENGTH(a.path) - 1), '/')
    CROSS JOIN json_each('["' || REPLACE(m.folded_name, ' ', '","') || '",""]') w
WHERE a.path LIKE '%.%.' AND a.path NOT LIKE '%.%.%.';

DROP INDEX ix_member_words_word;

DROP TABLE member_words;
