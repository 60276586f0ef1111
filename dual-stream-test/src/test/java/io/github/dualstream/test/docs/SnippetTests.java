package io.github.dualstream.test.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The Java snippets of pages are parts of sources that are compiled. Indentation, empty
 * lines and {@code static} before a class do not count.
 */
class SnippetTests {

	private static final Pattern SNIPPET = Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL);

	@ParameterizedTest
	@CsvSource({ "contracts.md, ContractSnippets.java", "event-sourcing.md, EventSourcingSnippets.java",
			"outbox.md, OutboxSnippets.java", "projections.md, ProjectionSnippets.java",
			"sagas.md, SagaSnippets.java" })
	void snippetsAreCompiled(String page, String source) throws IOException {
		String compiled = normalized(
				Files.readString(Path.of("src/test/java/io/github/dualstream/test/docs", source)).lines());
		List<String> snippets = snippets(Files.readString(Path.of("../docs", page)));
		assertThat(snippets).isNotEmpty();
		for (String snippet : snippets) {
			assertThat(compiled).contains(normalized(snippet.lines()));
		}
	}

	private static List<String> snippets(String page) {
		List<String> snippets = new ArrayList<>();
		Matcher snippet = SNIPPET.matcher(page);
		while (snippet.find()) {
			snippets.add(snippet.group(1));
		}
		return snippets;
	}

	private static String normalized(Stream<String> lines) {
		return lines.map(String::strip)
			.filter((line) -> !line.isEmpty())
			.map((line) -> line.replaceFirst("^static (?=class )", ""))
			.collect(Collectors.joining("\n"));
	}

}
