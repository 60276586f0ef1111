package io.github.dualstream.transport;

import java.util.List;

/**
 * A topic as the log has it.
 *
 * @param name its name
 * @param settings its settings; what is {@code null} could not be learned
 * @param problems what is wrong with them whatever the application wants, for people to
 * read, each sentence to follow the topic's name
 */
public record TopicDescription(String name, TopicSettings settings, List<String> problems) {

	public TopicDescription {
		problems = List.copyOf(problems);
	}

}
