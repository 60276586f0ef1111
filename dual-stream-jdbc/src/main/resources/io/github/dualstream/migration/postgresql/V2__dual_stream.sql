-- dual-stream 2, PostgreSQL: content type, schema, tenant and bytes of the data
ALTER TABLE ${dualStreamPrefix}outbox
	ALTER COLUMN payload DROP NOT NULL,
	ADD COLUMN IF NOT EXISTS payload_bytes BYTEA,
	ADD COLUMN IF NOT EXISTS content_type VARCHAR(255),
	ADD COLUMN IF NOT EXISTS data_schema VARCHAR(1024),
	ADD COLUMN IF NOT EXISTS tenant VARCHAR(255);

ALTER TABLE ${dualStreamPrefix}outbox_archive
	ALTER COLUMN payload DROP NOT NULL,
	ADD COLUMN IF NOT EXISTS payload_bytes BYTEA,
	ADD COLUMN IF NOT EXISTS content_type VARCHAR(255),
	ADD COLUMN IF NOT EXISTS data_schema VARCHAR(1024),
	ADD COLUMN IF NOT EXISTS tenant VARCHAR(255);
