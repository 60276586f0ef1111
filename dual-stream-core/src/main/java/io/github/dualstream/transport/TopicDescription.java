package io.github.dualstream.transport;

import java.util.List;

/**
 * Description of an existing topic.
 *
 * @param name name of the topic
 * @param settings settings of the topic; unknown ones are {@code null}
 * @param problems problems of the topic that do not depend on the application, for
 * display, each phrased to follow the topic's name
 */
public record TopicDescription(String name, TopicSettings settings, List<String> problems) {

	public TopicDescription {
		problems = List.copyOf(problems);
	}

}
