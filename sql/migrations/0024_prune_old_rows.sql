-- What `contactsync db prune` deletes is found by its age; and tables of millions of rows are vacuumed and analyzed before a fifth
-- of them has changed.
create index contact_version_superseded on contactsync.contact_version (superseded_at);

alter table contactsync.contact set (autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.02);
alter table contactsync.contact_version set (autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.02);
alter table contactsync.candidate set (autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.02);
alter table contactsync.decision set (autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.02);
alter table contactsync.link set (autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.02);
alter table contactsync.review_item set (autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.02);
