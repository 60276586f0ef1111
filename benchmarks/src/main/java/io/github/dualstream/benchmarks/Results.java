package io.github.dualstream.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everything that was measured, warm-up rounds included.
 */
record Results(Machine machineAtEnd, Settings settings, List<Round> rounds) {

	void writeTo(Path file) throws IOException {
		JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
		Files.createDirectories(file.toAbsolutePath().getParent());
		Files.write(file, mapper.writeValueAsBytes(this));
	}

}
