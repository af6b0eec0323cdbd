-- One row per contact that was settled, with the decision that stands.
create or replace view reporting.fct_decisions with (security_barrier) as
select
  organization_id,
  linked_account_id,
  contact_id,
  verdict,
  party_id,
  probability,
  weight as weight_bits,
  match_key,
  array_to_string(reasons, ', ') as reasons,
  candidate_count,
  matcher_version,
  run_id,
  decided_at,
  decided_at as updated_at
from contactsync.decision;

comment on view reporting.fct_decisions is 'What contactsync answers for each contact, and why.';
comment on column reporting.fct_decisions.organization_id is
  'The organization (customer of the platform) that owns the row.';
comment on column reporting.fct_decisions.linked_account_id is 'The linked account, by the platform''s permanent id.';
comment on column reporting.fct_decisions.contact_id is 'The contact, by Merge''s id.';
comment on column reporting.fct_decisions.verdict is 'matched, review (a person must decide) or unmatched.';
comment on column reporting.fct_decisions.party_id is 'The party; null unless matched.';
comment on column reporting.fct_decisions.probability is
  'Probability, 0 to 1, of the best candidate after the ruling; 0 without a candidate.';
comment on column reporting.fct_decisions.weight_bits is
  'Weight in bits of the best candidate after the ruling, prior included; 0 without a candidate.';
comment on column reporting.fct_decisions.match_key is
  'Which fields of the best candidate agree (+) or contradict (-), such as +NAME+PHONE-TAX.';
comment on column reporting.fct_decisions.reasons is 'Why this verdict, most important first, separated by commas.';
comment on column reporting.fct_decisions.candidate_count is 'How many parties were worth ranking, at most ten.';
comment on column reporting.fct_decisions.matcher_version is
  'Hash of policy, model, normalizers and frequency snapshot.';
comment on column reporting.fct_decisions.run_id is 'The run that made the decision.';
comment on column reporting.fct_decisions.decided_at is 'When the decision was made.';
comment on column reporting.fct_decisions.updated_at is 'The same as decided_at.';
