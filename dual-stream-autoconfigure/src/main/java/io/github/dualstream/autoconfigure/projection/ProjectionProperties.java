package io.github.dualstream.autoconfigure.projection;

import io.github.dualstream.autoconfigure.InvalidPropertyException;
import io.github.dualstream.autoconfigure.SchemaInitialization;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties of projections.
 *
 * @param initializeSchema Mode of creating the tables with the progress of projections at
 * startup.
 * @param maxBatch Maximum number of records of a partition that are handled in one
 * transaction.
 */
@ConfigurationProperties("dual-stream.projections")
record ProjectionProperties(@DefaultValue("embedded") SchemaInitialization initializeSchema,
		@DefaultValue("500") int maxBatch) {

	ProjectionProperties {
		if (maxBatch < 1) {
			throw new InvalidPropertyException("dual-stream.projections.max-batch", maxBatch, "is less than 1",
					"Set it to a number from 1.");
		}
	}

}
