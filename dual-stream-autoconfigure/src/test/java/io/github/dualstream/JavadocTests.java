package io.github.dualstream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The style of the javadoc of all published modules: a tag begins with the thing that it
 * describes.
 */
class JavadocTests {

	/** In percent; Spring's own projects are between 0.3 and 3.5. */
	private static final int LIMIT = 4;

	private static final Pattern COMMENT = Pattern.compile("/\\*\\*.*?\\*/", Pattern.DOTALL);

	private static final Pattern LINE_START = Pattern.compile("\\R\\s*\\* ?");

	private static final Pattern TAG = Pattern
		.compile("@(?:param\\s+<?\\w+>?|return|throws\\s+[\\w.]+)\\s+(?:\\{@\\w+\\s+)?(\\w+)[^@]{0,40}");

	private static final Pattern QUESTION = Pattern.compile("(?i)who\\w*|what\\w*|where\\w*|how");

	@Test
	void tagsBeginWithTheThing() throws IOException {
		int tags = 0;
		List<String> questions = new ArrayList<>();
		for (Path file : sources()) {
			String source = Files.readString(file);
			Matcher comment = COMMENT.matcher(source);
			while (comment.find()) {
				Matcher tag = TAG.matcher(LINE_START.matcher(comment.group()).replaceAll("\n"));
				while (tag.find()) {
					tags++;
					if (QUESTION.matcher(tag.group(1)).matches()) {
						long line = source.substring(0, comment.start()).lines().count();
						questions.add(file + ":" + line + " " + tag.group().replaceAll("\\s+", " "));
					}
				}
			}
		}
		assertThat(tags).isGreaterThan(1000);
		assertThat(questions.size() * 100)
			.as("%d of %d javadoc tags begin with a question word instead of a noun, more than %d percent:%n%s",
					questions.size(), tags, LIMIT, String.join("\n", questions))
			.isLessThanOrEqualTo(tags * LIMIT);
	}

	private static List<Path> sources() throws IOException {
		List<Path> sources = new ArrayList<>();
		try (Stream<Path> modules = Files.list(Path.of(".."))) {
			for (Path module : modules.sorted().toList()) {
				Path main = module.resolve("src/main/java");
				if (module.getFileName().toString().startsWith("dual-stream-") && Files.isDirectory(main)) {
					try (Stream<Path> files = Files.walk(main)) {
						files.filter((file) -> file.toString().endsWith(".java")).sorted().forEach(sources::add);
					}
				}
			}
		}
		return sources;
	}

}
