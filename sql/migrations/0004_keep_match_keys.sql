-- What a link rested on stays known when its decision is made anew; which run held an account at an instant is found fast.
alter table contactsync.link add column match_key text;
comment on column contactsync.link.match_key is
  'Which fields agreed (+) or contradicted (-) in the decision that made the link; null where none did.';
create index run_account_span on contactsync.run_account (linked_account_id, started_at);
