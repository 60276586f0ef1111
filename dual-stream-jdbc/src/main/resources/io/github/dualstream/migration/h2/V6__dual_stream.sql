-- dual-stream 6, H2: events that projections skip
CREATE TABLE IF NOT EXISTS ${dualStreamPrefix}projection_skip (
	projection VARCHAR(100) NOT NULL,
	generation INTEGER NOT NULL,
	topic VARCHAR(249) NOT NULL,
	topic_partition INTEGER NOT NULL,
	skipped_offset BIGINT NOT NULL,
	next_offset BIGINT NOT NULL,
	event_id VARCHAR(255),
	PRIMARY KEY (projection, generation, topic, topic_partition, skipped_offset)
);
