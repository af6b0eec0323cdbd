-- Reviewers whose sessions on the matching screen were ended before their time.
create table contactsync.review_sign_out (
  organization_id text not null,
  reviewer text not null check (octet_length(reviewer) between 1 and 255),
  ended_at timestamptz not null default clock_timestamp(),
  primary key (organization_id, reviewer)
);
comment on table contactsync.review_sign_out is
  'Links and sessions of a reviewer that were signed before are over; a row goes when they have all expired.';
