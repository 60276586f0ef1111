package com.example.shop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code docs/getting-started.md} has the application that is tested here.
 */
class GettingStartedPageTests {

	private static final Path SOURCES = Path.of("src", "test");

	/** Tests that are not for readers. */
	private static final List<String> NOT_SHOWN = List.of("ShopOnServersTests.java", "GettingStartedPageTests.java");

	@Test
	void thePageHasThisApplication() throws IOException {
		String page = words(Files.readAllLines(Path.of("..", "docs", "getting-started.md")));
		try (Stream<Path> files = Files.walk(SOURCES)) {
			List<Path> shown = files.filter(Files::isRegularFile)
				.filter((file) -> !NOT_SHOWN.contains(file.getFileName().toString()))
				.toList();
			assertThat(shown).hasSizeGreaterThan(10);
			for (Path file : shown) {
				assertThat(page).as(file.toString()).contains(words(Files.readAllLines(file)));
			}
		}
	}

	@Test
	void itsDependenciesAreThoseOfThisApplication() throws IOException {
		String page = words(Files.readAllLines(Path.of("..", "docs", "getting-started.md")));
		List<String> pom = Files.readAllLines(Path.of("pom.xml"));
		List<String> added = pom.subList(pom.indexOf(pom.stream()
			.filter((line) -> line.contains("the application of docs/getting-started.md"))
			.findFirst()
			.orElseThrow()), pom.size()).stream().filter((line) -> line.contains("<artifactId>")).toList();
		assertThat(added).isNotEmpty().allSatisfy((artifact) -> assertThat(page).contains(artifact.strip()));
	}

	private static String words(List<String> lines) {
		return lines.stream()
			.filter((line) -> !line.startsWith("package ") && !line.startsWith("import "))
			.collect(Collectors.joining(" "))
			.strip()
			.replaceAll("\\s+", " ");
	}

}
