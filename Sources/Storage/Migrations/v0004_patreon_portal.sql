-- What a creator manages in Patreon's developer portal.

-- The rest of the form "Clients & API Keys".
alter table patreon_clients add column description text;
alter table patreon_clients add column category text;
alter table patreon_clients add column author_name text;
alter table patreon_clients add column domain text;
alter table patreon_clients add column icon_url text;

-- Whether a pair is the one that the portal shows for its client.
alter table patreon_tokens add column is_creators integer not null default 0 check (is_creators in (0, 1));
