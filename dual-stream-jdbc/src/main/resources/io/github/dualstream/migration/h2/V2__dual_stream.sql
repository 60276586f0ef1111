-- dual-stream 2, H2: content type, schema, tenant and bytes of the data
ALTER TABLE ${dualStreamPrefix}outbox ALTER COLUMN payload DROP NOT NULL;
ALTER TABLE ${dualStreamPrefix}outbox ADD COLUMN IF NOT EXISTS payload_bytes BINARY LARGE OBJECT;
ALTER TABLE ${dualStreamPrefix}outbox ADD COLUMN IF NOT EXISTS content_type VARCHAR(255);
ALTER TABLE ${dualStreamPrefix}outbox ADD COLUMN IF NOT EXISTS data_schema VARCHAR(1024);
ALTER TABLE ${dualStreamPrefix}outbox ADD COLUMN IF NOT EXISTS tenant VARCHAR(255);

ALTER TABLE ${dualStreamPrefix}outbox_archive ALTER COLUMN payload DROP NOT NULL;
ALTER TABLE ${dualStreamPrefix}outbox_archive ADD COLUMN IF NOT EXISTS payload_bytes BINARY LARGE OBJECT;
ALTER TABLE ${dualStreamPrefix}outbox_archive ADD COLUMN IF NOT EXISTS content_type VARCHAR(255);
ALTER TABLE ${dualStreamPrefix}outbox_archive ADD COLUMN IF NOT EXISTS data_schema VARCHAR(1024);
ALTER TABLE ${dualStreamPrefix}outbox_archive ADD COLUMN IF NOT EXISTS tenant VARCHAR(255);
