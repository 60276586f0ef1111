package io.github.dualstream.harness.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

import tools.jackson.core.JacksonException;

/**
 * Reads histories back.
 */
public final class HistoryReader {

	private HistoryReader() {
	}

	/**
	 * Reads histories, including those of killed processes: an incomplete last line is
	 * ignored.
	 * @param files file of each process
	 * @return the entries of all of them, by time
	 * @throws IllegalStateException if any other line is not an entry
	 * @throws UncheckedIOException if a file cannot be read
	 */
	public static List<HistoryEntry> read(Collection<Path> files) {
		List<HistoryEntry> entries = new ArrayList<>();
		files.forEach((file) -> addAll(file, entries));
		entries.sort(Comparator.comparingLong(HistoryEntry::nanos));
		return List.copyOf(entries);
	}

	private static void addAll(Path file, List<HistoryEntry> entries) {
		String text = text(file);
		int number = 1;
		int start = 0;
		int end = text.indexOf('\n');
		while (end >= 0) {
			entries.add(entry(text.substring(start, end), file, number++));
			start = end + 1;
			end = text.indexOf('\n', start);
		}
	}

	private static HistoryEntry entry(String line, Path file, int number) {
		try {
			return HistoryJson.MAPPER.readValue(line, HistoryEntry.class);
		}
		catch (JacksonException ex) {
			throw new IllegalStateException("Line " + number + " of " + file + " is not a history entry", ex);
		}
	}

	private static String text(Path file) {
		try {
			return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The history " + file + " cannot be read", ex);
		}
	}

}
