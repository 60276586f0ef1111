-- dual-stream 3, PostgreSQL: event store
ALTER TABLE ${dualStreamPrefix}outbox ADD COLUMN IF NOT EXISTS stream_version BIGINT;

CREATE TABLE IF NOT EXISTS ${dualStreamPrefix}event (
	aggregatetype VARCHAR(100) NOT NULL,
	aggregateid VARCHAR(512) NOT NULL,
	version BIGINT NOT NULL,
	stored_at BIGINT NOT NULL,
	id VARCHAR(255) NOT NULL,
	type VARCHAR(255) NOT NULL,
	payload TEXT,
	payload_bytes BYTEA,
	content_type VARCHAR(255),
	data_schema VARCHAR(1024),
	tenant VARCHAR(255),
	event_time VARCHAR(40) NOT NULL,
	data_version VARCHAR(255),
	correlation_id VARCHAR(255),
	causation_id VARCHAR(255),
	traceparent VARCHAR(55),
	tracestate VARCHAR(512),
	extensions TEXT,
	PRIMARY KEY (aggregateid, aggregatetype, version)
);

CREATE TABLE IF NOT EXISTS ${dualStreamPrefix}snapshot (
	aggregatetype VARCHAR(100) NOT NULL,
	aggregateid VARCHAR(512) NOT NULL,
	version BIGINT NOT NULL,
	fingerprint VARCHAR(64) NOT NULL,
	state TEXT NOT NULL,
	PRIMARY KEY (aggregateid, aggregatetype)
);
