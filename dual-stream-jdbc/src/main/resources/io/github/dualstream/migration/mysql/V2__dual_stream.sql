-- dual-stream 2, MySQL and MariaDB: content type, schema, tenant and bytes of the data
ALTER TABLE ${dualStreamPrefix}outbox
	MODIFY COLUMN payload LONGTEXT,
	ADD COLUMN payload_bytes LONGBLOB,
	ADD COLUMN content_type VARCHAR(255),
	ADD COLUMN data_schema VARCHAR(1024),
	ADD COLUMN tenant VARCHAR(255);

ALTER TABLE ${dualStreamPrefix}outbox_archive
	MODIFY COLUMN payload LONGTEXT,
	ADD COLUMN payload_bytes LONGBLOB,
	ADD COLUMN content_type VARCHAR(255),
	ADD COLUMN data_schema VARCHAR(1024),
	ADD COLUMN tenant VARCHAR(255);
