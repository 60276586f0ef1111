-- dual-stream outbox and event store, version 3, MySQL and MariaDB
CREATE TABLE IF NOT EXISTS @@tables@@outbox (
	seq BIGINT AUTO_INCREMENT PRIMARY KEY,
	slot SMALLINT NOT NULL,
	status VARCHAR(7) DEFAULT 'PENDING' NOT NULL,
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
	failure VARCHAR(2000),
	stream_version BIGINT,
	INDEX @@indexes@@outbox_source (aggregateid, aggregatetype, status)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS @@tables@@outbox_archive (
	seq BIGINT PRIMARY KEY,
	sent_at BIGINT NOT NULL,
	position VARCHAR(300) NOT NULL,
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
	INDEX @@indexes@@outbox_archive_sent_at (sent_at)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS @@tables@@outbox_relay (
	epoch BIGINT AUTO_INCREMENT PRIMARY KEY,
	name VARCHAR(255) NOT NULL,
	expires_at BIGINT NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS @@tables@@outbox_lease (
	slot SMALLINT PRIMARY KEY,
	epoch BIGINT DEFAULT 0 NOT NULL
) ENGINE = InnoDB;

INSERT IGNORE INTO @@tables@@outbox_lease (slot)
	WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < 63) SELECT n FROM numbers;

CREATE TABLE IF NOT EXISTS @@tables@@event (
	aggregatetype VARCHAR(100) NOT NULL,
	aggregateid VARCHAR(512) NOT NULL,
	version BIGINT NOT NULL,
	stored_at BIGINT NOT NULL,
	id VARCHAR(255) NOT NULL,
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
	PRIMARY KEY (aggregateid, aggregatetype, version)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS @@tables@@snapshot (
	aggregatetype VARCHAR(100) NOT NULL,
	aggregateid VARCHAR(512) NOT NULL,
	version BIGINT NOT NULL,
	fingerprint VARCHAR(64) NOT NULL,
	state LONGTEXT NOT NULL,
	PRIMARY KEY (aggregateid, aggregatetype)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
