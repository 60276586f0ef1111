-- dual-stream 4, H2: state and progress of projections
CREATE TABLE IF NOT EXISTS ${dualStreamPrefix}projection (
	projection VARCHAR(100) NOT NULL PRIMARY KEY,
	generation INTEGER NOT NULL,
	version INTEGER NOT NULL,
	building INTEGER NOT NULL,
	building_version INTEGER NOT NULL,
	latest INTEGER NOT NULL,
	paused BOOLEAN NOT NULL
);
CREATE TABLE IF NOT EXISTS ${dualStreamPrefix}projection_partition (
	projection VARCHAR(100) NOT NULL,
	generation INTEGER NOT NULL,
	topic VARCHAR(249) NOT NULL,
	topic_partition INTEGER NOT NULL,
	topic_identity VARCHAR(22) NOT NULL,
	begin_offset BIGINT NOT NULL,
	next_offset BIGINT NOT NULL,
	target_offset BIGINT NOT NULL,
	PRIMARY KEY (projection, generation, topic, topic_partition)
);
