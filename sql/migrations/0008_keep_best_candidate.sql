-- Whom a decision's probability is of stays known when the contact is not matched, so that probabilities can be checked.
alter table contactsync.decision add column best_party_id text;
comment on column contactsync.decision.best_party_id is
  'The party of the best candidate, whatever the verdict; null without one, and where an earlier release decided.';
