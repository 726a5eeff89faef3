-- The tables of a cluster. A node makes what is missing by itself; this file is for those who give its role no right to.
-- Run it as the role of the nodes: psql -v ON_ERROR_STOP=1 -d backstop -U backstop -f schema.sql
-- Harmless to repeat. A test holds it equal to what a node makes.
BEGIN;

-- Events of all entities. The primary key is the fence: a node that was taken for dead and wakes up is refused by it.
CREATE TABLE IF NOT EXISTS event_journal (
  ordering BIGSERIAL,
  persistence_id VARCHAR(512) COLLATE "C" NOT NULL,
  sequence_number BIGINT NOT NULL,
  deleted BOOLEAN DEFAULT FALSE NOT NULL,
  writer VARCHAR(255) NOT NULL,
  write_timestamp BIGINT,
  adapter_manifest VARCHAR(255),
  event_ser_id INTEGER NOT NULL,
  event_ser_manifest VARCHAR(255) NOT NULL,
  event_payload BYTEA NOT NULL,
  meta_ser_id INTEGER,
  meta_ser_manifest VARCHAR(255),
  meta_payload BYTEA,
  PRIMARY KEY (persistence_id, sequence_number));
CREATE UNIQUE INDEX IF NOT EXISTS event_journal_ordering_idx ON event_journal (ordering);

-- The journal's plugin expects it; Backstop tags nothing.
CREATE TABLE IF NOT EXISTS event_tag (
  event_id BIGINT,
  tag VARCHAR(256),
  PRIMARY KEY (event_id, tag));

-- Runs, with all that is needed to do them again.
CREATE TABLE IF NOT EXISTS run (
  run_id VARCHAR(255) PRIMARY KEY,
  scenario_hash VARCHAR(128) NOT NULL,
  scenario BYTEA NOT NULL,
  rules_version VARCHAR(64) NOT NULL,
  codec_table TEXT NOT NULL,
  state VARCHAR(32) NOT NULL);

-- What a cluster knows of a run beside that.
CREATE TABLE IF NOT EXISTS cluster_run (
  run_id VARCHAR(255) PRIMARY KEY,
  partitions INTEGER NOT NULL,
  submitted TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  digest VARCHAR(128),
  failure VARCHAR(4000));

-- Where a drill's run waits.
CREATE TABLE IF NOT EXISTS run_hold (
  run_id VARCHAR(255) NOT NULL,
  hold INTEGER NOT NULL,
  tick BIGINT NOT NULL,
  pass INTEGER NOT NULL,
  state VARCHAR(32) NOT NULL,
  PRIMARY KEY (run_id, hold));

-- Who the nodes are; each says so every two seconds.
CREATE TABLE IF NOT EXISTS node (
  address VARCHAR(255) PRIMARY KEY,
  name VARCHAR(255) NOT NULL,
  http VARCHAR(255) NOT NULL,
  version VARCHAR(64) NOT NULL,
  rules_version VARCHAR(64) NOT NULL,
  shards INTEGER NOT NULL,
  codec_table VARCHAR NOT NULL,
  seen TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL);

COMMIT;
