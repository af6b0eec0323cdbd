-- The server and this connection: version number, version, role, TLS, whether it is a server elsewhere, its clock in
-- microseconds since 1970.
select
  current_setting('server_version_num')::integer as version_number,
  current_setting('server_version') as version,
  current_user::text as role_name,
  coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false) as is_encrypted,
  coalesce(not (inet_server_addr() <<= '127.0.0.0/8'::inet or inet_server_addr() = '::1'::inet), false) as is_elsewhere,
  (extract(epoch from clock_timestamp()) * 1000000)::bigint as now_us;
