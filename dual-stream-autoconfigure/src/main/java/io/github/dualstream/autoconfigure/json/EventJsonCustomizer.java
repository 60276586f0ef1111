package io.github.dualstream.autoconfigure.json;

import tools.jackson.databind.json.JsonMapper;

/**
 * Callback for the mapper that writes and reads the data of events. Beans of this type
 * are called in order, once, after the defaults are set. Their changes affect the records
 * in the log; existing records must stay readable.
 */
@FunctionalInterface
public interface EventJsonCustomizer {

	/**
	 * Customize the mapper.
	 * @param builder builder of the mapper
	 */
	void customize(JsonMapper.Builder builder);

}
