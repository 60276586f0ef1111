-- dual-stream 5, MySQL and MariaDB: scheduled events and sagas
CREATE TABLE IF NOT EXISTS ${dualStreamPrefix}outbox_scheduled (
	seq BIGINT AUTO_INCREMENT PRIMARY KEY,
	due_at BIGINT NOT NULL,
	slot SMALLINT NOT NULL,
	stored_at BIGINT NOT NULL,
	id VARCHAR(255) NOT NULL,
	aggregatetype VARCHAR(100) NOT NULL,
	aggregateid VARCHAR(512) NOT NULL,
	type VARCHAR(255) NOT NULL,
	payload LONGTEXT,
	payload_bytes LONGBLOB,
	content_type VARCHAR(255),
	data_schema VARCHAR(1024),
	tenant VARCHAR(255),
	event_time VARCHAR(40) NOT NULL,
	data_version VARCHAR(255),
	correlation_id VARCHAR(255),
	causation_id VARCHAR(255),
	traceparent VARCHAR(55),
	tracestate VARCHAR(512),
	extensions LONGTEXT,
	INDEX ${dualStreamPrefix}outbox_scheduled_due_at (due_at),
	INDEX ${dualStreamPrefix}outbox_scheduled_id (id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS ${dualStreamPrefix}saga (
	saga VARCHAR(100) NOT NULL,
	id VARCHAR(512) NOT NULL,
	version BIGINT NOT NULL,
	status VARCHAR(11) NOT NULL,
	state LONGTEXT NOT NULL,
	compensations LONGTEXT NOT NULL,
	deadlines LONGTEXT NOT NULL,
	next_deadline BIGINT,
	started_at BIGINT NOT NULL,
	updated_at BIGINT NOT NULL,
	PRIMARY KEY (id, saga),
	INDEX ${dualStreamPrefix}saga_status (status, updated_at)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS ${dualStreamPrefix}saga_step (
	saga VARCHAR(100) NOT NULL,
	id VARCHAR(512) NOT NULL,
	step BIGINT NOT NULL,
	kind VARCHAR(12) NOT NULL,
	name VARCHAR(255) NOT NULL,
	event_id VARCHAR(255),
	detail VARCHAR(2000),
	done_at BIGINT NOT NULL,
	PRIMARY KEY (id, saga, step)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS ${dualStreamPrefix}saga_failure (
	saga VARCHAR(100) NOT NULL,
	id VARCHAR(512) NOT NULL,
	event_id VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
	event LONGTEXT NOT NULL,
	failure VARCHAR(2000) NOT NULL,
	attempts INTEGER NOT NULL,
	failing_since BIGINT NOT NULL,
	PRIMARY KEY (id, saga, event_id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
