-- Role, database and durability for a cluster, on PostgreSQL 15 or newer. Run it once, as a superuser, then restart the server:
--   psql -v ON_ERROR_STOP=1 -v password="$PGPASSWORD" -f setup.sql
-- The nodes' role owns the database, so the first node makes the tables. Nodes also need to be let in by pg_hba.conf.

CREATE ROLE backstop LOGIN PASSWORD :'password';
CREATE DATABASE backstop OWNER backstop TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C';
REVOKE ALL ON DATABASE backstop FROM PUBLIC;

-- A node calls an event durable once PostgreSQL has. Without these three a power cut loses what was acknowledged.
ALTER SYSTEM SET fsync = on;
ALTER SYSTEM SET synchronous_commit = on;
ALTER SYSTEM SET full_page_writes = on;
-- Six connections a node for the journal, up to six at a moment for what it looks up, and those of people: this is for eight nodes.
ALTER SYSTEM SET max_connections = 120;
ALTER ROLE backstop SET synchronous_commit = on;
-- For sessions of people; writing connections of nodes set 5 s themselves, those that only read set none.
ALTER ROLE backstop SET idle_in_transaction_session_timeout = '60s';
