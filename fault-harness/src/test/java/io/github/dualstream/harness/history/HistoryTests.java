package io.github.dualstream.harness.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link HistoryWriter}, {@link HistoryReader} and {@link Operation}.
 */
class HistoryTests {

	@TempDir
	private Path folder;

	@Test
	void whenOutcomesAreWrittenThenTheyAreReadWithTheirCalls() {
		Path file = this.folder.resolve("app.jsonl");
		try (HistoryWriter writer = HistoryWriter.create(file, "app")) {
			long first = writer.invoke("e1", "order:1", 1);
			long second = writer.invoke("e2", "order:1", 2);
			long third = writer.invoke("e3", "order:2", 1);
			writer.invoke("e4", "order:2", 2);
			writer.unknown(second, "no answer");
			writer.ok(first, "events:0:7");
			writer.fail(third, "refused");
		}
		List<Operation> operations = Operation.of(HistoryReader.read(List.of(file)));
		assertThat(operations).extracting(Operation::event).containsExactly("e1", "e2", "e3", "e4");
		assertThat(operations).extracting(Operation::outcome)
			.containsExactly(Outcome.ACKNOWLEDGED, Outcome.UNKNOWN, Outcome.FAILED, Outcome.PENDING);
		assertThat(operations.get(0).position()).isEqualTo("events:0:7");
		assertThat(operations.get(1).error()).isEqualTo("no answer");
		assertThat(operations).allSatisfy((operation) -> {
			assertThat(operation.process()).isEqualTo("app");
			assertThat(operation.endedAt()).isGreaterThanOrEqualTo(operation.invokedAt());
		});
	}

	@Test
	void whenTheLastLineIsTornThenOnlyThatIsLost() throws IOException {
		Path file = this.folder.resolve("torn.jsonl");
		try (HistoryWriter writer = HistoryWriter.create(file, "app")) {
			writer.ok(writer.invoke("e1", "order:1", 1), "events:0:7");
			writer.ok(writer.invoke("e2", "order:1", 2), "events:0:8");
		}
		String text = Files.readString(file);
		Files.writeString(file, text.substring(0, text.length() - 20));
		assertThat(Operation.of(HistoryReader.read(List.of(file)))).extracting(Operation::outcome)
			.containsExactly(Outcome.ACKNOWLEDGED, Outcome.PENDING);
	}

	@Test
	void whenAnotherLineIsTornThenReadingFails() throws IOException {
		Path file = this.folder.resolve("bad.jsonl");
		try (HistoryWriter writer = HistoryWriter.create(file, "app")) {
			writer.invoke("e1", "order:1", 1);
		}
		Files.writeString(file, "{\"kind\":\"ok\n", StandardOpenOption.APPEND);
		assertThatIllegalStateException().isThrownBy(() -> HistoryReader.read(List.of(file)))
			.withMessageContaining("Line 2");
	}

	@Test
	void whenTheFileIsThereThenItIsNotWrittenOver() {
		Path file = this.folder.resolve("twice.jsonl");
		HistoryWriter.create(file, "app").close();
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> HistoryWriter.create(file, "app"));
	}

	@Test
	void whenAPublishHasTwoOutcomesOrNoCallThenTheHistoryIsRefused() {
		Path file = this.folder.resolve("wrong.jsonl");
		try (HistoryWriter writer = HistoryWriter.create(file, "app")) {
			long operation = writer.invoke("e1", "order:1", 1);
			writer.ok(operation, "events:0:7");
			writer.unknown(operation, "no answer");
		}
		List<HistoryEntry> entries = HistoryReader.read(List.of(file));
		assertThatIllegalStateException().isThrownBy(() -> Operation.of(entries)).withMessageContaining("two outcomes");
		assertThatIllegalStateException().isThrownBy(() -> Operation.of(entries.subList(1, 2)))
			.withMessageContaining("without a call");
	}

	@Test
	void whenSeveralProcessesWroteThenEntriesAreReadByTime() {
		Path one = this.folder.resolve("one.jsonl");
		Path two = this.folder.resolve("two.jsonl");
		try (HistoryWriter first = HistoryWriter.create(one, "one");
				HistoryWriter second = HistoryWriter.create(two, "two")) {
			first.follow("order:1", null);
			second.delivered("e1", "order:1", "events:0:1");
			first.reset("expired");
			second.finished("events:0:1");
			second.committed("events:0:2");
		}
		assertThat(HistoryReader.read(List.of(two, one))).extracting(HistoryEntry::kind)
			.containsExactly(EntryKind.FOLLOW, EntryKind.DELIVERED, EntryKind.RESET, EntryKind.FINISHED,
					EntryKind.COMMITTED);
	}

}
